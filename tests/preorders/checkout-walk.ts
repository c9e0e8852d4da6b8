import fc from "fast-check";
import type { CardForm } from "#components/payments/use-card-form.ts";
import { type Attempt, freshAttempt } from "#components/preorders/checkout/attempt.ts";
import type {
  CheckoutEffect,
  CheckoutEvent,
  CheckoutQuestion,
  CheckoutState,
  Fault,
  Placing,
} from "#components/preorders/checkout/checkout-state.ts";
import { startCheckout, subject } from "#components/preorders/checkout/checkout-state.ts";
import type { Offer } from "#components/preorders/checkout/offer.ts";
import { reduceCheckout } from "#components/preorders/checkout/reduce-checkout.ts";
import { ApiRefusal } from "#components/session/call-api.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import type { DepositAnswer, PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";

const at = "2026-11-25T12:00:00.000Z";
const window = { start: "2027-03-01", end: "2027-03-14" };

export const receipt: PreorderReceipt = {
  ...{ id: "order-1", editionId: "one", dropId: null, cityId: null, country: null, quantity: 2, unitMinor: 500 },
  ...{ totalMinor: 1000, shippingMinor: 0 },
  ...{ taxMinor: 0, taxBp: 0, depositMinor: 100, currency: "CNY", state: "HELD", placedAt: at, holdExpiresAt: at },
  ...{ refundableUntil: at, window },
};

export const order: PreorderView = {
  ...{ ...receipt, paidMinor: 0, balanceMinor: 900, keptMinor: 0, stateChangedAt: at, contact: "", show: null },
  ...{
    city: null,
    wave: 1,
    basketId: null,
    together: [],
    convertedFrom: null,
    convertedTo: null,
    gifts: [],
    canConvert: false,
    payments: [],
    canPay: true,
  },
  ...{ canCancel: true, canLock: false, lockBy: null, lockedAt: null, undoUntil: null, promise: [], history: [] },
  ...{ serverTime: at, product: { name: "", slug: "", image: null }, edition: { name: "", sku: "" } },
  ...{ delivery: "shipped", hasAddress: false, address: null, canSetAddress: false, addressLockAt: null },
  parcel: null,
  balance: {
    ...{ state: "later", dueOn: null, dueAt: null, graceDays: 7, canPay: false, canChangeMethod: false, method: null },
    ...{ tries: 0, failure: null, nextTryAt: null, graceUntil: null, note: null, releasedAt: null },
  },
};

export const reserved: PreorderView = { ...order, state: "RESERVED" };
export const paid: DepositAnswer = { ...reserved, clientSecret: null, act: null };

export const placing: Placing = {
  ...{ quantity: 2, contact: "a@example.com", currency: "CNY", cityId: null, country: null },
  by: { way: { rail: "test", card: "approve" }, publishableKey: "pk" },
  shown: { totalMinor: 1000, depositMinor: 100, window },
};
export const offer: Offer = { act: "order", dropId: null, takesCode: false };

const entry: QueueEntry = {
  ...{ id: "entry", editionId: "one", dropId: null, quantity: 2, state: "WAITING", place: 1, unitsBefore: 0 },
  ...{ reason: null, preorderId: null },
};

export function no(code: string, status = 409): Fault {
  return { problem: `no: ${code}`, refusal: new ApiRefusal(status, { code }) };
}

/** A checkout without a page: keeps what is to be kept, and the one question that is open. */
export class Walk {
  state: CheckoutState = startCheckout({ editionId: "one", dropId: null, attempt: freshAttempt("key-0") });
  question: CheckoutQuestion | null = null;
  readonly kept = new Map<string, Attempt>([["one", this.state.attempt]]);
  readonly faults: string[] = [];
  #keys = 0;

  hear(event: CheckoutEvent): CheckoutEffect[] {
    this.#keys += 1;
    const isAnswer = this.state.isBusy;
    const { state, effects } = reduceCheckout(this.state, event, `key-${this.#keys}`);
    if (isAnswer && !["fill", "resumed"].includes(event.type) && state !== this.state) this.question = null;
    this.state = state;
    for (const effect of effects) this.#act(effect);
    if (state.isBusy !== (this.question !== null))
      this.faults.push(`${event.type}: busy without a question, or idle with one`);
    return effects;
  }

  /** The edition as this tab knows it. */
  open(editionId: string): Attempt {
    return this.kept.get(editionId) ?? freshAttempt(`fresh-${editionId}`);
  }

  /** All goes well from here on, within so many acts. */
  finish(acts = 8): void {
    for (let act = 0; act < acts && this.state.step.at !== "done"; act++)
      this.hear(this.question ? good(this.question) : this.#next());
  }

  #next(): CheckoutEvent {
    const { step } = this.state;
    if (step.at === "paying") return { type: "pay", receipt: step.receipt, by: placing.by };
    if (step.at === "card") return { type: "submitCard", form };
    if (step.at === "waiting") return { type: "follow", order: reserved, reasons: { declined: "", expired: "" } };
    return { type: "place", placing, offer };
  }

  #act(effect: CheckoutEffect): void {
    if (effect.do === "keep") this.kept.set(effect.what, effect.attempt);
    else if (effect.do === "forget") this.kept.delete(effect.what);
    else if (effect.do !== "rememberContact" && effect.do !== "tellPlace") {
      if (this.question) this.faults.push(`${effect.do} while ${this.question.do} is open`);
      this.question = effect;
    }
  }
}

/** The answer that a buyer hopes for. */
export function good(question: CheckoutQuestion): CheckoutEvent {
  switch (question.do) {
    case "ask":
      return { type: "ordered", receipt, placing: question.placing };
    case "settle":
      return { ...question, type: "settled", order: paid };
    case "confirmCard":
      return { type: "cardSent", receipt: question.receipt, wrong: null };
    case "confirmAtBank":
      return { type: "bankSaid", receipt: question.receipt, by: question.by, wrong: null };
    case "read":
      return { type: "read", order: reserved, reading: question.reading };
  }
}

const faults = [
  ...[no("offline", 0), no("unknown", 500), no("sold_out"), no("code_too_late"), no("key_reused")],
  ...[no("payment_needs_action", 402), no("not_payable"), no("hold_expired", 410)],
];
const orders = (["HELD", "RESERVED", "EXPIRED", "CANCELLED"] as const).map(
  (state): PreorderView => ({ ...order, state }),
);
const form: CardForm = { mount: () => {}, state: "ready", confirm: async () => ({ problem: null }) };

/** All answers that the server, the provider or a broken line may give. */
function answersTo(question: CheckoutQuestion): CheckoutEvent[] {
  const failed = faults.map((fault): CheckoutEvent => ({ type: "failed", fault }));
  switch (question.do) {
    case "ask": {
      const { placing: asked } = question;
      const made = [receipt, { ...receipt, totalMinor: 1001 }, { ...receipt, holdExpiresAt: null }];
      return [
        ...made.map((each): CheckoutEvent => ({ type: "ordered", receipt: each, placing: asked })),
        { type: "queued", entry, placing: asked },
        { type: "queued", entry: { ...entry, preorderId: "order-1" }, placing: asked },
        ...faults.map((fault): CheckoutEvent => ({ type: "refused", fault })),
      ];
    }
    case "settle": {
      const open = { ...order, clientSecret: null, act: null };
      const made: DepositAnswer[] = [
        ...[paid, open, { ...open, clientSecret: "secret", act: "form" as const }],
        { ...open, clientSecret: "secret", act: "bank" },
      ];
      return [
        ...made.map((each): CheckoutEvent => ({ ...question, type: "settled", order: each })),
        ...faults.map((fault): CheckoutEvent => ({ ...question, type: "unsettled", fault })),
      ];
    }
    case "confirmCard":
      return [good(question), { type: "cardSent", receipt: question.receipt, wrong: "declined" }, ...failed];
    case "confirmAtBank": {
      const { receipt: held, by } = question;
      return [good(question), { type: "bankSaid", receipt: held, by, wrong: "declined" }, ...failed];
    }
    case "read":
      return [...orders.map((each) => ({ type: "read" as const, order: each, reading: question.reading })), ...failed];
  }
}

/** What may happen besides answers. */
function eventsOf(walked: Walk): CheckoutEvent[] {
  const { step } = walked.state;
  const reasons = { declined: "declined", expired: "expired" };
  return [
    { type: "fill", fields: { quantity: 3 } },
    { type: "fill", fields: { contact: "b@example.com", code: "EARLY" } },
    ...["one", "two"].map(
      (editionId): CheckoutEvent => ({ type: "choose", editionId, opened: walked.open(editionId) }),
    ),
    { type: "place", placing, offer },
    { type: "place", placing, offer: { ...offer, act: "line" } },
    { type: "pay", receipt: step.at === "paying" ? step.receipt : receipt, by: placing.by },
    { type: "submitCard", form },
    { type: "payOtherwise" },
    ...orders.map((each, index): CheckoutEvent => ({ type: "resumed", order: each, isNew: index % 2 === 0 })),
    ...orders.map((each): CheckoutEvent => ({ type: "follow", order: each, reasons })),
    { type: "expire", reason: "expired" },
  ];
}

/** Numbers that decide what happens next: the more even, the rather an answer. */
export const anyStory = fc.array(fc.nat(100_000), { maxLength: 40 });

export function walk(story: number[], onStep?: (walked: Walk, event: CheckoutEvent) => void): Walk {
  const walked = new Walk();
  for (const number of story) {
    const isAnswer = walked.question !== null && number % 2 === 0;
    const events = isAnswer && walked.question ? answersTo(walked.question) : eventsOf(walked);
    const event = events[Math.floor(number / 2) % events.length];
    if (!event) continue;
    walked.hear(event);
    onStep?.(walked, event);
  }
  return walked;
}

export function keptFor({ state, kept }: Walk): Attempt | undefined {
  return kept.get(subject(state));
}
