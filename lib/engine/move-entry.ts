import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import { dropRow, entryRow, viewEntry } from "./rows.ts";
import type { Write } from "./write.ts";

type OwnEntry = { entryId: string; userId: string };

const leaving = z.object({ outcome: z.enum(outcomesOf.leave_queue), drop: dropRow.nullish() });

/** Gives up one's place in a queue; twice is one act. Refuses with not_found, or queue_served when it became an order meanwhile. */
export async function leaveQueue(write: Write, { entryId, userId }: OwnEntry): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT leave_queue(${entryId}::uuid, ${userId}::uuid) AS answer`;
  const { outcome, drop } = readAnswer(leaving, rows);
  if (outcome !== "left") throw refusalOf(outcome);
  const left = await write.tx.$queryRaw<unknown[]>`
    SELECT e.id, e.edition_id, e.drop_id, e.user_id, e.quantity, e.state::text AS state, e.place, e.units_before, e.reason, e.preorder_id
    FROM queue_entry q, drawn_place(q) e WHERE q.id = ${entryId}::uuid AND q.user_id = ${userId}::uuid`;
  write.tell({ ...(drop ? { drop } : {}), entries: z.array(entryRow).parse(left) });
}

const bringing = z.object({ outcome: z.enum(outcomesOf.bring_code), entry: entryRow.optional() });

/** Brings a priority code to a place that is taken. Refuses with not_found, code_invalid or code_too_late. */
export async function bringCode(
  write: Write,
  { entryId, userId, codeHash }: OwnEntry & { codeHash: Buffer },
): Promise<QueueEntry> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT bring_code(${entryId}::uuid, ${userId}::uuid, ${codeHash}::bytea) AS answer`;
  const { outcome, entry } = readAnswer(bringing, rows);
  if (outcome !== "waiting") throw refusalOf(outcome);
  if (!entry) throw new Error(`a code was brought to place ${entryId}, which was not said`);
  return viewEntry(entry);
}

/** Ends a code that did not win yet. Refuses with not_found or code_used. */
export async function revokeCode(db: Queryable, codeId: string): Promise<void> {
  const rows = await db.$queryRaw<AnswerRows>`SELECT revoke_code(${codeId}::uuid) AS answer`;
  const outcome = readAnswer(z.enum(outcomesOf.revoke_code), rows);
  if (outcome !== "revoked") throw refusalOf(outcome);
}
