import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type CardForm, confirmAtBank } from "#components/payments/use-card-form.ts";
import { pageOf } from "#components/payments/use-payment.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { DeliveryWindow } from "#lib/catalog/schema.ts";
import type { DepositAnswer, PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";
import { type Attempt, forgetAttempt, keepAttempt, openAttempt } from "./attempt.ts";
import { openPayment } from "./open-payment.ts";
import { rememberContact } from "./remembered-contact.ts";
import type { PayWays } from "./use-pay-way.ts";

export type Preorder = ReturnType<typeof usePreorder>;

export type PreorderStep =
  | { at: "choosing" }
  | { at: "paying"; receipt: PreorderReceipt; isBankAsking: boolean; hasMoved: boolean }
  | { at: "card"; receipt: PreorderReceipt; clientSecret: string }
  | { at: "waiting"; receipt: PreorderReceipt; order: PreorderView }
  | { at: "done"; order: PreorderView };

/** What stood on the screen when the buyer confirmed. No money moves for anything else. */
type ShownTerms = { totalMinor: number; depositMinor: number; window: DeliveryWindow | null };

/** The chosen way, and what opens the provider's form for it. */
type PayBy = Pick<PayWays, "way" | "publishableKey">;

type Placing = { quantity: number; contact: string | null; by: PayBy; shown: ShownTerms };

/** The way of one pre-order from choosing to reserved. Every act may be repeated without harm. */
export function usePreorder(firstEditionId: string) {
  const words = useRefusalWords();
  const t = useTranslations("preorders.rails");
  const locale = useLocale();
  const [editionId, setEditionId] = useState(firstEditionId);
  const [attempt, setAttempt] = useState(() => openAttempt(editionId));
  const [step, setStep] = useState<PreorderStep>(() => firstStep(attempt));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const change = (next: Attempt) => setAttempt(keepAttempt(editionId, next));

  const choose = (chosen: string) => {
    const opened = openAttempt(chosen);
    setEditionId(chosen);
    setAttempt(opened);
    setStep(firstStep(opened));
    setProblem(null);
  };

  const startOver = () => {
    forgetAttempt(editionId);
    setAttempt(openAttempt(editionId));
    setStep({ at: "choosing" });
  };

  const finish = (order: PreorderView) => {
    forgetAttempt(editionId);
    setStep({ at: "done", order });
  };

  const act = async (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (refusal) {
      setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

  const place = ({ quantity, contact, by, shown }: Placing) =>
    act(async () => {
      const asked: Attempt = { ...attempt, quantity, contact, isAsked: true };
      change(asked);
      const body = { editionId, quantity, ...(contact ? { contact } : {}) };
      const receipt = await callApi<PreorderReceipt>("POST", "/api/preorders", {
        body,
        idempotencyKey: asked.key,
      }).catch((refusal: unknown) => {
        if (isFinal(refusal)) change({ ...asked, isAsked: false });
        if (refusal instanceof ApiRefusal && refusal.code === "key_reused") startOver();
        throw refusal;
      });
      if (contact) rememberContact(contact);
      change({ ...asked, receipt });
      const hasMoved = !keepsTerms(receipt, shown);
      setStep({ at: "paying", receipt, isBankAsking: false, hasMoved });
      if (receipt.holdExpiresAt === null) finish(await read(receipt.id));
      else if (!hasMoved) await settle(receipt, by);
    });

  const pay = (receipt: PreorderReceipt, by: PayBy) => act(() => settle(receipt, by));

  /** What was typed goes to the provider; then the server asks there how it went, and a declined card gets a new form. */
  const submitCard = (form: CardForm) =>
    act(async () => {
      if (step.at !== "card") return;
      const { problem: wrong } = await form.confirm(pageOf(step.receipt.id));
      await settle(step.receipt, { way: { rail: "stripe", card: "approve" }, publishableKey: null });
      if (wrong !== null) setProblem(wrong || t("declined"));
    });

  const settle = async (receipt: PreorderReceipt, { way, publishableKey }: PayBy): Promise<void> => {
    try {
      const order = await callApi<DepositAnswer>("POST", `/api/preorders/${receipt.id}/deposit`, { body: way });
      const { clientSecret } = order;
      if (clientSecret && order.act === "bank" && publishableKey) {
        setStep({ at: "paying", receipt, isBankAsking: false, hasMoved: false });
        const { problem: wrong } = await confirmAtBank(publishableKey, clientSecret, locale);
        return wrong === null ? settle(receipt, { way, publishableKey }) : setProblem(wrong || t("declined"));
      }
      if (clientSecret) setStep({ at: "card", receipt, clientSecret });
      else if (order.state === "HELD") setStep({ at: "waiting", receipt, order });
      else finish(order);
    } catch (refusal) {
      if (!(refusal instanceof ApiRefusal)) throw refusal;
      if (refusal.code === "payment_needs_action")
        return setStep({ at: "paying", receipt, isBankAsking: true, hasMoved: false });
      if (refusal.code === "not_payable") return settleFromOrder(receipt, refusal);
      if (refusal.code === "hold_expired") startOver();
      throw refusal;
    }
  };

  /** Paid before, in another tab or by an answer that never arrived; else it is gone. */
  const settleFromOrder = async (receipt: PreorderReceipt, refusal: ApiRefusal) => {
    const order = await read(receipt.id);
    if (order.state !== "EXPIRED" && order.state !== "CANCELLED") return finish(order);
    startOver();
    throw refusal;
  };

  /** The order as it is now, while a rail decides on its deposit. */
  const follow = (order: PreorderView, reasons: { declined: string; expired: string }) => {
    if (step.at !== "waiting") return;
    if (order.state === "EXPIRED" || order.state === "CANCELLED") return expire(reasons.expired);
    if (order.state !== "HELD") return finish(order);
    if (openPayment(order)) return setStep({ ...step, order });
    setStep({ at: "paying", receipt: step.receipt, isBankAsking: false, hasMoved: false });
    setProblem(reasons.declined);
  };

  const payOtherwise = () => {
    if (step.at === "waiting" || step.at === "card")
      setStep({ at: "paying", receipt: step.receipt, isBankAsking: false, hasMoved: false });
  };

  const expire = (reason: string) => {
    startOver();
    setProblem(reason);
  };

  return { editionId, choose, attempt, step, isBusy, problem, place, pay, submitCard, follow, payOtherwise, expire };
}

function firstStep({ receipt }: Attempt): PreorderStep {
  return receipt?.holdExpiresAt ? { at: "paying", receipt, isBankAsking: false, hasMoved: false } : { at: "choosing" };
}

function keepsTerms({ totalMinor, depositMinor, window }: PreorderReceipt, shown: ShownTerms): boolean {
  const isSameWindow = window?.start === shown.window?.start && window?.end === shown.window?.end;
  return totalMinor === shown.totalMinor && depositMinor === shown.depositMinor && isSameWindow;
}

/** A refusal with a reason wrote nothing; without an answer the order may exist. */
function isFinal(refusal: unknown): boolean {
  return refusal instanceof ApiRefusal && refusal.status >= 400 && refusal.status < 500;
}

function read(id: string): Promise<PreorderView> {
  return callApi<PreorderView>("GET", `/api/preorders/${id}`);
}
