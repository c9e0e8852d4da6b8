import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** Every movement of money for one order, with the reference the payment provider knows it by. */
export function PaymentsTable({ payments }: { payments: PreorderView["payments"] }) {
  const t = useTranslations("preorders.order");
  if (payments.length === 0) return <p className="text-soft">{t("noPayments")}</p>;
  return (
    <Table label={t("payments")} dense>
      <thead>
        <tr>
          <HeadCell>{t("paymentKind")}</HeadCell>
          <HeadCell>{t("state")}</HeadCell>
          <HeadCell numeric>{t("amount")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {payments.map(({ kind, state, amountMinor, currency, rail, reference, method, at }) => (
          <Row key={`${kind} ${at} ${reference}`}>
            <Cell>
              {t(`kinds.${kind}`)}{" "}
              <span className="text-soft">
                <LocalTime iso={at} />
              </span>
              <span title={t("reference")} className="wrap-anywhere block font-mono text-soft text-xs">
                {[method?.replace("**", "••"), reference ?? rail].filter(Boolean).join(" · ")}
              </span>
            </Cell>
            <Cell>{t(`paymentStates.${state}`)}</Cell>
            <Cell numeric>
              <Money minor={kind === "REFUND" ? -amountMinor : amountMinor} currency={currency} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
