"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { PayPanel } from "#components/payments/pay-panel.tsx";
import { usePayment } from "#components/payments/use-payment.ts";
import { usePayWay } from "#components/preorders/checkout/use-pay-way.ts";
import { showToast } from "#components/ui/toasts.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

type PayBalanceProps = { order: PreorderView; linkKey: string | null; onDone: () => void };

/** The rest of the price by hand, on any rail. */
export function PayBalance({ order, linkKey, onDone }: PayBalanceProps) {
  const t = useTranslations("preorders.balance");
  const locale = useLocale();
  const router = useRouter();
  const hasFailed = order.balance.state === "at_risk" && order.balance.failure !== "authentication_required";
  const ways = usePayWay({ isOwn: linkKey === null, prefersNew: hasFailed });
  const payment = usePayment({
    orderId: order.id,
    what: "balance",
    linkKey,
    ways,
    onAnswer: (answer) => {
      if (answer.balanceMinor === 0) {
        showToast({ tone: "ok", text: t("paidNotice") });
        onDone();
      }
      router.refresh();
    },
  });
  const amount = formatMoney({ minor: order.balanceMinor, currency: order.currency, locale, style: "short" });
  return (
    <section aria-label={t("payNow")} className="border-ink border-t pt-4">
      <PayPanel payment={payment} ways={ways}>
        {t("pay", { amount })}
      </PayPanel>
    </section>
  );
}
