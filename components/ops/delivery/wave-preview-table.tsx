import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { WavePreview } from "#lib/delivery-windows/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import type { Preview } from "./use-wave-preview.ts";

/** How many orders would be told, what they were promised and what they would be promised, city by city. */
export function WavePreviewTable({ preview }: { preview: Preview }) {
  const t = useTranslations("delivery.move");
  return (
    <section aria-labelledby="preview" aria-live="polite" className="grid gap-2 border-rule border-t pt-4">
      <h3 id="preview" className="font-medium text-sm">
        {t("preview")}
      </h3>
      {preview.at === "waiting" && <p className="text-sm text-soft">{t("waiting")}</p>}
      {preview.at === "counting" && <Progress label={t("counting")} value={null} />}
      {preview.at === "failed" && <p className="text-danger text-sm">{preview.problem}</p>}
      {preview.at === "known" && <Changes found={preview.found} />}
    </section>
  );
}

function Changes({ found: { fits, orders, units, changes } }: { found: WavePreview }) {
  const t = useTranslations("delivery.move");
  const locale = useLocale();
  const columns: Column<(typeof changes)[number]>[] = [
    { name: "city", head: t("city"), cell: ({ city }) => city ?? t("noCity") },
    { name: "orders", head: t("orders"), isNumeric: true, cell: (change) => change.orders },
    { name: "before", head: t("before"), className: "text-soft", cell: ({ before }) => formatWindow(before, locale) },
    { name: "after", head: t("after"), className: "font-medium", cell: ({ after }) => formatWindow(after, locale) },
  ];
  return (
    <>
      {!fits && <p className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">{t("blocked")}</p>}
      <p className="figures text-sm">{orders === 0 ? t("none") : t("sum", { orders, units })}</p>
      {changes.length > 0 && (
        <DataTable
          label={t("preview")}
          columns={columns}
          rows={changes}
          idOf={({ city, before, after }) => `${city} ${before.start} ${before.end} ${after.start}`}
        />
      )}
    </>
  );
}
