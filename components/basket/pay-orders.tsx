"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { PayPanel } from "#components/payments/pay-panel.tsx";
import { usePayment } from "#components/payments/use-payment.ts";
import { AwaitedPayment } from "#components/preorders/checkout/awaited-payment.tsx";
import { HoldTimer } from "#components/preorders/checkout/hold-timer.tsx";
import { openPayment } from "#components/preorders/checkout/open-payment.ts";
import type { PayWays } from "#components/preorders/checkout/use-pay-way.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

type PayOrdersProps = { held: PreorderView[]; ways: PayWays; isConfirmed: boolean; onChange: () => void };

/** One payment for every order that waits. What was confirmed a moment ago is asked for at once, in the way that was chosen. */
export function PayOrders({ held, ways, isConfirmed, onChange }: PayOrdersProps) {
  const t = useTranslations("basket");
  const locale = useLocale();
  const [first] = held;
  const payment = usePayment({ orderId: first?.id ?? "", what: "deposit", ways, onAnswer: onChange });
  const hasBegun = useRef(false);
  const awaited = first && openPayment(first);
  const begin = useEffectEvent(() => {
    if (!isConfirmed || hasBegun.current || held.some(({ payments }) => payments.length > 0)) return;
    hasBegun.current = true;
    payment.pay();
  });
  const isKnown = ways.rails !== null;
  useEffect(() => {
    if (isKnown) begin();
  }, [isKnown]);

  if (!first) return null;
  const minor = held.reduce((sum, { depositMinor }) => sum + depositMinor, 0);
  const ends = held.flatMap(({ holdExpiresAt }) => holdExpiresAt ?? []).toSorted();
  const units = held.reduce((sum, { quantity }) => sum + quantity, 0);
  const amount = formatMoney({ minor, currency: first.currency, locale, style: "short" });
  return (
    <div className="grid gap-4">
      {ends[0] && <HoldTimer until={ends[0]} quantity={units} onDone={onChange} />}
      {awaited && awaited.rail !== "stripe" && <AwaitedPayment order={first} rails={ways.rails} />}
      <PayPanel payment={payment} ways={ways}>
        {t("pay", { amount })}
      </PayPanel>
    </div>
  );
}
