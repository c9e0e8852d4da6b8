import type { CardForm } from "#components/payments/use-card-form.ts";
import type { ApiRefusal } from "#components/session/call-api.ts";
import type { DeliveryWindow } from "#lib/catalog/schema.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import type { DepositAnswer, PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";
import type { Attempt } from "./attempt.ts";
import type { Offer } from "./offer.ts";
import type { PayWays } from "./use-pay-way.ts";

export type PreorderStep =
  | { at: "choosing" }
  | { at: "paying"; receipt: PreorderReceipt; isBankAsking: boolean; hasMoved: boolean }
  | { at: "card"; receipt: PreorderReceipt; clientSecret: string }
  | { at: "waiting"; receipt: PreorderReceipt; order: PreorderView }
  | { at: "done"; order: PreorderView };

/** One pre-order under way. While it is busy one answer is awaited, and only that changes what was asked for. */
export type CheckoutState = {
  editionId: string;
  /** The drop that it is about; then the edition is fixed. */
  dropId: string | null;
  attempt: Attempt;
  step: PreorderStep;
  isBusy: boolean;
  problem: string | null;
  refusal: ApiRefusal | null;
};

/** What stood on the screen when the buyer confirmed. No money moves for anything else. */
type ShownTerms = { totalMinor: number; depositMinor: number; window: DeliveryWindow | null };

/** The chosen way, and what opens the provider's form for it. */
export type PayBy = Pick<PayWays, "way" | "publishableKey">;

export type Placing = Pick<Attempt, "quantity" | "contact" | "currency" | "cityId" | "country"> & {
  by: PayBy;
  shown: ShownTerms;
};

/** What went wrong, in the reader's words, and as the API said it. */
export type Fault = { problem: string; refusal: ApiRefusal | null };

/** Why an order is read: nothing was to be paid; a place became it at once; it takes no payment (any more). */
export type Reading = { of: "free" | "served" } | { of: "unpayable"; fault: Fault };

type Settling = { receipt: PreorderReceipt; by: PayBy; wrong: string | null };

export type CheckoutEvent =
  /** What the buyer does. */
  | { type: "fill"; fields: Partial<Pick<Attempt, "quantity" | "contact" | "code">> }
  | { type: "choose"; editionId: string; opened: Attempt }
  | { type: "place"; placing: Placing; offer: Offer }
  | { type: "pay"; receipt: PreorderReceipt; by: PayBy }
  | { type: "submitCard"; form: CardForm }
  | { type: "payOtherwise" }
  /** What happens to their order meanwhile: it is known from elsewhere, its rail decided, its time ran out. */
  | { type: "resumed"; order: PreorderView; isNew: boolean }
  | { type: "follow"; order: PreorderView; reasons: { declined: string; expired: string } }
  | { type: "expire"; reason: string }
  /** The answers to what was asked. */
  | { type: "ordered"; receipt: PreorderReceipt; placing: Placing }
  | { type: "queued"; entry: QueueEntry; placing: Placing }
  | { type: "refused"; fault: Fault }
  | (Settling & { type: "settled"; order: DepositAnswer })
  | (Settling & { type: "unsettled"; fault: Fault })
  | { type: "cardSent"; receipt: PreorderReceipt; wrong: string | null }
  | { type: "bankSaid"; receipt: PreorderReceipt; by: PayBy; wrong: string | null }
  | { type: "read"; order: PreorderView; reading: Reading }
  | { type: "failed"; fault: Fault };

/** What is asked for; each brings one answer. `wrong` is what the provider's form complained about, told when it is known how it went. */
export type CheckoutQuestion =
  | { do: "ask"; editionId: string; attempt: Attempt; placing: Placing }
  | (Settling & { do: "settle" })
  | { do: "confirmCard"; receipt: PreorderReceipt; form: CardForm }
  | { do: "confirmAtBank"; receipt: PreorderReceipt; by: PayBy; publishableKey: string; clientSecret: string }
  | { do: "read"; id: string; reading: Reading };

/** What is to be done, in order. */
export type CheckoutEffect =
  | CheckoutQuestion
  | { do: "keep"; what: string; attempt: Attempt }
  | { do: "forget"; what: string }
  | { do: "rememberContact"; contact: string }
  | { do: "tellPlace"; entry: QueueEntry };

export type CheckoutStep = { state: CheckoutState; effects: CheckoutEffect[] };

export function startCheckout({
  editionId,
  dropId,
  attempt,
}: Pick<CheckoutState, "editionId" | "dropId" | "attempt">): CheckoutState {
  return { editionId, dropId, attempt, step: firstStep(attempt), isBusy: false, problem: null, refusal: null };
}

/** Units that are held wait for their payment. */
export function firstStep({ receipt }: Attempt): PreorderStep {
  return receipt?.holdExpiresAt ? payingFor(receipt) : { at: "choosing" };
}

export function payingFor(receipt: PreorderReceipt): Extract<PreorderStep, { at: "paying" }> {
  return { at: "paying", receipt, isBankAsking: false, hasMoved: false };
}

/** The step, and after it this change and these effects. */
export function go(step: CheckoutStep, change: Partial<CheckoutState>, ...more: CheckoutEffect[]): CheckoutStep {
  return { state: { ...step.state, ...change }, effects: [...step.effects, ...more] };
}

/** Under what the attempt is kept. */
export function subject({ editionId, dropId }: CheckoutState): string {
  return dropId ?? editionId;
}
