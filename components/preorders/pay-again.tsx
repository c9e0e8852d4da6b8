"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.ts";
import type { DepositAnswer, PreorderView } from "#lib/preorders/schema.ts";
import { AwaitedPayment } from "./awaited-payment.tsx";
import { DepositAmount } from "./deposit-amount.tsx";
import { HoldTimer } from "./hold-timer.tsx";
import { openPayment } from "./open-payment.ts";
import { PayChoice } from "./pay-choice.tsx";
import { useOrderWatch } from "./use-order-watch.ts";
import { usePayWay } from "./use-pay-way.ts";

/** A held order whose deposit is still to be paid: the timer, a card, the one button. */
export function PayAgain({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders");
  const router = useRouter();
  const words = useRefusalWords();
  const ways = usePayWay();
  const [isBankAsking, setBankAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const pay = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const body = isBankAsking ? { ...ways.way, card: "approve" } : ways.way;
      const { state } = await callApi<DepositAnswer>("POST", `/api/preorders/${order.id}/deposit`, {
        body,
        isOneAct: true,
      });
      if (state !== "HELD") notify({ tone: "ok", text: t("order.paidNotice") });
      router.refresh();
    } catch (refusal) {
      const isAsked = refusal instanceof ApiRefusal && refusal.code === "payment_needs_action";
      setBankAsking(isAsked);
      if (!isAsked) setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

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
      {isBankAsking ? (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("pay.needsAction")}
        </p>
      ) : (
        <PayChoice ways={ways} />
      )}
      <AwaitedPayment order={order} rails={ways.rails} />
      {problem && (
        <p role="alert" className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {problem}
        </p>
      )}
      <Button look="signal" size="lg" busy={isBusy} onClick={pay}>
        {isBankAsking ? t("pay.confirmAtBank") : <DepositAmount order={order} />}
      </Button>
    </section>
  );
}
