import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { LiveDrop } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import { dropRow, entryRow, servedRow, stockFacts } from "./rows.ts";
import type { Write } from "./write.ts";

const armed = z.object({ outcome: z.literal("armed"), drop: dropRow, stock: stockFacts });
const notArmed = z.object({
  outcome: z.enum(outcomesOf.arm_drop).exclude(["armed"]),
  available: z.number().optional(),
});

/** What the functions that move a whole drop return; `closed` are the entries whose wait is over. */
const movedDrop = z.object({
  drop: dropRow,
  stock: stockFacts,
  served: z.array(servedRow),
  closed: z.array(entryRow),
});
/** They say this of a drop that was thrown away meanwhile. */
const vanished = z.object({ drop: z.object({ id: z.null() }) }).transform(() => "vanished" as const);
const answered = z.union([movedDrop, vanished]);

/**
 * Takes the drop's units out of the shop into its pool; an armed one stays so. Refuses with not_found, too_few_left or
 * drop_wrong_state.
 */
export async function armDrop(write: Write, dropId: string): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT arm_drop(${dropId}::uuid, ${randomBytes(32)}::bytea) AS answer`;
  const answer = readAnswer(armed.or(notArmed), rows);
  if (answer.outcome !== "armed") {
    const { outcome, available } = answer;
    throw refusalOf(outcome, outcome === "too_few_left" ? { available } : undefined);
  }
  const { drop, stock } = answer;
  write.tell({ units: { editionId: drop.editionId, stock, drops: [drop], served: [] } });
}

/** Ends a drop, or takes an armed one back: what is left returns to the shop, and who waited is told. Twice is one act. */
export async function closeDrop(write: Write, dropId: string, to: "CLOSED" | "PREPARED" = "CLOSED"): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT close_drop(${dropId}::uuid, ${to}::"DropStatus") AS answer`;
  announceDrop(write, readAnswer(answered, rows));
}

/** Stops a drop and its clock, or lets both go on where they stood. Returns the drop; one whose time is over is closed instead. */
export async function pauseDrop(write: Write, dropId: string, paused: boolean): Promise<LiveDrop> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT pause_drop(${dropId}::uuid, ${paused}) AS answer`;
  return announceDrop(write, readAnswer(answered, rows));
}

/** Stops a drop because the picture is away, or lets it go on if that is why it stands. Returns false when there is nothing to do. */
export async function pauseDropWithVideo(write: Write, dropId: string, paused: boolean): Promise<boolean> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT pause_drop_with_video(${dropId}::uuid, ${paused}) AS answer`;
  const answer = readAnswer(answered.nullable(), rows);
  if (answer) announceDrop(write, answer);
  return answer !== null;
}

/** Opens or closes a drop whose time has come by the database's clock. Any number of processes may try. */
export async function advanceDrop(write: Write, dropId: string): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT advance_drop(${dropId}::uuid) AS answer`;
  const answer = readAnswer(answered.nullable(), rows);
  if (answer) announceDrop(write, answer);
}

/**
 * Writes the next places that the opening of a drop has drawn into their entries, at most so many: nobody is told anything new. Returns how
 * many are still to be written.
 */
export async function writePlaces(write: Write, dropId: string, most: number): Promise<number> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT write_places(${dropId}::uuid, ${most}::int) AS answer`;
  return readAnswer(z.int(), rows);
}

/** Sets when an armed drop opens, at a moment or in some seconds. Refuses with drop_wrong_state. */
export async function fireDrop(
  write: Write,
  dropId: string,
  { at, inSeconds }: { at: string | null; inSeconds: number },
): Promise<LiveDrop> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    UPDATE drop d SET opens_at = t.at, closes_at = t.at + make_interval(secs => d.seconds)
    FROM (SELECT greatest(coalesce(${at}::timestamptz, clock_timestamp() + make_interval(secs => ${inSeconds}::int)), clock_timestamp()) AS at) t
    WHERE d.id = ${dropId}::uuid AND d.status = 'ARMED' AND d.paused_at IS NULL RETURNING drop_line(d) AS answer`;
  if (rows.length === 0) throw new Refusal("drop_wrong_state");
  const drop = readAnswer(dropRow, rows);
  write.tell({ drop });
  return drop;
}

/** Leaves word of a whole drop, and of the place of everybody in its queue. */
function announceDrop(write: Write, answer: z.infer<typeof answered>): LiveDrop {
  if (answer === "vanished") throw new Refusal("not_found");
  const { drop, stock, served, closed } = answer;
  write.tell({ units: { editionId: drop.editionId, stock, drops: [drop], served }, entries: closed });
  return drop;
}
