import { z } from "zod";
import { currencyCode, deliveryWindow } from "#lib/catalog/schema.ts";
import { railName } from "#lib/payments/schema.ts";

export const preorderState = z.enum(["HELD", "RESERVED", "LOCKED", "READY", "DELIVERED", "EXPIRED", "CANCELLED"]);
export type PreorderState = z.infer<typeof preorderState>;

/** The server owns price and terms; the buyer says only what and how many. Guests must leave an e-mail as `contact`. */
export const preorderInput = z.strictObject({
  editionId: z.uuid(),
  quantity: z.int().min(1).max(1000).default(1),
  contact: z.email().max(254).optional(),
  /** Buy from the pool of this drop of the edition. */
  dropId: z.uuid().optional(),
  /** Where it goes; the way there moves the delivery window. */
  cityId: z.uuid().optional(),
  /** One that the edition is priced in; else its main currency. */
  currency: currencyCode.optional(),
  /** The solved challenge of a drop that asks for one. */
  proof: z.string().max(2000).optional(),
});
export type PreorderInput = z.infer<typeof preorderInput>;

/** Made by the buyer's page when the sheet opens; the same key and body always give the same order. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,255}$/, "8 to 255 visible ASCII characters");

/** What was agreed when the order was placed. It never changes, so a replay answers byte for byte the same. */
export const preorderReceipt = z.object({
  id: z.uuid(),
  editionId: z.uuid(),
  dropId: z.uuid().nullable(),
  cityId: z.uuid().nullable(),
  quantity: z.number(),
  unitMinor: z.number(),
  totalMinor: z.number(),
  /** The part of the total that is tax, and its rate in hundredths of a percent. */
  taxMinor: z.number(),
  taxBp: z.number(),
  depositMinor: z.number(),
  currency: z.string(),
  /** HELD until the deposit is paid, RESERVED at once when there is none. */
  state: preorderState,
  placedAt: z.string(),
  /** Pay the deposit before this moment or the units go to the next in line; null when nothing is owed. */
  holdExpiresAt: z.string().nullable(),
  refundableUntil: z.string(),
  window: deliveryWindow.nullable(),
});
export type PreorderReceipt = z.infer<typeof preorderReceipt>;

export const depositInput = z.strictObject({
  rail: railName.default("test"),
  /** The test rail does what its card says. */
  card: z.enum(["approve", "decline", "needs_action", "slow", "lost_webhook", "duplicate_webhook"]).default("approve"),
});
export type DepositInput = z.infer<typeof depositInput>;

export const paymentView = z.object({
  kind: z.enum(["DEPOSIT", "BALANCE", "REFUND"]),
  state: z.enum(["CREATED", "PENDING", "CAPTURED", "FAILED"]),
  amountMinor: z.number(),
  currency: z.string(),
  rail: z.string(),
  reference: z.string().nullable(),
  at: z.string(),
});

/** One delivery window that was promised: the frozen one has no reason, every later one says why it changed. */
export const promise = deliveryWindow.extend({ reason: z.string().nullable(), at: z.string() });

/** A pre-order as its buyer and staff see it now; `window` is the last one promised. */
export const preorderView = preorderReceipt.extend({
  paidMinor: z.number(),
  balanceMinor: z.number(),
  stateChangedAt: z.string(),
  contact: z.string(),
  product: z.object({ name: z.string(), slug: z.string(), image: z.string().nullable() }),
  edition: z.object({ name: z.string(), sku: z.string() }),
  show: z.object({ title: z.string(), slug: z.string() }).nullable(),
  city: z.string().nullable(),
  /** The number of the delivery wave that it stands in. */
  wave: z.number().nullable(),
  /** The order of another edition that this one was made from, and the one that was made from this. */
  convertedFrom: z.uuid().nullable(),
  convertedTo: z.uuid().nullable(),
  canConvert: z.boolean(),
  payments: z.array(paymentView),
  canPay: z.boolean(),
  canCancel: z.boolean(),
  canLock: z.boolean(),
  /** Lock before this moment; null when the edition sets no deadline. Nothing locks by itself. */
  lockBy: z.string().nullable(),
  lockedAt: z.string().nullable(),
  /** The lock may be taken back before this moment; null when there is nothing to take back any more. */
  undoUntil: z.string().nullable(),
  /** Every window promised, the first as it was frozen when the order was placed, oldest first. */
  promise: z.array(promise),
  /** The database's clock when this was read, for timers that do not trust the phone's. */
  serverTime: z.string(),
});
export type PreorderView = z.infer<typeof preorderView>;

/**
 * The order after a try to pay: RESERVED when the money is there. HELD when the rail has not decided; then an `order` event
 * follows, and `clientSecret` opens the provider's own form when it needs the buyer first.
 */
export const depositAnswer = preorderView.extend({ clientSecret: z.string().nullable() });
export type DepositAnswer = z.infer<typeof depositAnswer>;
