import type { Database } from "#lib/db.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { entryRow, viewEntry } from "./rows.ts";

/** Entries read and told before frames and orders go out in between. */
const portion = 1000;

/**
 * Tells those who wait for a drop where they stand, as far as they have a socket in this process: every process hears of the drop
 * and tells its own. Who was served at once heard of that with the units.
 */
export async function announcePlaces(
  { db, publish }: { db: Database; publish: Publisher },
  dropId: string,
): Promise<void> {
  let after = -2_147_483_648;
  for (;;) {
    const rows = await db.$queryRaw<{ user_id: string; place: number }[]>`
      SELECT id, edition_id, drop_id, user_id, quantity, state::text AS state, place, units_before, reason, preorder_id
      FROM queue_entry WHERE drop_id = ${dropId}::uuid AND edition_id = (SELECT edition_id FROM drop WHERE id = ${dropId}::uuid)
        AND state = 'WAITING' AND place > ${after}::int ORDER BY place LIMIT ${portion}::int`;
    for (const row of rows)
      if (publish.isHere(row.user_id)) publish.placeDrawn(row.user_id, viewEntry(entryRow.parse(row)));
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = last.place;
  }
}
