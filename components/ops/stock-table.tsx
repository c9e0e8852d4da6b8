import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { ShowSales, StockLine } from "#lib/live/contract.ts";

/** What the board needs to know of an edition beside its numbers. */
export type EditionName = { id: string; sku: string; name: string; product: string };

type StockTableProps = { stock: StockLine[]; sales: ShowSales[]; editions: EditionName[] };

/** Units of every edition: all of them, what this show took of them, and where all are. */
export function StockTable({ stock, sales, editions }: StockTableProps) {
  const t = useTranslations("ops.stock");
  const format = useFormatter();
  const lines = new Map(stock.map((line) => [line.editionId, line]));
  const rows = editions.flatMap((edition) => {
    const line = lines.get(edition.id);
    const here = sales.find(({ editionId }) => editionId === edition.id) ?? { held: 0, sold: 0 };
    const total = line ? line.available + line.pooled + line.held + line.sold : 0;
    return line ? [{ ...edition, ...line, total, here }] : [];
  });
  return (
    <div className="grid min-w-0 content-start gap-1">
      <h2 className="slug text-soft">{t("heading")}</h2>
      {rows.length === 0 ? (
        <p className="py-3 text-soft">{t("empty")}</p>
      ) : (
        <Table dense label={t("heading")}>
          <thead>
            <tr>
              <HeadCell>{t("edition")}</HeadCell>
              <HeadCell numeric title={t("totalCounts")}>
                {t("total")}
              </HeadCell>
              <HeadCell numeric title={t("availableCounts")}>
                {t("available")}
              </HeadCell>
              <HeadCell numeric title={t("heldCounts")}>
                {t("held")}
              </HeadCell>
              <HeadCell numeric title={t("soldCounts")}>
                {t("sold")}
              </HeadCell>
              <HeadCell numeric title={t("takenCounts")}>
                {t("taken")}
              </HeadCell>
              <HeadCell className="w-1/4 min-w-28">
                <span className="sr-only">{t("bar")}</span>
              </HeadCell>
              <HeadCell>{t("sales")}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id}>
                <Cell className="min-w-40">
                  <span className="grid">
                    <span>
                      {row.product} · {row.name}
                    </span>
                    <span className="font-mono text-soft text-xs">{row.sku}</span>
                  </span>
                </Cell>
                <Cell numeric title={t("totalCounts")}>
                  {format.number(row.total)}
                </Cell>
                <Cell
                  numeric
                  title={t("availableCounts")}
                  data-testid={`stock-available-${row.sku}`}
                  className="font-medium"
                >
                  {format.number(row.available)}
                </Cell>
                <Cell
                  numeric
                  title={t("heldCounts")}
                  data-testid={`stock-held-${row.sku}`}
                  className={row.here.held > 0 ? "text-warn" : "text-soft"}
                >
                  {format.number(row.here.held)}
                </Cell>
                <Cell
                  numeric
                  title={t("soldCounts")}
                  data-testid={`stock-sold-${row.sku}`}
                  className={row.here.sold > 0 ? "text-ok" : "text-soft"}
                >
                  {format.number(row.here.sold)}
                </Cell>
                <Cell numeric title={t("takenCounts")} className="text-soft">
                  {format.number(row.held + row.sold)}
                </Cell>
                <Cell className="align-middle">
                  <Meter
                    label={t("of", { edition: row.name })}
                    max={row.total}
                    parts={[
                      { label: t("available"), value: row.available, tone: "ink" },
                      { label: t("inDrops"), value: row.pooled, tone: "signal" },
                      { label: t("heldInAll"), value: row.held, tone: "warn" },
                      { label: t("soldInAll"), value: row.sold, tone: "ok" },
                    ]}
                  />
                </Cell>
                <Cell>
                  <Badge tone={row.salesOpen ? "ok" : "neutral"}>{row.salesOpen ? t("open") : t("closed")}</Badge>
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
