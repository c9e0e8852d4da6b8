import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { PayWay, PayWays } from "#components/preorders/checkout/use-pay-way.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { DepositAnswer } from "#lib/preorders/schema.ts";
import { confirmAtBank, useCardForm } from "./use-card-form.ts";

type Paying = {
  orderId: string;
  what: "deposit" | "balance";
  /** The key of a mail's link, when the payer has no session of the buyer's. */
  linkKey?: string | null;
  ways: PayWays;
  onAnswer: (answer: DepositAnswer) => void;
};

export type Payment = ReturnType<typeof usePayment>;

/** Paying a part of an order from its page: asked once, finished in the provider's form or at the bank when it has to be. */
export function usePayment({ orderId, what, linkKey = null, ways, onAnswer }: Paying) {
  const t = useTranslations("preorders.rails");
  const locale = useLocale();
  const words = useRefusalWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBankAsking, setBankAsking] = useState(false);
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  const { publishableKey } = ways;
  const form = useCardForm({ publishableKey, clientSecret, of: "payment" });

  const act = async (work: () => Promise<string | null>) => {
    setBusy(true);
    setProblem(null);
    try {
      setProblem(await work());
    } catch (refusal) {
      const isAsked = refusal instanceof ApiRefusal && refusal.code === "payment_needs_action";
      setBankAsking(isAsked);
      if (!isAsked) setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

  /** Asks the server, which asks the rail: so it is safe after anything that happened in a form or at a bank. */
  const ask = async (way: PayWay): Promise<string | null> => {
    const answer = await callApi<DepositAnswer>("POST", withKey(`/api/preorders/${orderId}/${what}`, linkKey), {
      body: way,
      isOneAct: true,
    });
    setBankAsking(false);
    if (answer.act === "bank" && answer.clientSecret && publishableKey) {
      const { problem: wrong } = await confirmAtBank(publishableKey, answer.clientSecret, locale);
      return wrong === null ? ask(way) : wrong || t("declined");
    }
    setClientSecret(answer.clientSecret);
    if (!answer.clientSecret) onAnswer(answer);
    return null;
  };

  const submitForm = async () => {
    const { problem: wrong } = await form.confirm(pageOf(orderId, linkKey));
    await ask({ rail: "stripe", card: "approve" });
    return wrong === null ? null : wrong || t("declined");
  };

  return {
    ...{ isBusy, problem, isBankAsking, form, hasForm: clientSecret !== null },
    pay: () =>
      act(() => (clientSecret ? submitForm() : ask(isBankAsking ? { ...ways.way, card: "approve" } : ways.way))),
    /** Back from a bank's page: what became of it is the server's to find out. */
    lookAgain: () => act(async () => (await ask({ rail: "stripe", card: "approve" })) ?? null),
    payOtherwise: () => setClientSecret(null),
  };
}

/** Where methods that leave the page come back to. */
export function pageOf(orderId: string, linkKey: string | null = null): string {
  return withKey(`${location.origin}/preorders/${orderId}`, linkKey);
}

export function withKey(address: string, linkKey: string | null): string {
  return linkKey === null ? address : `${address}?key=${encodeURIComponent(linkKey)}`;
}
