import { z } from "zod";
import { orderDelivery } from "#lib/addresses/schema.ts";
import { currencyCode, deliveryWindow, minorUnits } from "#lib/catalog/schema.ts";
import { day, instant } from "#lib/moment.ts";
import { parcelView } from "#lib/parcels/schema.ts";
import { methodView } from "#lib/payments/schema.ts";
import { railName } from "#lib/rail-names.ts";
import { country, email, prose, token } from "#lib/text.ts";

export const preorderState = z.enum(["HELD", "RESERVED", "LOCKED", "READY", "DELIVERED", "EXPIRED", "CANCELLED"]);
export type PreorderState = z.infer<typeof preorderState>;

/** The server owns price and terms; the buyer says only what and how many. Guests must leave an e-mail as `contact`. */
export const preorderInput = z.strictObject({
  editionId: z.uuid(),
  quantity: z.int().min(1).max(1000).default(1),
  contact: email.optional(),
  /** Buy from the pool of this drop of the edition. */
  dropId: z.uuid().optional(),
  /** Where it goes; the way there moves the delivery window. */
  cityId: z.uuid().optional(),
  /** Where it is shipped to; asked for where the shop has zones and the product is shipped. */
  country: country.optional(),
  /** One that the edition is priced in; else its main currency. */
  currency: currencyCode.optional(),
  /** The solved challenge: of a drop that asks for one, or of the edition after proof_required. */
  proof: token(2000).optional(),
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
  country: z.string().nullable(),
  quantity: z.number(),
  unitMinor: z.int(),
  totalMinor: z.int(),
  /** The part of the total that the way there costs. */
  shippingMinor: z.int(),
  /** The part of the total that is tax, and its rate in hundredths of a percent. */
  taxMinor: z.int(),
  taxBp: z.number(),
  depositMinor: z.int(),
  currency: z.string(),
  /** HELD until the deposit is paid, RESERVED at once when there is none. */
  state: preorderState,
  placedAt: instant,
  /** Pay the deposit before this moment or the units go to the next in line; null when nothing is owed. */
  holdExpiresAt: instant.nullable(),
  refundableUntil: instant,
  window: deliveryWindow.nullable(),
});
export type PreorderReceipt = z.infer<typeof preorderReceipt>;

export const depositInput = z.strictObject({
  rail: railName.default("test"),
  /** The test rail does what its card says. */
  card: z
    .enum(["approve", "decline", "needs_action", "slow", "lost_webhook", "duplicate_webhook", "decline_later"])
    .default("approve"),
  /** Pay with this, kept from an earlier payment on the same rail, instead of something new. */
  methodId: z.uuid().optional(),
});
export type DepositInput = z.infer<typeof depositInput>;

export const paymentView = z.object({
  kind: z.enum(["DEPOSIT", "BALANCE", "REFUND"]),
  state: z.enum(["CREATED", "PENDING", "CAPTURED", "FAILED"]),
  amountMinor: z.int(),
  /** What the rail was asked for: more than the amount when it pays for other orders of the basket too. */
  chargedMinor: z.int(),
  currency: z.string(),
  rail: z.string(),
  reference: z.string().nullable(),
  /** What it was paid with, when that was kept. */
  method: z.string().nullable(),
  /** Why it failed, in the rail's word. */
  failure: z.string().nullable(),
  at: instant,
});

/** The rest of the price: when it is charged, to what, and how that stands. */
export const balanceView = z.object({
  /** paid: nothing is owed. later: its day has not come, or the seller has not called. at_risk: a try to charge it failed. */
  state: z.enum(["paid", "later", "due", "at_risk"]),
  /** The day on which it is charged; null when the seller calls, because it is ready. */
  dueOn: z.iso.date().nullable(),
  /** When this order's is charged, once that is certain. */
  dueAt: instant.nullable(),
  /** Days that the place is kept after the third try failed. */
  graceDays: z.number(),
  canPay: z.boolean(),
  canChangeMethod: z.boolean(),
  method: methodView.nullable(),
  tries: z.number(),
  failure: z.string().nullable(),
  nextTryAt: instant.nullable(),
  graceUntil: instant.nullable(),
  /** What the seller wrote when they gave more time, or gave the place away. */
  note: z.string().nullable(),
  /** When the seller gave the place away because the balance never came. */
  releasedAt: instant.nullable(),
});

/** One thing that happened to an order. `by` is the buyer, the seller's staff, or the clock and the payment provider. */
export const happening = z.object({
  kind: z.enum([
    "PLACED",
    "RESERVED",
    "LOCKED",
    "UNLOCKED",
    "READY",
    "DELIVERED",
    "EXPIRED",
    "CANCELLED",
    "CONVERTED",
    "TRANSFERRED",
    "ADOPTED",
  ]),
  at: instant,
  by: z.enum(["buyer", "staff", "system"]),
  reason: z.string().nullable(),
});
export type Happening = z.infer<typeof happening>;

/** One delivery window that was promised: the frozen one has no reason, every later one says why it changed. */
export const promise = deliveryWindow.extend({ reason: z.string().nullable(), at: instant });

/** `expected` is what the buyer was shown; when it has moved since, nothing happens. */
export const conversionInput = z.strictObject({
  editionId: z.uuid(),
  expected: z.strictObject({ totalMinor: minorUnits, windowEnd: day.nullable() }).optional(),
});
export type ConversionInput = z.infer<typeof conversionInput>;

/** What a reserved order would become as another edition of its product. */
export const conversionQuote = z.object({
  editionId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  summary: z.string(),
  image: z.string().nullable(),
  currency: z.string(),
  unitMinor: z.int(),
  totalMinor: z.int(),
  shippingMinor: z.int(),
  taxMinor: z.int(),
  /** What was paid and moves along; what is still to be paid before delivery; what would go back. */
  creditMinor: z.int(),
  balanceMinor: z.int(),
  refundMinor: z.int(),
  window: deliveryWindow.nullable(),
  refundableUntil: instant,
  available: z.number(),
  /** The code of the refusal that the change would meet now; null when it would go through. */
  refusal: z.string().nullable(),
});
export type ConversionQuote = z.infer<typeof conversionQuote>;

const reason = prose(500).min(1);

/** To the account with this address, or else to a guest who is reached there. `override` goes over the limit per person. */
export const transferInput = z.strictObject({
  email,
  reason,
  override: z.boolean().default(false),
});
export type TransferInput = z.infer<typeof transferInput>;

/** What the buyer reads when the seller ends an order. */
export const callOffInput = z.strictObject({ reason });
export type CallOffInput = z.infer<typeof callOffInput>;

/** A pre-order as its buyer and staff see it now; `window` is the last one promised. */
export const preorderView = preorderReceipt.extend({
  paidMinor: z.int(),
  /** What is still to be paid; what the seller gave back is not asked for again. */
  balanceMinor: z.int(),
  /** What the seller kept of an order that was released. */
  keptMinor: z.int(),
  balance: balanceView,
  stateChangedAt: instant,
  contact: z.string(),
  /** Pictured as the edition, when that has a picture of its own. */
  product: z.object({ name: z.string(), slug: z.string(), image: z.string().nullable() }),
  edition: z.object({ name: z.string(), sku: z.string() }),
  /** What comes with it, because enough were reserved. */
  gifts: z.array(z.string()),
  show: z.object({ title: z.string(), slug: z.string() }).nullable(),
  city: z.string().nullable(),
  ...orderDelivery,
  /** The last one that left; null while none has. */
  parcel: parcelView.nullable(),
  /** The number of the delivery wave that it stands in. */
  wave: z.number().nullable(),
  /** What it was ordered in together with others; their deposits are paid at once. */
  basketId: z.uuid().nullable(),
  /** The others of it. */
  together: z.array(
    z.object({ id: z.uuid(), product: z.string(), edition: z.string(), state: preorderState, depositMinor: z.int() }),
  ),
  /** The order of another edition that this one was made from, and the one that was made from this. */
  convertedFrom: z.uuid().nullable(),
  convertedTo: z.uuid().nullable(),
  canConvert: z.boolean(),
  payments: z.array(paymentView),
  canPay: z.boolean(),
  canCancel: z.boolean(),
  canLock: z.boolean(),
  /** Lock before this moment; null when the edition sets no deadline. Nothing locks by itself. */
  lockBy: instant.nullable(),
  lockedAt: instant.nullable(),
  /** The lock may be taken back before this moment; null when there is nothing to take back any more. */
  undoUntil: instant.nullable(),
  /** Every window promised, the first as it was frozen when the order was placed, oldest first. */
  promise: z.array(promise),
  /** All that happened to it, oldest first. */
  history: z.array(happening),
  /** The database's clock when this was read, for timers that do not trust the phone's. */
  serverTime: instant,
});
export type PreorderView = z.infer<typeof preorderView>;

/**
 * The order after a try to pay: RESERVED when the money is there. HELD when the rail has not decided; then an `order` event
 * follows, and `clientSecret` opens the provider's own form when it needs the buyer first.
 */
export const depositAnswer = preorderView.extend({
  clientSecret: z.string().nullable(),
  /** What the secret is for: filling in the form, or confirming at the bank what is charged. */
  act: z.enum(["form", "bank"]).nullable(),
});
export type DepositAnswer = z.infer<typeof depositAnswer>;
