import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Meter } from "#components/ui/meter.tsx";
import type { LiveStock, ShowSales } from "#lib/live/contract.ts";

/** What the board needs to know of an edition beside its numbers. */
export type EditionName = { id: string; sku: string; name: string; product: string };

type StockTableProps = { stock: LiveStock[]; sales: ShowSales[]; editions: EditionName[] };

/** Units of every edition: all of them, what this show took of them, and where all are. */
export function StockTable({ stock, sales, editions }: StockTableProps) {
  const t = useTranslations("ops.stock");
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
      <DataTable
        label={t("heading")}
        columns={useColumns()}
        rows={rows}
        idOf={({ id }) => id}
        empty={<p className="py-3 text-soft">{t("empty")}</p>}
      />
    </div>
  );
}

type StockRow = EditionName & LiveStock & { total: number; here: { held: number; sold: number } };

function useColumns(): Column<StockRow>[] {
  const t = useTranslations("ops.stock");
  const format = useFormatter();
  const figure = (name: "total" | "available" | "held" | "sold" | "taken", count: (row: StockRow) => number) => ({
    name,
    head: t(name),
    title: t(`${name}Counts`),
    isNumeric: true,
    // Beside the chart there is no room for "Held in this show" in one line.
    headClassName: "min-w-18 whitespace-normal! align-bottom",
    sortBy: count,
    cell: (row: StockRow) => <span data-testid={`stock-${name}-${row.sku}`}>{format.number(count(row))}</span>,
  });
  return [
    {
      name: "edition",
      head: t("edition"),
      className: "min-w-40",
      sortBy: ({ product, name }) => [product, name],
      cell: ({ product, name, sku }) => (
        <span className="grid">
          <span>
            {product} · {name}
          </span>
          <span className="font-mono text-soft text-xs">{sku}</span>
        </span>
      ),
    },
    figure("total", ({ total }) => total),
    { ...figure("available", ({ available }) => available), className: "font-medium" },
    {
      ...figure("held", ({ here }) => here.held),
      className: ({ here }) => (here.held > 0 ? "text-warn" : "text-soft"),
    },
    {
      ...figure("sold", ({ here }) => here.sold),
      className: ({ here }) => (here.sold > 0 ? "text-ok" : "text-soft"),
    },
    { ...figure("taken", ({ held, sold }) => held + sold), className: "text-soft" },
    {
      name: "bar",
      head: t("bar"),
      isHeadHidden: true,
      className: "w-1/4 min-w-28 align-middle",
      cell: ({ name, total, available, pooled, held, sold }) => (
        <Meter
          label={t("of", { edition: name })}
          max={total}
          parts={[
            { label: t("available"), value: available, tone: "ink" },
            { label: t("inDrops"), value: pooled, tone: "signal" },
            { label: t("heldInAll"), value: held, tone: "warn" },
            { label: t("soldInAll"), value: sold, tone: "ok" },
          ]}
        />
      ),
    },
    {
      name: "sales",
      head: t("sales"),
      cell: ({ salesOpen }) => <Badge tone={salesOpen ? "ok" : "neutral"}>{t(salesOpen ? "open" : "closed")}</Badge>,
    },
  ];
}
