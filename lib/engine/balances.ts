import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf } from "./outcomes.ts";
import type { ChangedOrder } from "./rows.ts";
import type { Write } from "./write.ts";

const settlement = z.object({ outcome: z.enum(outcomesOf.settle_balance), showId: z.string().nullish() });
/** too_late: the order was over, and owes it back. surplus: nothing was owed any more; the caller gives it back. */
export type BalanceOutcome = z.infer<typeof settlement>["outcome"];

type Captured = { paymentId: string; ref: string; order: ChangedOrder };

/** Records a captured balance, once however often it is told. */
export async function settleBalance(write: Write, { paymentId, ref, order }: Captured): Promise<BalanceOutcome> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT settle_balance(${paymentId}::uuid, ${ref}) AS answer`;
  const { outcome, showId } = readAnswer(settlement, rows);
  if (outcome === "paid") write.tell({ orders: [order], shows: showId ? [showId] : [] });
  return outcome;
}

/** Times are as the database writes them. */
const standing = z.object({ tries: z.number(), nextTryAt: z.string().nullable(), graceUntil: z.string().nullable() });
export type BalanceStanding = z.infer<typeof standing>;

/** `paymentId` is null when there was nothing to charge. */
type Failed = { paymentId: string | null; reason: string; ref: string | null; order: ChangedOrder };

/** Notes that a try to charge a due balance failed. Returns how it stands now; null when that was noted before. */
export async function noteFailedTry(
  write: Write,
  { paymentId, reason, ref, order }: Failed,
): Promise<BalanceStanding | null> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT fail_balance_try(${order.id}::uuid, ${paymentId}::uuid, ${reason}, ${ref}) AS answer`;
  const answer = readAnswer(standing.nullable(), rows);
  if (answer) write.tell({ orders: [order] });
  return answer;
}
