"use client";

import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { PaymentRecord } from "#lib/payments/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

type RefundTableProps = { label: string; refunds: PaymentRecord[]; mayRetry?: boolean };

/** Money on its way back to buyers, or stuck on it. */
export function RefundTable({ label, refunds, mayRetry = false }: RefundTableProps) {
  const t = useTranslations("ops.money.refunds");
  const { busyId, act } = useDeskAct();
  const keys = useRowKeys({
    count: refunds.length,
    rendered: { first: 0, last: refunds.length - 1 },
    reveal: () => {},
  });
  const retry = ({ id }: PaymentRecord) =>
    act<PaymentRecord>(id, `/api/ops/payments/${id}/retry`, undefined, {
      ok: ({ state, failure }) =>
        t(
          state === "CAPTURED" || failure === "paid_twice_returned"
            ? "done"
            : state === "FAILED"
              ? "refused"
              : "started",
        ),
    });
  return (
    <Table dense label={label} className="min-w-3xl">
      <thead>
        <tr>
          <HeadCell>{t("since")}</HeadCell>
          <HeadCell numeric>{t("amount")}</HeadCell>
          <HeadCell>{t("rail")}</HeadCell>
          {mayRetry && <HeadCell>{t("why")}</HeadCell>}
          <HeadCell>{t("order")}</HeadCell>
          {mayRetry && <HeadCell>{t("acts")}</HeadCell>}
        </tr>
      </thead>
      <tbody {...keys.body}>
        {refunds.map((refund, index) => (
          <Row key={refund.id} {...keys.row(index)}>
            <Cell className="whitespace-nowrap">
              <LocalTime iso={refund.at} />
            </Cell>
            <Cell numeric className="font-semibold">
              <Money minor={refund.amountMinor} currency={refund.currency} style="full" />
            </Cell>
            <Cell>
              {refund.rail}
              <span className="wrap-anywhere block font-mono text-soft text-xs">{refund.reference}</span>
            </Cell>
            {mayRetry && (
              <Cell className="text-danger">{refund.failure === "paid_twice" ? t("paidTwice") : refund.failure}</Cell>
            )}
            <Cell>
              <OrderLink id={refund.preorderId} who={refund.contact} />
            </Cell>
            {mayRetry && (
              <Cell>
                <ActButton letter="r" busy={busyId === refund.id} onClick={() => void retry(refund)}>
                  {t("retry")}
                </ActButton>
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
