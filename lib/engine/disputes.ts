import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { changedOrder } from "./rows.ts";
import type { Write } from "./write.ts";

/** Whether a charge that the order holds money of is disputed, and nobody decided yet. */
export async function isDisputed(db: Queryable, orderId: string): Promise<boolean> {
  return readAnswer(z.boolean(), await db.$queryRaw<AnswerRows>`SELECT is_disputed(${orderId}::uuid) AS answer`);
}

const told = z.object({
  outcome: z.enum(["opened", "changed", "known"]),
  /** Those that hold its money. */
  orders: z.array(changedOrder).nullable(),
});

type Said = {
  rail: string;
  disputeRef: string;
  kind: string;
  paymentId: string;
  reason: string | null;
  status: string;
  /** Null is the whole charge. */
  amountMinor: number | null;
  currency: string | null;
  dueBy: string | null;
  toldAt: string;
  isActionable: boolean;
};

/** Notes what a rail says of a dispute, whatever comes first and however often. Order and units do not move. */
export async function tellDispute(write: Write, said: Said): Promise<z.infer<typeof told>["outcome"]> {
  const { rail, disputeRef, kind, paymentId, reason, status, amountMinor, currency, dueBy, toldAt, isActionable } =
    said;
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT tell_dispute(${rail}, ${disputeRef}, ${kind}, ${paymentId}::uuid, ${reason}, ${status}, ${amountMinor}::bigint, ${currency},
      ${dueBy}::timestamptz, ${toldAt}::timestamptz, ${isActionable}) AS answer`;
  const { outcome, orders } = readAnswer(told, rows);
  write.tell({ orders: orders ?? [] });
  return outcome;
}
