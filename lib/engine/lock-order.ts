import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { announceMove, move } from "./move-orders.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import type { Write } from "./write.ts";

type OwnOrder = { orderId: string; userId: string };

/** `move` is absent when the order stood there already; what else is null when there is no such order. */
const stood = { edition: z.string().nullable(), state: z.string().nullable(), move: move.optional() };
const lockAnswer = z.object({ ...stood, outcome: z.enum(outcomesOf.lock_preorder) });
const unlockAnswer = z.object({ ...stood, outcome: z.enum(outcomesOf.unlock_preorder) });

/** Makes a reserved order final; one that is locked stays so. Refuses with not_found, not_lockable or lock_over. */
export async function lockOrder(write: Write, { orderId, userId }: OwnOrder): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT lock_preorder(${orderId}::uuid, ${userId}::uuid) AS answer`;
  const { outcome, edition, state, move: moved } = readAnswer(lockAnswer, rows);
  if (outcome !== "locked") throw refusalOf(outcome, outcome === "not_found" ? undefined : { state });
  if (edition && moved) announceMove(write, edition, moved, "LOCKED");
}

/** Takes a lock back while there is time. Refuses with not_found, not_locked or undo_over. */
export async function unlockOrder(write: Write, { orderId, userId }: OwnOrder): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT unlock_preorder(${orderId}::uuid, ${userId}::uuid) AS answer`;
  const { outcome, edition, state, move: moved } = readAnswer(unlockAnswer, rows);
  if (outcome !== "reserved") throw refusalOf(outcome, outcome === "not_found" ? undefined : { state });
  if (edition && moved) announceMove(write, edition, moved, "RESERVED");
}
