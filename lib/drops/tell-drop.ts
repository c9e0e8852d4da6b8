import { container } from "#lib/container.ts";
import type { StoredDrop } from "#lib/drops/view.ts";
import { type StoredEntry, viewEntry } from "#lib/lines/view.ts";
import { type Served, type StockFacts, tellServed, tellStock } from "#lib/preorders/tell-moved.ts";

/** What the statements that move a whole drop return. */
export type DropMoved = {
  drop: StoredDrop;
  stock: StockFacts;
  served: Served[];
  closed: (StoredEntry & { user_id: string })[];
};

/** Tells the room of a drop, and everybody in its line how their place stands now. */
export function tellDrop({ drop, stock, served, closed }: DropMoved): void {
  const { publish } = container();
  tellStock(drop.editionId, stock, [drop]);
  tellServed(drop.editionId, served);
  for (const entry of closed) publish.lineMoved(entry.user_id, viewEntry(entry));
}

/** After the draw everybody in the line hears how it went, whichever process and statement opened the drop. */
export async function tellPlaces(dropId: string): Promise<void> {
  const { db, publish } = container();
  const rows = await db.$queryRaw<(StoredEntry & { user_id: string })[]>`
    SELECT id, edition_id, drop_id, user_id, quantity, state::text AS state, place, units_before, reason, preorder_id
    FROM line_entry WHERE drop_id = ${dropId}::uuid AND edition_id = (SELECT edition_id FROM drop WHERE id = ${dropId}::uuid)
      AND state IN ('WAITING', 'SERVED') ORDER BY place`;
  for (const [index, row] of rows.entries()) {
    publish.lineMoved(row.user_id, viewEntry(row));
    // A crowd is told in portions, so that frames and orders go out in between.
    if (index % portion === portion - 1) await new Promise((resume) => setImmediate(resume));
  }
}

const portion = 500;
