import { z } from "zod";
import { liveDrop, liveStock, type QueueEntry, queueEntry } from "#lib/live/contract.ts";

/** A moment as Postgres writes it into JSON, made the same moment in ISO 8601 UTC. */
export const moment = z.string().transform((text) => new Date(text).toISOString());

/** Units of an edition, as stock_line() returns them. */
export const stockFacts = liveStock.omit({ editionId: true, salesOpen: true });
export type StockFacts = z.infer<typeof stockFacts>;

/** A drop as drop_line() returns it; parsed, it is what everybody may see. */
export const dropRow = liveDrop.extend({
  id: z.string(),
  showId: z.string(),
  editionId: z.string(),
  opensAt: moment.nullable(),
  closesAt: moment.nullable(),
  pausedAt: moment.nullable(),
});

/** An entry of a queue, as its row is. */
export const entryRow = z.object({
  id: z.string(),
  edition_id: z.string(),
  drop_id: z.string().nullable(),
  user_id: z.string(),
  quantity: z.number(),
  state: queueEntry.shape.state,
  place: z.number().nullable(),
  units_before: z.number().nullable(),
  reason: z.string().nullable(),
  preorder_id: z.string().nullable(),
});
export type EntryRow = z.infer<typeof entryRow>;

/** Somebody who waited: served with the units that came free, or closed with the reason. */
export const servedRow = z.object({ entry: entryRow, name: z.string() });
export type Served = z.infer<typeof servedRow>;

/** An order whose owner is to hear how it stands now. */
export const changedOrder = z.object({ id: z.string(), userId: z.string(), state: z.string() });
export type ChangedOrder = z.infer<typeof changedOrder>;

/** Holders of codes stand on a waitlist at positions far below zero, in their order; to people they count from one as well. */
const codeBase = 1_000_000_000;

/** An entry as its owner sees it. */
export function viewEntry(row: Omit<EntryRow, "user_id">): QueueEntry {
  return {
    id: row.id,
    editionId: row.edition_id,
    dropId: row.drop_id,
    quantity: row.quantity,
    state: row.state,
    place: row.place !== null && row.place < 0 ? row.place + codeBase : row.place,
    unitsBefore: row.units_before,
    reason: row.reason,
    preorderId: row.preorder_id,
  };
}
