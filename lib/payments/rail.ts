import type { KeptMethod, RailEvent } from "#lib/payments/rail-event.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";

/** What names one attempt at a rail. `key` is its idempotency key, `ref` the rail's own name for it once we know that. */
type Attempt = { key: string; paymentId: string; ref: string | null; amountMinor: number; currency: string };

export type ChargeRequest = Attempt & {
  preorderId: string;
  contact: string;
  card: DepositInput["card"];
  /** What was kept before and is charged; null asks the buyer for something new. */
  method: KeptMethod | null;
  /** The buyer is not at hand, so nobody can confirm anything. */
  offSession: boolean;
  /** Keep what it is paid with, to charge the balance to it. */
  keeps: boolean;
};

/** How a charge stands at the rail. Captured money is reported as the rail counts it, so that a difference shows. */
export type Charge =
  | {
      state: "captured";
      ref: string;
      amountMinor: number;
      currency: string;
      method: KeptMethod | null;
      /** What the method is called, where the rail says it at once. */
      facts?: MethodFacts;
    }
  | { state: "processing"; ref: string }
  /** The buyer has to act with `clientSecret`: fill in the rail's own form, or confirm what was filled in at the bank. */
  | { state: "needs_action"; ref: string; clientSecret?: string; act?: "form" | "bank" }
  /** `amount_not_chargeable` is the seller's matter: the rail does not take this amount, whatever it is paid with. */
  | { state: "failed"; ref: string | null; reason: string };

export type Prepared = { state: "prepared"; ref: string } | Extract<Charge, { state: "failed" }>;

/** `chargeRef` is the rail's name for the charge that is given back; `paymentId` our row for the refund. */
export type RefundRequest = Attempt & { chargeRef: string };

export type Refund =
  | { state: "done"; ref: string }
  | { state: "pending"; ref: string }
  | { state: "failed"; reason: string };

export type TrialRequest = Pick<Attempt, "key" | "amountMinor" | "currency">;

/** What became of a test charge; `said` are the rail's own words, in the order in which they came. */
export type Trial = { hasWorked: boolean; ref: string | null; said: string[] };

/** `ref` is what an earlier call answered with, once the buyer is through with the rail's form. */
export type KeepRequest = {
  preorderId: string;
  /** Whose it will be. */
  userId: string;
  contact: string;
  card: DepositInput["card"];
  ref: string | null;
};

export type Keeping =
  | { state: "kept"; method: KeptMethod }
  | { state: "needs_action"; clientSecret: string }
  | { state: "failed"; reason: string };

/**
 * What a person recognises a method by, "Visa ** 4242", and what the rail knows the same card by under any account; null when it
 * has no name for that.
 */
export type MethodFacts = { label: string; fingerprint: string | null };

/** Where a rail keeps what can be charged again. We keep its name for it and a label, never a card number. */
export type Vault = {
  /** Keeps something new without a payment. */
  keep: (request: KeepRequest) => Promise<Keeping>;
  describe: (method: KeptMethod) => Promise<MethodFacts>;
  forget: (method: KeptMethod) => Promise<void>;
};

/** What a payment provider can do for us. Calls with the same key have one effect; amounts are minor units. */
export type Rail = {
  name: RailName;
  /**
   * Makes a charge that takes nothing yet, for rails where asking and taking are two calls: its name is stored in between, so that
   * whatever was taken can be found again. Null where charge alone does both.
   */
  prepare: ((request: ChargeRequest) => Promise<Prepared>) | null;
  /** Takes the money of what was prepared. */
  charge: (request: ChargeRequest) => Promise<Charge>;
  /** How the charge stands now; null when the rail never heard of it. Takes nothing. */
  find: (attempt: ChargeRequest) => Promise<Charge | null>;
  /** Ends a charge that is not captured, and says how it stands afterwards; null, and nothing made, when there is none. */
  cancel: (attempt: ChargeRequest) => Promise<Charge | null>;
  refund: (request: RefundRequest) => Promise<Refund>;
  /**
   * Charges no order and gives it back at once, so that an owner sees whether money would come. Where real money would be needed it
   * stops before any moves.
   */
  trial: (request: TrialRequest) => Promise<Trial>;
  /** Whether a charge that our books do not know was made for this shop: an account at a provider may serve others too. */
  owns: (ref: string) => Promise<boolean>;
  /** The event in a signed body, null when it is none of ours. Throws webhook_invalid when the signature is not good. */
  readWebhook: (body: Buffer, header: (name: string) => string | undefined) => Promise<RailEvent | null>;
  vault: Vault | null;
};

export type RailName = DepositInput["rail"];
