"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CardFields } from "#components/payments/card-fields.tsx";
import { methodName } from "#components/payments/method-name.ts";
import { useCardForm } from "#components/payments/use-card-form.ts";
import { pageOf } from "#components/payments/use-payment.ts";
import { PayChoice } from "#components/preorders/checkout/pay-choice.tsx";
import { usePayWay } from "#components/preorders/checkout/use-pay-way.ts";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { MethodInput } from "#lib/balances/schema.ts";
import type { DepositAnswer, PreorderView } from "#lib/preorders/schema.ts";

type ChangeMethodProps = { order: PreorderView; onDone: () => void };

/** What the balance is charged to from now on: something kept, or something new in the provider's form. */
export function ChangeMethod({ order, onDone }: ChangeMethodProps) {
  const t = useTranslations("preorders.balance");
  const router = useRouter();
  const words = useRefusalWords();
  const all = usePayWay({ prefersNew: true });
  const ways = { ...all, rails: all.rails?.filter(({ name }) => name !== "manual") ?? null };
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useCardForm({ publishableKey: ways.publishableKey, clientSecret, of: "setup" });

  const ask = async (body: Partial<MethodInput>) => {
    const answer = await callApi<DepositAnswer>("POST", `/api/preorders/${order.id}/method`, { body });
    setClientSecret(answer.clientSecret);
    if (answer.clientSecret) return;
    const { method } = answer.balance;
    showToast({ tone: "ok", text: t("changed", { method: (method && methodName(method)) ?? t("kept") }) });
    onDone();
    router.refresh();
  };

  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      if (!clientSecret) await ask(ways.way);
      else {
        const { problem: wrong, id } = await form.confirm(pageOf(order.id));
        if (wrong === null) await ask({ rail: "stripe", setup: id });
        else setProblem(wrong || t("reasons.declined"));
      }
    } catch (refusal) {
      setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-label={t("change")} className="grid gap-4 border-ink border-t pt-4">
      {clientSecret ? <CardFields form={form} /> : <PayChoice ways={ways} />}
      <Problem isBoxed>{problem}</Problem>
      <Button
        size="lg"
        busy={isBusy}
        disabled={ways.rails === null || (clientSecret !== null && form.state !== "ready")}
        onClick={submit}
      >
        {t("useThis")}
      </Button>
    </section>
  );
}
