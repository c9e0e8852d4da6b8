import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BalanceDay } from "#components/balances/balance-day.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { TaxInside } from "#components/preorders/checkout/tax-inside.tsx";
import { GoodsAndShipping } from "#components/shipping/goods-and-shipping.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { LockAct } from "./lock-act.tsx";

/** The separate act of making an order final: first what that means for this very order, then the hold. */
export function LockScreen({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.lock");
  const locale = useLocale();
  const { currency, paidMinor, totalMinor, balanceMinor, quantity } = order;
  const paid = formatMoney({ minor: paidMinor, currency, locale, style: "short" });
  return (
    <div className="mx-auto grid w-full max-w-lg gap-6">
      <header className="grid gap-2">
        <h1 className="headline text-3xl md:text-4xl">{t("heading")}</h1>
        <p className="text-soft">{t("lead")}</p>
      </header>
      <section aria-label={t("becomesFinal")} className="grid gap-3">
        <h2 className="slug text-soft">{t("becomesFinal")}</h2>
        <dl className="border-ink border-t">
          <Term name={t("edition")}>
            {quantity > 1 && `${quantity} × `}
            {order.product.name} {order.edition.name}
          </Term>
          <Term name={t("price")}>
            <Money minor={totalMinor} currency={currency} withCode />
            <GoodsAndShipping sums={order} />
            <TaxInside order={order} className="block text-sm text-soft" />
          </Term>
          <Term name={t("deposit")} warns={paidMinor > 0}>
            {paidMinor > 0 ? t("depositFinal", { amount: paid }) : t("depositNone")}
          </Term>
          <Term name={t("balance")}>
            <Money minor={balanceMinor} currency={currency} />
            {balanceMinor > 0 && (
              <>
                {" "}
                <BalanceDay dueOn={order.balance.dueOn} />
              </>
            )}
          </Term>
          <Term name={t("delivery")}>
            <DeliveryWindow window={order.window} />
            {order.city && <span className="block text-sm text-soft">{order.city}</span>}
          </Term>
          {order.lockBy && (
            <Term name={t("lockBy")}>
              <LocalTime iso={order.lockBy} />
            </Term>
          )}
        </dl>
      </section>
      <LockAct order={order} />
    </div>
  );
}

function Term({ name, warns = false, children }: { name: string; warns?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 border-rule border-b py-2">
      <dt className="shrink-0 text-sm text-soft">{name}</dt>
      <dd className={warns ? "text-right font-semibold text-danger" : "text-right"}>{children}</dd>
    </div>
  );
}
