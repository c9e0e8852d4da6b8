import type { PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";
import { type Attempt, freshAttempt } from "./attempt.ts";
import {
  type CheckoutEvent,
  type CheckoutState,
  type CheckoutStep,
  type Fault,
  firstStep,
  go,
  type Placing,
  type PreorderStep,
  payingFor,
  subject,
} from "./checkout-state.ts";
import type { Offer } from "./offer.ts";
import { openPayment } from "./open-payment.ts";

type Of<Type extends CheckoutEvent["type"]> = Extract<CheckoutEvent, { type: Type }>;

const answers: CheckoutEvent["type"][] = [
  ...(["ordered", "queued", "refused", "settled", "unsettled", "cardSent", "bankSaid", "read", "failed"] as const),
];

/** The step in which the buyer can do it. */
const actsAt: { [Type in CheckoutEvent["type"]]?: PreorderStep["at"] } = {
  ...({ fill: "choosing", choose: "choosing", place: "choosing", pay: "paying", submitCard: "card" } as const),
};

/**
 * One event: the checkout from then on, and what is to be done. An answer that nobody awaits changes nothing, and neither
 * does the buyer while one is awaited. `freshKey` is a key that was never used.
 */
export function reduceCheckout(state: CheckoutState, event: CheckoutEvent, freshKey: string): CheckoutStep {
  const step: CheckoutStep = { state, effects: [] };
  if ((actsAt[event.type] ?? state.step.at) !== state.step.at) return step;
  if (event.type === "resumed") return resume(step, event);
  if (event.type === "fill") return fill(step, event.fields);
  if (answers.includes(event.type) !== state.isBusy) return step;
  switch (event.type) {
    case "choose":
      return choose(step, event);
    case "place":
      return place(step, event);
    case "pay":
      return go(step, asking, { do: "settle", receipt: event.receipt, by: event.by, wrong: null });
    case "submitCard":
      return submitCard(step, event);
    case "payOtherwise":
      return payOtherwise(step);
    case "follow":
      return follow(step, event, freshKey);
    case "expire":
      return expire(step, event.reason, freshKey);
    case "ordered":
      return hearOrder(step, event);
    case "queued":
      return hearPlace(step, event, freshKey);
    case "refused":
      return hearNo(step, event.fault, freshKey);
    case "settled":
      return hearSettled(step, event);
    case "unsettled":
      return hearUnsettled(step, event, freshKey);
    case "cardSent":
      return go(step, {}, { do: "settle", receipt: event.receipt, by: byForm, wrong: event.wrong });
    case "bankSaid":
      return hearBank(step, event);
    case "read":
      return hearOrderRead(step, event, freshKey);
    case "failed":
      return end(step, event.fault);
  }
}

const asking = { isBusy: true, problem: null, refusal: null };
/** The server asks the provider how it went. */
const byForm = { way: { rail: "stripe", card: "approve" }, publishableKey: null } as const;

/** The answer is there. */
function end(step: CheckoutStep, fault: Partial<Fault> = {}): CheckoutStep {
  return go(step, { isBusy: false, problem: fault.problem ?? null, refusal: fault.refusal ?? null });
}

/** What is typed and chosen outlives the page. */
function keep(step: CheckoutStep, attempt: Attempt): CheckoutStep {
  return go(step, { attempt }, { do: "keep", what: subject(step.state), attempt });
}

/** Another try under another key, with what the buyer typed. */
function startOver(step: CheckoutStep, freshKey: string): CheckoutStep {
  const { quantity, contact } = step.state.attempt;
  return keep(go(step, { step: { at: "choosing" } }), { ...freshAttempt(freshKey), quantity, contact });
}

function finish(step: CheckoutStep, order: PreorderView): CheckoutStep {
  return go(step, { step: { at: "done", order } }, { do: "forget", what: subject(step.state) });
}

function fill(step: CheckoutStep, fields: Of<"fill">["fields"]): CheckoutStep {
  const { attempt } = step.state;
  return attempt.isAsked ? step : keep(step, { ...attempt, ...fields });
}

function choose(step: CheckoutStep, { editionId, opened }: Of<"choose">): CheckoutStep {
  const { quantity, contact } = step.state.attempt;
  const chosen = go(step, { editionId, attempt: opened, step: firstStep(opened), problem: null });
  if (opened.isAsked || opened.receipt) return chosen;
  const attempt = { ...opened, quantity, contact };
  return go(chosen, { attempt }, { do: "keep", what: editionId, attempt });
}

function place(step: CheckoutStep, { placing, offer }: { placing: Placing; offer: Offer }): CheckoutStep {
  const { attempt: before, editionId } = step.state;
  const { quantity, contact, currency, cityId, country } = placing;
  // Asked again under the same key it is the same.
  const attempt: Attempt = before.isAsked
    ? before
    : { ...before, quantity, contact, currency, cityId, country, isAsked: true, offer };
  return go(keep(go(step, asking), attempt), {}, { do: "ask", editionId, attempt, placing });
}

function hearOrder(step: CheckoutStep, { receipt, placing }: Of<"ordered">): CheckoutStep {
  const { attempt } = step.state;
  const hasMoved = !keepsTerms(receipt, placing);
  const known = keep(rememberContact(step, placing), { ...attempt, receipt });
  const held = go(known, { step: { ...payingFor(receipt), hasMoved } });
  if (receipt.holdExpiresAt === null) return go(held, {}, { do: "read", id: receipt.id, reading: { of: "free" } });
  // Who asked for a place has not said yet how to pay.
  if (hasMoved || attempt.offer?.act !== "order") return end(held);
  return go(held, {}, { do: "settle", receipt, by: placing.by, wrong: null });
}

/** From here on the place is known to the server; units may be this buyer's already. */
function hearPlace(step: CheckoutStep, { entry, placing }: Of<"queued">, freshKey: string): CheckoutStep {
  const over = go(startOver(rememberContact(step, placing), freshKey), {}, { do: "tellPlace", entry });
  const { preorderId } = entry;
  return preorderId ? go(over, {}, { do: "read", id: preorderId, reading: { of: "served" } }) : end(over);
}

function rememberContact(step: CheckoutStep, { contact }: Placing): CheckoutStep {
  return contact ? go(step, {}, { do: "rememberContact", contact }) : step;
}

/** A refusal with a reason wrote nothing; without an answer the order may exist. */
function hearNo(step: CheckoutStep, fault: Fault, freshKey: string): CheckoutStep {
  const { attempt } = step.state;
  const { status = 0, code } = fault.refusal ?? {};
  const isFinal = status >= 400 && status < 500;
  const kept = code === "code_too_late" ? null : attempt.code;
  const told = isFinal ? keep(step, { ...attempt, isAsked: false, offer: null, code: kept }) : step;
  return end(code === "key_reused" ? startOver(told, freshKey) : told, fault);
}

function submitCard(step: CheckoutStep, { form }: Of<"submitCard">): CheckoutStep {
  const { step: card } = step.state;
  return card.at === "card" ? go(step, asking, { do: "confirmCard", receipt: card.receipt, form }) : step;
}

/** A declined card gets a new form, with what was wrong. */
function hearSettled(step: CheckoutStep, { receipt, by, order, wrong }: Of<"settled">): CheckoutStep {
  const { clientSecret } = order;
  const { publishableKey } = by;
  if (clientSecret && order.act === "bank" && publishableKey) {
    const atBank = { do: "confirmAtBank", receipt, by, publishableKey, clientSecret } as const;
    return go(step, { step: payingFor(receipt) }, atBank);
  }
  const told = end(step, { problem: wrong ?? undefined });
  if (clientSecret) return go(told, { step: { at: "card", receipt, clientSecret } });
  if (order.state === "HELD") return go(told, { step: { at: "waiting", receipt, order } });
  return finish(told, order);
}

function hearUnsettled(step: CheckoutStep, { receipt, fault, wrong }: Of<"unsettled">, freshKey: string): CheckoutStep {
  switch (fault.refusal?.code) {
    case "payment_needs_action":
      return go(end(step, { problem: wrong ?? undefined }), { step: { ...payingFor(receipt), isBankAsking: true } });
    case "not_payable":
      return go(step, {}, { do: "read", id: receipt.id, reading: { of: "unpayable", fault } });
    case "hold_expired":
      return end(startOver(step, freshKey), fault);
    default:
      return end(step, fault);
  }
}

function hearBank(step: CheckoutStep, { receipt, by, wrong }: Of<"bankSaid">): CheckoutStep {
  return wrong === null ? go(step, {}, { do: "settle", receipt, by, wrong }) : end(step, { problem: wrong });
}

function hearOrderRead(step: CheckoutStep, { order, reading }: Of<"read">, freshKey: string): CheckoutStep {
  if (reading.of === "served") return resume(end(step), { order, isNew: true });
  // Paid before, in another tab or by an answer that never arrived; else it is gone.
  if (reading.of === "unpayable" && isGone(order)) return end(startOver(step, freshKey), reading.fault);
  return finish(end(step), order);
}

/** Goes on with an order that exists: to its payment, or, `isNew`, to the good news where there is nothing to pay. */
function resume(step: CheckoutStep, { order, isNew }: Pick<Of<"resumed">, "order" | "isNew">): CheckoutStep {
  const { step: now, attempt } = step.state;
  if (now.at !== "choosing" || attempt.isAsked) return step;
  if (order.state === "HELD") return go(step, { step: payingFor(order) });
  return isNew && order.state === "RESERVED" ? finish(step, order) : step;
}

/** The order as it is now, while a rail decides on its deposit. */
function follow(step: CheckoutStep, { order, reasons }: Of<"follow">, freshKey: string): CheckoutStep {
  const { step: now } = step.state;
  if (now.at !== "waiting" || now.order.id !== order.id) return step;
  if (isGone(order)) return expire(step, reasons.expired, freshKey);
  if (order.state !== "HELD") return finish(step, order);
  if (openPayment(order)) return go(step, { step: { ...now, order } });
  return go(step, { step: payingFor(now.receipt), problem: reasons.declined });
}

function payOtherwise(step: CheckoutStep): CheckoutStep {
  const { step: now } = step.state;
  return now.at === "waiting" || now.at === "card" ? go(step, { step: payingFor(now.receipt) }) : step;
}

function expire(step: CheckoutStep, reason: string, freshKey: string): CheckoutStep {
  const isHeld = step.state.step.at !== "choosing" && step.state.step.at !== "done";
  return isHeld ? go(startOver(step, freshKey), { problem: reason }) : step;
}

function isGone({ state }: PreorderView): boolean {
  return state === "EXPIRED" || state === "CANCELLED";
}

function keepsTerms({ totalMinor, depositMinor, window }: PreorderReceipt, { shown }: Pick<Placing, "shown">): boolean {
  const isSameWindow = window?.start === shown.window?.start && window?.end === shown.window?.end;
  return totalMinor === shown.totalMinor && depositMinor === shown.depositMinor && isSameWindow;
}
