import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { DeviceProof } from "#components/drops/use-proof.ts";
import { type CardForm, confirmAtBank } from "#components/payments/use-card-form.ts";
import { pageOf } from "#components/payments/use-payment.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { DeliveryWindow } from "#lib/catalog/schema.ts";
import type { LineEntry } from "#lib/live/contract.ts";
import type { DepositAnswer, PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";
import { askForUnits } from "./ask-for-units.ts";
import { type Attempt, forgetAttempt, keepAttempt, openAttempt } from "./attempt.ts";
import type { Offer } from "./offer.ts";
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
export type ShownTerms = { totalMinor: number; depositMinor: number; window: DeliveryWindow | null };

/** The chosen way, and what opens the provider's form for it. */
type PayBy = Pick<PayWays, "way" | "publishableKey">;

type Placing = Pick<Attempt, "quantity" | "contact" | "currency" | "cityId"> & { by: PayBy; shown: ShownTerms };

type Purpose = {
  firstEditionId: string;
  /** The drop that it is about; then the edition is fixed. */
  dropId: string | null;
  proof: DeviceProof;
  onPlace: (entry: LineEntry) => void;
};

/** The way of one pre-order from choosing to reserved, or to a place in line. Every act may be repeated without harm. */
export function usePreorder({ firstEditionId, dropId, proof, onPlace }: Purpose) {
  const words = useRefusalWords();
  const t = useTranslations("preorders.rails");
  const locale = useLocale();
  const [editionId, setEditionId] = useState(firstEditionId);
  const what = dropId ?? editionId;
  const [attempt, setAttempt] = useState(() => openAttempt(what));
  const [step, setStep] = useState<PreorderStep>(() => firstStep(attempt));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ApiRefusal | null>(null);

  const change = (next: Attempt) => setAttempt(keepAttempt(what, next));

  /** What is typed and chosen outlives the page. */
  const fill = (fields: Partial<Pick<Attempt, "quantity" | "contact" | "code">>) => {
    if (!attempt.isAsked) change({ ...attempt, ...fields });
  };

  const choose = (chosen: string) => {
    const opened = openAttempt(chosen);
    const { quantity, contact } = attempt;
    setEditionId(chosen);
    setAttempt(opened.isAsked || opened.receipt ? opened : keepAttempt(chosen, { ...opened, quantity, contact }));
    setStep(firstStep(opened));
    setProblem(null);
  };

  const startOver = () => {
    const { quantity, contact } = attempt;
    forgetAttempt(what);
    setAttempt(keepAttempt(what, { ...openAttempt(what), quantity, contact }));
    setStep({ at: "choosing" });
  };

  const finish = (order: PreorderView) => {
    forgetAttempt(what);
    setStep({ at: "done", order });
  };

  const act = async (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    setRefusal(null);
    try {
      await work();
    } catch (fault) {
      setProblem(words(fault));
      setRefusal(fault instanceof ApiRefusal ? fault : null);
    } finally {
      setBusy(false);
    }
  };

  const place = ({ quantity, contact, currency, cityId, by, shown }: Placing, offer: Offer) =>
    act(async () => {
      const asked: Attempt = { ...attempt, quantity, contact, currency, cityId, isAsked: true, offer };
      change(asked);
      const answer = await askForUnits({ attempt: asked, editionId, proof }).catch((refusal: unknown) => {
        const isLate = refusal instanceof ApiRefusal && refusal.code === "code_too_late";
        if (isFinal(refusal)) change({ ...asked, isAsked: false, offer: null, ...(isLate ? { code: null } : {}) });
        if (refusal instanceof ApiRefusal && refusal.code === "key_reused") startOver();
        throw refusal;
      });
      if (contact) rememberContact(contact);
      if ("entry" in answer) return wait(answer.entry);
      const { receipt } = answer;
      const hasMoved = !keepsTerms(receipt, shown);
      change({ ...asked, receipt });
      setStep({ at: "paying", receipt, isBankAsking: false, hasMoved });
      if (receipt.holdExpiresAt === null) finish(await read(receipt.id));
      // Who asked for a place has not said yet how to pay.
      else if (!hasMoved && offer.act === "order") await settle(receipt, by);
    });

  /** From here on the place is known to the server; units may be this buyer's already. */
  const wait = async (entry: LineEntry) => {
    startOver();
    onPlace(entry);
    if (entry.preorderId) await resume(entry.preorderId, true);
  };

  /** Goes on with an order that exists: to its payment, or, `isNew`, to the good news where there is nothing to pay. */
  const resume = async (orderId: string, isNew: boolean) => {
    const order = await read(orderId);
    if (order.state === "HELD") setStep({ at: "paying", receipt: order, isBankAsking: false, hasMoved: false });
    else if (isNew && order.state === "RESERVED") finish(order);
  };

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
      const order = await callApi<DepositAnswer>("POST", `/api/preorders/${receipt.id}/deposit`, {
        body: way,
        isOneAct: true,
      });
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

  return {
    ...{ editionId, choose, attempt, fill, step, isBusy, problem, refusal },
    ...{ place, resume, pay, submitCard, follow, payOtherwise, expire },
  };
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
