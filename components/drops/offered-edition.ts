import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

/** An edition as its drop sells it: the units of the pool, and the stricter of both limits. Price and dates are the same. */
export function offeredEdition(edition: EditionView, drop: LiveDrop): EditionView {
  return {
    ...edition,
    perPersonLimit: Math.min(edition.perPersonLimit, drop.perPersonLimit),
    holdSeconds: drop.holdSeconds,
    salesOpen: drop.status === "OPEN" && !drop.pausedAt,
    total: drop.units,
    available: drop.left,
    held: drop.held,
    sold: drop.sold,
  };
}
