import { z } from "zod";

/** Something a rail keeps and can charge again. `customer` is whom it belongs to there, for rails that ask. */
export const keptMethod = z.strictObject({ ref: z.string().min(1).max(255), customer: z.string().max(255).nullable() });
export type KeptMethod = z.infer<typeof keptMethod>;

/** What a rail says happened to money, in our words. Stored as it came, so that it can be applied again after a crash. */
export const moneyEvent = z.strictObject({
  id: z.string().min(1).max(255),
  kind: z.enum(["processing", "captured", "failed", "refunded"]),
  /** Our row for the charge or the refund, when the rail carries it. */
  paymentId: z.string().max(255).nullable(),
  /** The rail's name for the charge. */
  ref: z.string().max(255),
  /** The rail's name for the refund, in a refunded event. */
  refundRef: z.string().max(255).nullable(),
  amountMinor: z.int().min(0),
  currency: z.string().length(3),
  reason: z.string().max(500).nullable(),
  /** What a captured charge was paid with, if the rail kept it. */
  method: keptMethod.nullable().default(null),
});
export type MoneyEvent = z.infer<typeof moneyEvent>;

/** A buyer gave the rail something new to charge an order's balance to. */
const keptEvent = z.strictObject({
  id: z.string().min(1).max(255),
  kind: z.literal("kept"),
  preorderId: z.string().max(255),
  /** Whose it is; null from before this was said. */
  userId: z.string().max(255).nullable().default(null),
  method: keptMethod,
});

export const railEvent = z.discriminatedUnion("kind", [moneyEvent, keptEvent]);
export type RailEvent = z.infer<typeof railEvent>;
