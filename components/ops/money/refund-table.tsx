"use client";

import { useTranslations } from "next-intl";
import { moneyColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { PaymentRecord } from "#lib/payments/schema.ts";
import { ActButton } from "./act-button.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

type RefundTableProps = { label: string; refunds: PaymentRecord[]; mayRetry?: boolean };

/** Money on its way back to buyers, or stuck on it. */
export function RefundTable({ label, refunds, mayRetry = false }: RefundTableProps) {
  const t = useTranslations("ops.money.refunds");
  const { busyId, act } = useDeskAct();
  const retry = ({ id }: PaymentRecord) =>
    act<PaymentRecord>(id, `/api/ops/payments/${id}/retry`, ({ state, failure }) =>
      t(
        state === "CAPTURED" || failure === "paid_twice_returned" ? "done" : state === "FAILED" ? "refused" : "started",
      ),
    );
  const why: Column<PaymentRecord> = {
    name: "why",
    head: t("why"),
    className: "text-danger",
    cell: ({ failure }) => (failure === "paid_twice" ? t("paidTwice") : failure),
  };
  const acts: Column<PaymentRecord> = {
    name: "acts",
    head: t("acts"),
    cell: (refund) => (
      <ActButton letter="r" busy={busyId === refund.id} onClick={() => void retry(refund)}>
        {t("retry")}
      </ActButton>
    ),
  };
  const columns: Column<PaymentRecord>[] = [
    timeColumn("since", t("since"), ({ at }) => at),
    moneyColumn("amount", t("amount"), ({ currency, amountMinor }) => ({ minor: amountMinor, currency }), {
      style: "full",
      className: "font-semibold",
    }),
    {
      name: "rail",
      head: t("rail"),
      sortBy: ({ rail }) => rail,
      cell: ({ rail, reference }) => (
        <>
          {rail}
          <span className="wrap-anywhere block font-mono text-soft text-xs">{reference}</span>
        </>
      ),
    },
    ...(mayRetry ? [why] : []),
    {
      name: "order",
      head: t("order"),
      cell: ({ preorderId, contact }) => <OrderLink id={preorderId} who={contact} />,
    },
    ...(mayRetry ? [acts] : []),
  ];
  return (
    <DataTable label={label} columns={columns} rows={refunds} idOf={({ id }) => id} hasRowKeys width="min-w-3xl" />
  );
}
