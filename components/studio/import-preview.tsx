import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { countColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";
import { formatWindow } from "#lib/words/format-window.ts";

type Previewed = ImportReport["preview"][number];

/** What would be written, row by row, before it is. */
export function ImportPreview({ report: { preview, editions } }: { report: ImportReport }) {
  const t = useTranslations("studio.import");
  return (
    <div className="grid gap-2">
      <DataTable
        keepsOrder
        label={t("preview")}
        columns={useColumns()}
        rows={preview}
        idOf={({ row, sku }) => `${row} ${sku}`}
        className="max-h-96 [--table-ground:var(--raised)]"
      />
      {editions > preview.length && (
        <p className="text-sm text-soft">{t("previewMore", { count: editions - preview.length })}</p>
      )}
    </div>
  );
}

function useColumns(): Column<Previewed>[] {
  const t = useTranslations("studio.import");
  const locale = useLocale();
  return [
    countColumn("row", t("row"), ({ row }) => row),
    {
      name: "product",
      head: t("previewProduct"),
      cell: ({ product, edition, sku, isNew }) => (
        <>
          <span className="block">
            {product} · {edition} {!isNew && <Badge tone="danger">{t("taken")}</Badge>}
          </span>
          <span className="font-mono text-soft text-xs">{sku}</span>
        </>
      ),
    },
    {
      name: "price",
      head: t("previewPrice"),
      isNumeric: true,
      cell: ({ priceMinor, currency }) => formatMoney({ minor: priceMinor, currency, locale, style: "short" }),
    },
    countColumn("units", t("units"), ({ stock }) => stock),
    { name: "window", head: t("previewWindow"), cell: ({ window }) => formatWindow(window, locale) },
  ];
}
