import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { railName } from "#lib/rail-names.ts";
import { prose } from "#lib/text.ts";

/** One way to pay, as the buyer's page sees it. */
export const railView = z.object({
  name: railName,
  /** Where to send a transfer, in the seller's words. */
  instructions: z.string().nullable(),
  /** For the provider's own card form in the browser. */
  publishableKey: z.string().nullable(),
});
export type RailView = z.infer<typeof railView>;

/** Something a buyer paid with before and can be charged again. Its label is null when the rail would not tell. */
export const methodView = z.object({ id: z.uuid(), rail: railName, label: z.string().nullable() });
export type MethodView = z.infer<typeof methodView>;

/** What a person saw on the bank statement; it must be what was asked for. */
export const confirmationInput = z.strictObject({
  amountMinor: z.int().min(1).max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  note: prose(500).optional(),
});
export type ConfirmationInput = z.infer<typeof confirmationInput>;

/** A payment as operators see it. */
export const paymentRecord = z.object({
  id: z.uuid(),
  preorderId: z.uuid(),
  kind: z.enum(["DEPOSIT", "BALANCE", "REFUND"]),
  state: z.enum(["CREATED", "PENDING", "CAPTURED", "FAILED"]),
  rail: z.string(),
  reference: z.string().nullable(),
  amountMinor: z.int(),
  /** It pays for several orders of one basket; the amount is their sum. */
  isShared: z.boolean(),
  currency: z.string(),
  failure: z.string().nullable(),
  /** Whom the order is written to, and where it stands. */
  contact: z.string(),
  orderState: z.string(),
  at: instant,
});
export type PaymentRecord = z.infer<typeof paymentRecord>;

export const refundDesk = z.object({ underway: z.array(paymentRecord), failed: z.array(paymentRecord) });
export type RefundDesk = z.infer<typeof refundDesk>;

export const resolutionInput = z.strictObject({
  /** How it was settled, for whoever asks later. */
  note: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((text) => !text.includes("\u0000")),
});

export const appliedAgain = z.object({ status: z.enum(["applied", "ignored", "parked"]) });

/** Something a rail said that does not fit our books; a person has to look. */
export const parkedEvent = z.object({
  id: z.uuid(),
  rail: z.string(),
  eventId: z.string(),
  /** Why it was parked. */
  note: z.string(),
  /** What the rail said. */
  said: z.object({
    kind: z.enum(["processing", "captured", "failed", "refunded", "refund_failed", "dispute", "warning"]),
    ref: z.string(),
    /** Null when it named none. */
    amountMinor: z.int().nullable(),
    currency: z.string().nullable(),
  }),
  payment: paymentRecord.nullable(),
  receivedAt: instant,
});
export type ParkedEvent = z.infer<typeof parkedEvent>;

/** What a cardholder told their bank about a charge; `warning` is the bank's early word that it may be fraud. */
export const disputeRecord = z.object({
  id: z.uuid(),
  kind: z.enum(["dispute", "warning"]),
  rail: z.string(),
  reference: z.string(),
  /** The rail's words: why, and how it stands. */
  reason: z.string(),
  status: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  /** When evidence has to be at the rail. */
  dueBy: instant.nullable(),
  openedAt: instant,
  /** A bank has decided, or nothing is asked of anybody: a person may say what becomes of the order. */
  canDecide: z.boolean(),
  payment: paymentRecord,
});
export type DisputeRecord = z.infer<typeof disputeRecord>;

export const trialInput = z.strictObject({ rail: railName });

/** A charge that was made to see whether a rail works, and given back; `said` are the rail's own words. */
export const trialView = z.object({
  rail: railName,
  amountMinor: z.int(),
  currency: z.string(),
  hasWorked: z.boolean(),
  ref: z.string().nullable(),
  said: z.array(z.string()),
});
export type TrialView = z.infer<typeof trialView>;
