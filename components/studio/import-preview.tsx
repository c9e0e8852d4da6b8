import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";
import { formatWindow } from "#lib/words/format-window.ts";

/** What would be written, row by row, before it is. */
export function ImportPreview({ report: { preview, editions } }: { report: ImportReport }) {
  const t = useTranslations("studio.import");
  const locale = useLocale();
  return (
    <div className="grid gap-2">
      <div className="max-h-96 overflow-y-auto">
        <Table dense label={t("preview")}>
          <thead>
            <tr>
              <HeadCell numeric>{t("row")}</HeadCell>
              <HeadCell>{t("previewProduct")}</HeadCell>
              <HeadCell numeric>{t("previewPrice")}</HeadCell>
              <HeadCell numeric>{t("units")}</HeadCell>
              <HeadCell>{t("previewWindow")}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {preview.map(({ row, product, edition, sku, currency, priceMinor, stock, window, isNew }) => (
              <Row key={`${row} ${sku}`}>
                <Cell numeric>{row}</Cell>
                <Cell>
                  <span className="block">
                    {product} · {edition} {!isNew && <Badge tone="danger">{t("taken")}</Badge>}
                  </span>
                  <span className="font-mono text-soft text-xs">{sku}</span>
                </Cell>
                <Cell numeric>{formatMoney({ minor: priceMinor, currency, locale, style: "short" })}</Cell>
                <Cell numeric>{stock}</Cell>
                <Cell>{formatWindow(window, locale)}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      {editions > preview.length && (
        <p className="text-sm text-soft">{t("previewMore", { count: editions - preview.length })}</p>
      )}
    </div>
  );
}
