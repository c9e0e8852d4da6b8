import { z } from "zod";

/** What a rail wrote is put right, not refused: it would send the same again for days. */
const storable = z.string().overwrite((text) => text.toWellFormed().replaceAll("\u0000", ""));
const name = storable.max(255);

/** Something a rail keeps and can charge again. `customer` is whom it belongs to there, for rails that ask. */
export const keptMethod = z.strictObject({ ref: name.min(1), customer: name.nullable() });
export type KeptMethod = z.infer<typeof keptMethod>;

/** What a rail says happened to money, in our words. Stored as it came, so that it can be applied again after a crash. */
const moneyEvent = z.strictObject({
  id: name.min(1),
  kind: z.enum(["processing", "captured", "failed", "refunded", "refund_failed"]),
  /** Our row for the charge or the refund, when the rail carries it. */
  paymentId: name.nullable(),
  /** The rail's name for the charge. */
  ref: name,
  /** The rail's name for the refund, in an event about one. */
  refundRef: name.nullable(),
  amountMinor: z.int().min(0),
  currency: z.string().length(3),
  reason: storable.overwrite((text) => text.slice(0, 500).toWellFormed()).nullable(),
  /** What a captured charge was paid with, if the rail kept it. */
  method: keptMethod.nullable().default(null),
});
export type MoneyEvent = z.infer<typeof moneyEvent>;

/** A buyer gave the rail something new to charge an order's balance to. */
const keptEvent = z.strictObject({
  id: name.min(1),
  kind: z.literal("kept"),
  preorderId: name,
  /** Whose it is; null from before this was said. */
  userId: name.nullable().default(null),
  method: keptMethod,
});

/** A cardholder told their bank that a charge is not right; `warning` is the bank's early word that it may be fraud. */
const disputeEvent = z.strictObject({
  id: z.string().min(1).max(255),
  kind: z.enum(["dispute", "warning"]),
  /** The rail's name for the charge. */
  ref: z.string().max(255),
  disputeRef: z.string().min(1).max(255),
  reason: z.string().max(100),
  status: z.string().max(100),
  /** Null is the whole charge. */
  amountMinor: z.int().min(0).nullable(),
  currency: z.string().length(3).nullable(),
  /** When evidence has to be there. */
  dueBy: z.iso.datetime().nullable(),
  /** By the rail's clock: an older word never takes back a newer one. */
  toldAt: z.iso.datetime(),
  isActionable: z.boolean(),
});
export type DisputeEvent = z.infer<typeof disputeEvent>;

export const railEvent = z.discriminatedUnion("kind", [moneyEvent, keptEvent, disputeEvent]);
export type RailEvent = z.infer<typeof railEvent>;
