"use client";

import { useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { moneyColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { NothingHere } from "./nothing-here.tsx";
import { OrderLink } from "./order-link.tsx";

type Payment = OrderRecord["payments"][number];

export function RecordPayments({ payments }: { payments: Payment[] }) {
  const t = useTranslations("orders.record");
  return (
    <DataTable
      keepsOrder
      label={t("payments")}
      columns={useColumns()}
      rows={payments}
      idOf={({ id }) => id}
      empty={<NothingHere>{t("noPayments")}</NothingHere>}
      width="max-lg:min-w-lg"
    />
  );
}

function useColumns(): Column<Payment>[] {
  const t = useTranslations("orders.record");
  const say = useTranslations("preorders.order");
  return [
    timeColumn("at", t("columns.at"), ({ at }) => at, { style: "minute" }),
    { name: "kind", head: t("columns.kind"), className: "whitespace-nowrap", cell: ({ kind }) => say(`kinds.${kind}`) },
    {
      name: "state",
      head: t("columns.state"),
      className: "whitespace-nowrap",
      cell: ({ state, failure }) => (
        <>
          <StateBadge state={`payment.${state}`} />
          {failure && <span className="block text-danger text-xs">{failure}</span>}
        </>
      ),
    },
    {
      name: "reference",
      head: t("columns.reference"),
      className: "w-full",
      cell: ({ rail, reference, movedFrom }) => (
        <>
          {rail}
          <span className="wrap-anywhere block text-soft text-xs">
            {movedFrom ? (
              t.rich("movedFrom", { link: () => <OrderLink id={movedFrom} /> })
            ) : (
              <span className="font-mono">{reference}</span>
            )}
          </span>
        </>
      ),
    },
    moneyColumn("amount", t("columns.amount"), ({ kind, amountMinor, currency }) => ({
      minor: kind === "REFUND" ? -amountMinor : amountMinor,
      currency,
    })),
  ];
}
