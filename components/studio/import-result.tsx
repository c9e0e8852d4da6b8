import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FaultTable } from "#components/files/fault-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { ImportPreview } from "./import-preview.tsx";

type ImportResultProps = {
  /** The file that was checked; absent once it is in. */
  file?: string;
  report: ImportReport;
  /** What can be done now. */
  children: ReactNode;
};

/** What the file holds, or which rows are wrong and why. */
export function ImportResult({ file, report, children }: ImportResultProps) {
  const t = useTranslations("studio.import");
  const isWrong = report.faults > 0;
  return (
    <div role="status" className="grid gap-5">
      <div className="flex items-center gap-2">
        {isWrong ? (
          <Badge tone="danger">{t("wrongRows", { count: report.faults })}</Badge>
        ) : (
          <Badge tone="ok">{report.dryRun ? t("inOrder") : t("done")}</Badge>
        )}
        {file && <span className="truncate font-mono text-soft text-xs">{file}</span>}
      </div>
      <div className="grid grid-cols-3 gap-4">
        <Figure size="sm" label={t("products")} counts={t("productsCounts")}>
          <NumberTicker value={report.products} />
        </Figure>
        <Figure size="sm" label={t("editions")} counts={t("editionsCounts")}>
          <NumberTicker value={report.editions} />
        </Figure>
        <Figure size="sm" label={t("units")} counts={t("unitsCounts")}>
          <NumberTicker value={report.units} />
        </Figure>
      </div>
      {report.encoding && (
        <p className="text-sm text-soft">
          {t("readAs", {
            layout: t(`layout.${report.layout}`),
            encoding: report.encoding.toUpperCase(),
            separator: report.separator === "\t" ? t("tab") : report.separator || "–",
            rows: report.rows,
          })}
        </p>
      )}
      {isWrong && (
        <>
          <p className="text-sm text-soft">{t("nothingWritten")}</p>
          <FaultTable label={t("errors")} faults={report.errors} />
          {report.faults > report.errors.length && (
            <p className="text-sm text-soft">{t("moreFaults", { count: report.faults - report.errors.length })}</p>
          )}
        </>
      )}
      {report.notes.length > 0 && (
        <section className="grid gap-2">
          <h3 className="slug text-soft">{t("notes", { count: report.notes.length })}</h3>
          <FaultTable label={t("notes", { count: report.notes.length })} faults={report.notes} />
        </section>
      )}
      {report.dryRun && report.preview.length > 0 && <ImportPreview report={report} />}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
