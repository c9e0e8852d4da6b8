import { z } from "zod";

/** What a rail says happened, in our words. Stored as it came, so that it can be applied again after a crash. */
export const railEvent = z.strictObject({
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
});
export type RailEvent = z.infer<typeof railEvent>;
