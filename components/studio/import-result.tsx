import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { columnOf } from "./import-templates.ts";

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
  const isCsv = !file?.toLowerCase().endsWith(".json");
  const isWrong = report.errors.length > 0;
  return (
    <div role="status" className="grid gap-5">
      <div className="flex items-center gap-2">
        {isWrong ? (
          <Badge tone="danger">{t("wrongRows", { count: report.errors.length })}</Badge>
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
      {isWrong && (
        <>
          <p className="text-sm text-soft">{t("nothingWritten")}</p>
          <div className="max-h-96 overflow-y-auto">
            <Table dense label={t("errors")}>
              <thead>
                <tr>
                  <HeadCell numeric>{t("row")}</HeadCell>
                  <HeadCell>{t("field")}</HeadCell>
                  <HeadCell>{t("message")}</HeadCell>
                </tr>
              </thead>
              <tbody>
                {report.errors.map(({ row, field, message }) => (
                  <Row key={`${row} ${field} ${message}`}>
                    <Cell numeric>{row}</Cell>
                    <Cell className="font-mono text-xs">{isCsv ? columnOf(field) : field}</Cell>
                    <Cell>{message}</Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          </div>
        </>
      )}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
