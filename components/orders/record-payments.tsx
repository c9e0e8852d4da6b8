import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { OrderLink } from "./order-link.tsx";

export function RecordPayments({ payments }: { payments: OrderRecord["payments"] }) {
  const t = useTranslations("orders.record");
  const say = useTranslations("preorders.order");
  if (payments.length === 0) return <p className="border-ink border-t py-2 text-sm text-soft">{t("noPayments")}</p>;
  return (
    <Table dense label={t("payments")} className="max-lg:min-w-lg">
      <thead>
        <tr>
          <HeadCell>{t("columns.at")}</HeadCell>
          <HeadCell>{t("columns.kind")}</HeadCell>
          <HeadCell>{t("columns.state")}</HeadCell>
          <HeadCell>{t("columns.reference")}</HeadCell>
          <HeadCell numeric>{t("columns.amount")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {payments.map(({ id, at, kind, state, rail, reference, failure, movedFrom, amountMinor, currency }) => (
          <Row key={id}>
            <Cell className="whitespace-nowrap">
              <LocalTime iso={at} style="minute" />
            </Cell>
            <Cell className="whitespace-nowrap">{say(`kinds.${kind}`)}</Cell>
            <Cell className="whitespace-nowrap">
              {say(`paymentStates.${state}`)}
              {failure && <span className="block text-danger text-xs">{failure}</span>}
            </Cell>
            <Cell className="w-full">
              {rail}
              <span className="wrap-anywhere block text-soft text-xs">
                {movedFrom ? (
                  t.rich("movedFrom", { link: () => <OrderLink id={movedFrom} /> })
                ) : (
                  <span className="font-mono">{reference}</span>
                )}
              </span>
            </Cell>
            <Cell numeric>
              <Money minor={kind === "REFUND" ? -amountMinor : amountMinor} currency={currency} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
