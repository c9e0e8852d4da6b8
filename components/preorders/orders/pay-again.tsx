"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PayPanel } from "#components/payments/pay-panel.tsx";
import { usePayment } from "#components/payments/use-payment.ts";
import { useReturn } from "#components/payments/use-return.ts";
import { AwaitedPayment } from "#components/preorders/checkout/awaited-payment.tsx";
import { DepositAmount } from "#components/preorders/checkout/deposit-amount.tsx";
import { HoldTimer } from "#components/preorders/checkout/hold-timer.tsx";
import { openPayment } from "#components/preorders/checkout/open-payment.ts";
import { useOrderWatch } from "#components/preorders/checkout/use-order-watch.ts";
import { usePayWay } from "#components/preorders/checkout/use-pay-way.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/**
 * A held order whose deposit is still to be paid: the timer, with what to pay, the one button. What was placed with it and waits too is
 * paid at once.
 */
export function PayAgain({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders");
  const router = useRouter();
  const [isDeciding, setDeciding] = useState(false);
  const ways = usePayWay();
  const payment = usePayment({
    orderId: order.id,
    what: "deposit",
    ways,
    onAnswer: ({ state }) => {
      setDeciding(state === "HELD");
      if (state !== "HELD") showToast({ tone: "ok", text: t("order.paidNotice") });
      router.refresh();
    },
  });
  const others = order.together.filter(({ state }) => state === "HELD");
  const depositMinor = others.reduce((sum, other) => sum + other.depositMinor, order.depositMinor);
  useReturn("payment_intent", payment.lookAgain);
  useOrderWatch(order.id, (now) => {
    const isNew = now.state !== order.state || openPayment(now)?.reference !== openPayment(order)?.reference;
    if (isNew) router.refresh();
  });

  return (
    <section aria-label={t("pay.title")} className="grid max-w-md gap-4">
      {order.holdExpiresAt && (
        <HoldTimer
          until={order.holdExpiresAt}
          quantity={order.quantity}
          renderedAt={Date.parse(order.serverTime)}
          onDone={() => router.refresh()}
        />
      )}
      {(isDeciding || openPayment(order)?.rail !== "stripe") && <AwaitedPayment order={order} rails={ways.rails} />}
      {others.length > 0 && <p className="text-sm">{t("pay.paysAll", { count: others.length })}</p>}
      <PayPanel payment={payment} ways={ways}>
        <DepositAmount order={{ currency: order.currency, depositMinor }} />
      </PayPanel>
    </section>
  );
}
