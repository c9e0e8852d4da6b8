import type { RailEvent } from "#lib/payments/rail-event.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";

/** What names one attempt at a rail. `key` is its idempotency key, `ref` the rail's own name for it once we know that. */
type Attempt = { key: string; paymentId: string; ref: string | null; amountMinor: number; currency: string };

export type ChargeRequest = Attempt & { preorderId: string; contact: string; card: DepositInput["card"] };

/** How a charge stands at the rail. Captured money is reported as the rail counts it, so that a difference shows. */
export type Charge =
  | { state: "captured"; ref: string; amountMinor: number; currency: string }
  | { state: "processing"; ref: string }
  /** The buyer has to act: at the bank, or with `clientSecret` in the rail's own form. */
  | { state: "needs_action"; ref: string; clientSecret?: string }
  | { state: "failed"; ref: string | null; reason: string };

/** `chargeRef` is the rail's name for the charge that is given back; `paymentId` our row for the refund. */
export type RefundRequest = Attempt & { chargeRef: string };

export type Refund =
  | { state: "done"; ref: string }
  | { state: "pending"; ref: string }
  | { state: "failed"; reason: string };

/** What a payment provider can do for us. Calls with the same key have one effect; amounts are minor units. */
export type Rail = {
  name: RailName;
  charge: (request: ChargeRequest) => Promise<Charge>;
  /** How the charge stands now; null when the rail never heard of it. */
  find: (attempt: ChargeRequest) => Promise<Charge | null>;
  /** Ends a charge that is not captured, and says how it stands afterwards. */
  cancel: (attempt: ChargeRequest) => Promise<Charge | null>;
  refund: (request: RefundRequest) => Promise<Refund>;
  /** The event in a signed body, null when it is none of ours. Throws webhook_invalid when the signature is not good. */
  readWebhook: (body: Buffer, header: (name: string) => string | undefined) => Promise<RailEvent | null>;
};

export type RailName = DepositInput["rail"];
