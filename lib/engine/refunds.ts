import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import type { Write } from "./write.ts";

/**
 * Notes that what is paid on an order that ended is owed back, without what the seller keeps by the rules told before: one
 * refund for each charge. Noting it twice owes it once. A refund that the rail refused is owed again as a new attempt.
 */
export async function oweRefund(db: Queryable, orderId: string): Promise<void> {
  await db.$executeRaw`SELECT owe_refunds(${orderId}::uuid)`;
}

/** Records a refund that the rail has carried out, once however often it is told. */
export async function settleRefund(db: Queryable, paymentId: string, ref: string | null): Promise<void> {
  await db.$queryRaw`SELECT settle_refund(${paymentId}::uuid, ${ref})`;
}

const failure = z.object({ outcome: z.enum(["reversed", "refused", "known"]) });

type Refund = { id: string; preorderId: string; preorder: { userId: string; state: string } };

/**
 * Books back a refund that did not arrive. Returns `reversed` when it was booked, `refused` when it was not, `known` when
 * nothing is new. With `isByHand` an order that ended owes it from a person's hand from now on.
 */
export async function failRefund(
  write: Write,
  { id, preorderId, preorder }: Refund,
  { reason, isByHand }: { reason: string; isByHand: boolean },
): Promise<z.infer<typeof failure>["outcome"]> {
  const rows = await write.tx.$queryRaw<(AnswerRows[number] & { show: string | null })[]>`
    SELECT fail_refund(${id}::uuid, ${reason}, ${isByHand}) AS answer,
      (SELECT show_id::text FROM preorder WHERE id = ${preorderId}::uuid) AS show`;
  const { outcome } = readAnswer(failure, rows);
  const show = rows[0]?.show;
  if (outcome !== "known") {
    const { userId, state } = preorder;
    write.tell({ orders: [{ id: preorderId, userId, state }], shows: show ? [show] : [] });
  }
  return outcome;
}
