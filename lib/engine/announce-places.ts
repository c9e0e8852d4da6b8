import type { Database } from "#lib/db.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { entryRow, viewEntry } from "./rows.ts";

/** Entries told before frames and orders go out in between. */
const portion = 500;

/** Tells everybody in the queue of a drop where they stand, in portions. */
export async function announcePlaces(
  { db, publish }: { db: Database; publish: Publisher },
  dropId: string,
): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT id, edition_id, drop_id, user_id, quantity, state::text AS state, place, units_before, reason, preorder_id
    FROM queue_entry WHERE drop_id = ${dropId}::uuid AND edition_id = (SELECT edition_id FROM drop WHERE id = ${dropId}::uuid)
      AND state IN ('WAITING', 'SERVED') ORDER BY place`;
  for (const [index, row] of rows.entries()) {
    const entry = entryRow.parse(row);
    publish.queueMoved(entry.user_id, viewEntry(entry));
    if (index % portion === portion - 1) await new Promise((resume) => setImmediate(resume));
  }
}
