import type { DeviceProof } from "#components/drops/use-proof.ts";
import { confirmAtBank } from "#components/payments/use-card-form.ts";
import { pageOf } from "#components/payments/use-payment.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import type { DepositAnswer, PreorderView } from "#lib/preorders/schema.ts";
import { askForUnits } from "./ask-for-units.ts";
import { forgetAttempt, keepAttempt } from "./attempt.ts";
import type { CheckoutEffect, CheckoutEvent, CheckoutQuestion, Fault } from "./checkout-state.ts";
import { rememberContact } from "./remembered-contact.ts";

/** What a checkout needs of its page. */
export type CheckoutPage = {
  proof: DeviceProof;
  onPlace: (entry: QueueEntry) => void;
  words: (fault: unknown) => string;
  /** What to say where the provider has no words for it. */
  declined: string;
  locale: string;
};

/** Does it; a question brings its one answer. Every question may be repeated without harm. */
export async function answerCheckout(effect: CheckoutEffect, page: CheckoutPage): Promise<CheckoutEvent | null> {
  switch (effect.do) {
    case "keep":
      keepAttempt(effect.what, effect.attempt);
      return null;
    case "forget":
      forgetAttempt(effect.what);
      return null;
    case "rememberContact":
      rememberContact(effect.contact);
      return null;
    case "tellPlace":
      page.onPlace(effect.entry);
      return null;
    default:
      return ask(effect, page).catch((reason: unknown) => {
        const fault = { problem: page.words(reason), refusal: reason instanceof ApiRefusal ? reason : null };
        return hearFault(effect, fault);
      });
  }
}

async function ask(question: CheckoutQuestion, { proof, declined, locale }: CheckoutPage): Promise<CheckoutEvent> {
  switch (question.do) {
    case "ask": {
      const answer = await askForUnits({ ...question, proof });
      const { placing } = question;
      return "entry" in answer ? { type: "queued", ...answer, placing } : { type: "ordered", ...answer, placing };
    }
    case "settle": {
      const { receipt, by, wrong } = question;
      const path = `/api/preorders/${receipt.id}/deposit`;
      const order = await callApi<DepositAnswer>("POST", path, { body: by.way, isOneAct: true });
      return { type: "settled", receipt, by, wrong, order };
    }
    case "confirmCard": {
      const { receipt, form } = question;
      const { problem } = await form.confirm(pageOf(receipt.id));
      return { type: "cardSent", receipt, wrong: problem === null ? null : problem || declined };
    }
    case "confirmAtBank": {
      const { receipt, by } = question;
      const { problem } = await confirmAtBank(question.publishableKey, question.clientSecret, locale);
      return { type: "bankSaid", receipt, by, wrong: problem === null ? null : problem || declined };
    }
    case "read":
      return { type: "read", reading: question.reading, order: await readOrder(question.id) };
  }
}

export function readOrder(id: string): Promise<PreorderView> {
  return callApi<PreorderView>("GET", `/api/preorders/${id}`);
}

function hearFault(question: CheckoutQuestion, fault: Fault): CheckoutEvent {
  if (question.do === "ask") return { type: "refused", fault };
  if (question.do !== "settle") return { type: "failed", fault };
  const { receipt, by, wrong } = question;
  return { type: "unsettled", receipt, by, wrong, fault };
}
