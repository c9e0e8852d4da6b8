import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";

type Payment = PreorderView["payments"][number];

/** Every movement of money for one order, with the reference the payment provider knows it by, or the order it moved to or from. */
export function PaymentsTable({ order }: { order: Pick<PreorderView, "payments" | "convertedFrom"> }) {
  const t = useTranslations("preorders.order");
  const { payments, convertedFrom } = order;
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
        {payments.map((payment) => (
          <Row key={`${payment.kind} ${payment.at} ${payment.reference}`}>
            <Cell>
              <span className="block">
                {t(`kinds.${payment.kind}`)}{" "}
                <span className="whitespace-nowrap text-soft">
                  <LocalTime iso={payment.at} />
                </span>
              </span>
              <span title={t("reference")} className="wrap-anywhere block text-soft text-xs">
                <Reference payment={payment} convertedFrom={convertedFrom} />
              </span>
            </Cell>
            <Cell>
              <StateBadge state={`payment.${payment.state}`} />
            </Cell>
            <Cell numeric>
              <Money
                minor={payment.kind === "REFUND" ? -payment.amountMinor : payment.amountMinor}
                currency={payment.currency}
              />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const movedMark = "moved-to-";

/** What a movement of money is known by: the provider's reference, or the order it moved to or from. */
export function Reference({ payment, convertedFrom }: { payment: Payment; convertedFrom: string | null }) {
  const t = useTranslations("myOrders.payments");
  const { kind, state, reference, rail, method } = payment;
  const link = (id: string) => (
    <Link href={`/preorders/${id}`} className="font-mono underline underline-offset-4">
      {orderNumber(id)}
    </Link>
  );
  if (reference?.startsWith(movedMark))
    return t.rich("movedTo", { link: () => link(reference.slice(movedMark.length, movedMark.length + 36)) });
  if (convertedFrom && kind === "DEPOSIT" && state === "CAPTURED" && !reference)
    return t.rich("movedFrom", { link: () => link(convertedFrom) });
  const known = [method?.replace("**", "••"), reference ?? t("via", { rail })].filter(Boolean);
  return <span className="font-mono">{known.join(" · ")}</span>;
}
