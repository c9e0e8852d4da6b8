"use client";

import { useTranslations } from "next-intl";
import { OrderLink } from "#components/orders/order-link.tsx";
import { StateBadge } from "#components/states/state-badge.tsx";
import { countColumn, moneyColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { Board } from "#lib/live/contract.ts";
import { preorderState } from "#lib/preorders/schema.ts";

type NewestOrder = Board["newest"][number];

/** The newest orders, newest first until sorted otherwise. Arrows walk the rows, Enter opens the order. */
export function NewestOrders({ orders }: { orders: NewestOrder[] }) {
  const t = useTranslations("ops.newest");
  return (
    <div className="grid min-w-0 content-start gap-1">
      <h2 className="slug text-soft">{t("heading", { count: orders.length })}</h2>
      <DataTable
        label={t("label")}
        columns={useColumns()}
        rows={orders}
        idOf={({ id }) => id}
        empty={<p className="py-3 text-soft">{t("empty")}</p>}
        sorting={{ by: "at", isDescending: true }}
        hasRowKeys
        window={{ rowHeight: 36, firstRows: 12 }}
        width="min-w-3xl"
        className="max-h-112"
      />
    </div>
  );
}

function useColumns(): Column<NewestOrder>[] {
  const t = useTranslations("ops.newest.columns");
  return [
    timeColumn("at", t("at"), ({ at }) => at, { style: "second" }),
    textColumn("buyer", t("buyer"), ({ buyer }) => buyer),
    textColumn("edition", t("edition"), ({ edition }) => edition),
    countColumn("quantity", t("quantity"), ({ quantity }) => quantity),
    moneyColumn("totalMinor", t("totalMinor"), ({ currency, totalMinor }) => ({ minor: totalMinor, currency }), {
      withCode: true,
    }),
    moneyColumn("paidMinor", t("paidMinor"), ({ currency, paidMinor }) => ({ minor: paidMinor, currency }), {
      withCode: true,
    }),
    {
      name: "state",
      head: t("state"),
      sortBy: ({ state }) => state,
      cell: ({ state }) => <KnownState state={state} />,
    },
    { name: "id", head: t("id"), sortBy: ({ id }) => id, cell: ({ id }) => <OrderLink id={id} isInRow /> },
  ];
}

/** A board says a state in plain text; one that this page does not know yet stands as it came. */
function KnownState({ state }: { state: string }) {
  const { data: known } = preorderState.safeParse(state);
  return known ? <StateBadge state={`order.${known}`} /> : state;
}
