import { container } from "#lib/container.ts";
import { type StoredDrop, viewDrop } from "#lib/drops/view.ts";
import { type StoredEntry, viewEntry } from "#lib/lines/view.ts";
import type { FeedOrder, StockLine } from "#lib/live/contract.ts";
import { maskName } from "#lib/preorders/mask-name.ts";

/** Figures of an edition as the engine's statements return them. */
export type StockFacts = Omit<StockLine, "editionId" | "salesOpen">;

/** Somebody who waited: served with the units that came free, or closed with the reason. */
export type Served = { entry: StoredEntry & { user_id: string }; name: string };

/** What move_preorders returns. */
export type Moved = StockFacts & {
  moved: { id: string; userId: string; from: string; paidMinor: number }[];
  served: Served[];
  drops: StoredDrop[];
};

/** Tells everybody of units that moved, after the commit: the room, those who waited, and the memory of what is sold out. */
export function tellMoved(editionId: string, { moved: _, served, drops, ...stock }: Moved): void {
  tellStock(editionId, stock, drops);
  tellServed(editionId, served);
}

export function tellStock(editionId: string, stock: StockFacts, drops: StoredDrop[]): void {
  if (stock.available > 0 || drops.some(({ left }) => left > 0)) container().soldOut.forget(editionId);
  showStock(editionId, stock, drops);
}

/**
 * The same after orders, which free nothing: of two batches under way the later may be heard first, and what the earlier
 * one had left is no reason to forget that nothing is.
 */
export function showStock(editionId: string, stock: StockFacts, drops: StoredDrop[]): void {
  const { publish } = container();
  publish.stockMoved({ editionId, ...stock });
  for (const drop of drops) publish.dropMoved(viewDrop(drop));
}

export function tellServed(editionId: string, served: Served[]): void {
  const { publish } = container();
  const orders: FeedOrder[] = [];
  for (const { entry, name } of served) {
    publish.lineMoved(entry.user_id, viewEntry(entry));
    if (!entry.preorder_id) continue;
    const { quantity } = entry;
    orders.push({
      id: entry.preorder_id.slice(-12),
      name: maskName(name),
      editionId,
      quantity,
      at: new Date().toISOString(),
    });
  }
  if (orders.length > 0) publish.ordersPlaced(editionId, orders.slice(-20));
}
