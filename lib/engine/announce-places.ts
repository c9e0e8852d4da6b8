import type { Publisher } from "#lib/live/publish.ts";
import type { Statements } from "#lib/statements.ts";

/** Entries read and told before frames and orders go out in between. */
const portion = 1000;

type Placed = {
  id: string;
  edition_id: string;
  user_id: string;
  quantity: number;
  place: number;
  units_before: number;
};

/**
 * Tells those who wait for a drop where they stand, as far as they have a socket in this process: every process hears of the drop
 * and tells its own. Who was served at once heard of that with the units. While some are told the next are read.
 */
export async function announcePlaces(
  { db, publish }: { db: Statements; publish: Publisher },
  dropId: string,
): Promise<void> {
  const read = (after: number) => db.$queryRaw<Placed[]>`
    SELECT id, edition_id, user_id, quantity, place, units_before FROM places_after(${dropId}::uuid, ${after}::int, ${portion}::int)`;
  let rows = await read(0);
  for (;;) {
    const last = rows.at(-1);
    const next = last && rows.length === portion ? read(last.place) : undefined;
    // Whoever waits for it below hears of a failure.
    next?.catch(() => undefined);
    // The question is on its way before this thread is busy with the answers.
    if (next) await new Promise((resume) => setImmediate(resume));
    tell(publish, dropId, rows);
    if (!next) return;
    rows = await next;
  }
}

function tell(publish: Publisher, dropId: string, rows: Placed[]) {
  for (const { id, edition_id: editionId, user_id: userId, quantity, place, units_before: unitsBefore } of rows) {
    publish.placeDrawn(userId, () => ({
      ...{ id, editionId, dropId, quantity, place, unitsBefore },
      state: "WAITING",
      reason: null,
      preorderId: null,
    }));
  }
}
