import { pricesOf } from "#components/catalog/edition-price.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

/** An edition as its drop sells it: the units of the pool, its own prices where it has them, and the stricter of both limits. */
export function offeredEdition(edition: EditionView, drop: LiveDrop): EditionView {
  const [main, ...prices] = pricesOf(edition).map((price) => ({ ...price, ...ownPrice(drop, price.currency) }));
  return {
    ...edition,
    ...main,
    prices,
    perPersonLimit: Math.min(edition.perPersonLimit, drop.perPersonLimit),
    holdSeconds: drop.holdSeconds,
    salesOpen: drop.status === "OPEN" && !drop.pausedAt,
    total: drop.units,
    available: drop.left,
    held: drop.held,
    sold: drop.sold,
  };
}

function ownPrice(drop: LiveDrop, currency: string) {
  const own = drop.prices?.find((price) => price.currency === currency);
  return own && { priceMinor: own.priceMinor, depositMinor: own.depositMinor, lowestMinor: own.lowestMinor };
}
