import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ConversionQuote, PreorderView } from "#lib/preorders/schema.ts";

/** Every term of the order now and then, side by side; what stays the same is said too. */
export function ChangePreview({ order, quote }: { order: PreorderView; quote: ConversionQuote }) {
  const t = useTranslations("myOrders.change");
  const { currency } = order;
  const money = (minor: number) => <Money minor={minor} currency={currency} />;
  const isShorter = quote.refundableUntil < order.refundableUntil;
  const refund = (until: string) =>
    until > order.serverTime ? <LocalTime iso={until} style="day" /> : t("refundOver");
  return (
    <table data-testid="change-preview" className="figures w-full border-ink border-t text-sm">
      <thead>
        <tr className="slug border-rule border-b text-left text-soft">
          <td className="py-2" />
          <th scope="col" className="py-2 pr-3 font-normal">
            {t("now")}
          </th>
          <th scope="col" className="py-2 font-normal">
            {t("then")}
          </th>
        </tr>
      </thead>
      <tbody>
        <Term name={t("edition")} now={order.edition.name} then={quote.name} strong />
        <Term name={t("price")} now={money(order.totalMinor)} then={money(quote.totalMinor)} />
        <Term name={t("moves")} now={money(order.paidMinor)} then={money(quote.creditMinor)} />
        {quote.refundMinor > 0 && <Term name={t("returns")} now="" then={money(quote.refundMinor)} tone="ok" />}
        <Term name={t("balance")} now={money(order.balanceMinor)} then={money(quote.balanceMinor)} strong />
        <Term
          name={t("window")}
          now={<DeliveryWindow window={order.window} />}
          then={<DeliveryWindow window={quote.window} />}
        />
        <Term
          name={t("refund")}
          now={refund(order.refundableUntil)}
          then={
            <>
              {refund(quote.refundableUntil)}
              <span className={clsx("block", isShorter ? "text-warn" : "text-soft")}>
                {isShorter ? t("refundShorter") : t("refundSame")}
              </span>
            </>
          }
        />
      </tbody>
    </table>
  );
}

type TermProps = { name: string; now: ReactNode; then: ReactNode; strong?: boolean; tone?: "ok" };

function Term({ name, now, then, strong = false, tone }: TermProps) {
  return (
    <tr className="border-rule border-b align-baseline">
      <th scope="row" className="w-28 py-2.5 pr-3 text-left font-normal text-soft">
        {name}
      </th>
      <td className="py-2.5 pr-3 text-soft">{now}</td>
      <td className={clsx("py-2.5", strong && "font-semibold", tone === "ok" && "font-semibold text-ok")}>{then}</td>
    </tr>
  );
}
