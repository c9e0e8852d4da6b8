import { z } from "zod";

/** What a rail wrote is put right, not refused: it would send the same again for days. */
const storable = z.string().overwrite((text) => text.toWellFormed().replaceAll("\u0000", ""));
const name = storable.max(255);

/** Something a rail keeps and can charge again. `customer` is whom it belongs to there, for rails that ask. */
export const keptMethod = z.strictObject({ ref: name.min(1), customer: name.nullable() });
export type KeptMethod = z.infer<typeof keptMethod>;

/** What a rail says happened to money, in our words. Stored as it came, so that it can be applied again after a crash. */
export const moneyEvent = z.strictObject({
  id: name.min(1),
  kind: z.enum(["processing", "captured", "failed", "refunded"]),
  /** Our row for the charge or the refund, when the rail carries it. */
  paymentId: name.nullable(),
  /** The rail's name for the charge. */
  ref: name,
  /** The rail's name for the refund, in a refunded event. */
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

export const railEvent = z.discriminatedUnion("kind", [moneyEvent, keptEvent]);
export type RailEvent = z.infer<typeof railEvent>;
