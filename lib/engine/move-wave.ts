import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import { changedOrder } from "./rows.ts";
import type { Write } from "./write.ts";

type Window = { start: string; end: string };
/** A move of a wave to a window, with the reason that its buyers read. */
export type WaveMove = Window & { moveId: string; waveId: string; reason: string };

const window = z.object({ start: z.string(), end: z.string() });
const promised = z.array(changedOrder);
const moved = z.object({ outcome: z.literal("moved"), edition: z.string(), before: window, told: promised });
const notMoved = z.object({ outcome: z.enum(outcomesOf.move_wave).exclude(["moved"]) });

/** Whether the wave may have this window, beside those before and after it. Refuses with not_found. */
export async function waveFits(db: Queryable, waveId: string, { start, end }: Window): Promise<boolean> {
  const rows = await db.$queryRaw<AnswerRows>`
    SELECT wave_fits(id, ${start}::date, ${end}::date) AS answer FROM delivery_wave WHERE id = ${waveId}::uuid`;
  if (rows.length === 0) throw new Refusal("not_found");
  return readAnswer(z.boolean(), rows);
}

/** The live orders of a wave, and the moment of the look as the database writes it. */
export async function readWaveOrders(db: Queryable, waveId: string): Promise<{ ids: string[]; since: string }> {
  const [row] = await db.$queryRaw<{ ids: string[]; since: string }[]>`
    SELECT clock_timestamp()::text AS since, wave_orders(${waveId}::uuid) AS ids`;
  if (!row) throw new Error(`wave_orders answered nothing about ${waveId}`);
  return row;
}

/** What those orders would be promised anew, by city and window. */
export type PromiseChange = { city: string | null; orders: number; units: number; before: Window; after: Window };

export function previewPromises(db: Queryable, waveId: string, { start, end }: Window): Promise<PromiseChange[]> {
  return db.$queryRaw<PromiseChange[]>`
    SELECT c.name AS city, count(*)::int AS orders, sum(p.quantity)::int AS units,
      jsonb_build_object('start', p.old_start, 'end', p.old_end) AS before, jsonb_build_object('start', p.new_start, 'end', p.new_end) AS after
    FROM new_promises(wave_orders(${waveId}::uuid), ${start}::date, ${end}::date) p LEFT JOIN delivery_city c ON c.id = p.city_id
    GROUP BY c.position, c.name, p.old_start, p.old_end, p.new_start, p.new_end ORDER BY c.position NULLS FIRST, c.name, p.old_start`;
}

/** Promises these orders the new window, each with the reason. Returns how many got another than they had. */
export async function promiseAnew(
  write: Write,
  { moveId, start, end, reason }: WaveMove,
  ids: string[],
): Promise<number> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT promise_anew(${moveId}::uuid, ${ids}::uuid[], ${start}::date, ${end}::date, ${reason}) AS answer`;
  const orders = readAnswer(promised, rows);
  write.tell({ orders });
  return orders.length;
}

/**
 * Gives the wave its window for whoever orders from now on, and promises it to the orders that came since `since`. Refuses with
 * not_found or windows_out_of_order.
 */
export async function moveWaveAndLate(write: Write, { moveId, waveId, start, end, reason }: WaveMove, since: string) {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT move_wave(${moveId}::uuid, ${waveId}::uuid, ${start}::date, ${end}::date, ${reason}, ${since}::timestamptz) AS answer`;
  const answer = readAnswer(moved.or(notMoved), rows);
  if (answer.outcome !== "moved") throw refusalOf(answer.outcome);
  const { edition, before, told } = answer;
  write.tell({ orders: told });
  return { editionId: edition, before, promised: told.length };
}
