import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BalanceDay } from "#components/balances/balance-day.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { useCoolingOffTerm } from "#components/cooling-off/use-cooling-off-term.ts";
import { GoodsAndShipping } from "#components/shipping/goods-and-shipping.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";
import { TaxInside } from "./tax-inside.tsx";

type PreorderTermsProps = {
  terms: Pick<
    PreorderReceipt,
    "totalMinor" | "shippingMinor" | "taxMinor" | "taxBp" | "depositMinor" | "currency" | "window"
  >;
  /** Whether the way to a city is in the window. */
  includesWay: boolean;
  /** What else is known of the window. */
  arrival?: ReactNode;
  edition: Pick<EditionView, "balanceDueOn" | "coolingOffExemption">;
  /** Where it goes; null where nobody asked. */
  country: string | null;
  /** ISO time, or null when it cannot be given back. */
  refundableUntil: string | null;
};

/** Price, deposit, refund deadline and delivery window, before any money moves. */
export function PreorderTerms(props: PreorderTermsProps) {
  const { terms, includesWay, arrival, edition, country, refundableUntil } = props;
  const coolingOff = useCoolingOffTerm({ edition, country });
  const t = useTranslations("preorders.sheet");
  const words = useTranslations("terms.window");
  const { totalMinor, depositMinor, currency, window } = terms;
  return (
    <section aria-label={t("yourTerms")}>
      <dl className="border-ink border-t">
        <Term name={t("price")}>
          <Money minor={totalMinor} currency={currency} />
          <GoodsAndShipping sums={terms} />
          <TaxInside order={terms} className="block text-soft text-xs" />
        </Term>
        <Term name={t("deposit")} strong>
          <Money minor={depositMinor} currency={currency} />
        </Term>
        {totalMinor > depositMinor && (
          <Term name={t("balance")}>
            <Money minor={totalMinor - depositMinor} currency={currency} /> <BalanceDay dueOn={edition.balanceDueOn} />
          </Term>
        )}
        <Term name={t("refundUntil")}>
          {refundableUntil ? <LocalTime iso={refundableUntil} /> : t("notRefundable")}
        </Term>
        <Term name={words(includesWay ? "arrives" : "leaves")}>
          <DeliveryWindow window={window} />
          {arrival}
        </Term>
        {coolingOff && <Term name={t("coolingOff")}>{coolingOff}</Term>}
      </dl>
    </section>
  );
}

function Term({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-rule border-b py-1.5">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className={strong ? "text-right font-semibold" : "text-right text-sm"}>{children}</dd>
    </div>
  );
}
