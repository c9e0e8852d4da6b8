import type { EditionView, ProductView } from "#lib/catalog/schema.ts";

/**
 * Closed is what opens later: it was never sold, or a show that is planned or on air lists it. Off sale is what was sold, has units
 * left and opens nowhere: like what is sold out, it has a waitlist.
 */
export type SalesState = "open" | "closed" | "offSale" | "soldOut";

export function editionSales({ available, pooled, salesOpen, opensInShow, held, sold }: EditionView): SalesState {
  // Units that a drop has to itself are not sold out, but not to be had here either.
  if (available === 0) return pooled > 0 ? "closed" : "soldOut";
  if (salesOpen) return "open";
  return pooled === 0 && held + sold > 0 && !opensInShow ? "offSale" : "closed";
}

/** Open when anything of it can be had now; sold out only when nothing of it is left. */
export function productSales({ editions }: ProductView): SalesState {
  const states = editions.map(editionSales);
  if (states.includes("open")) return "open";
  if (states.length === 0 || states.includes("closed")) return "closed";
  return states.includes("offSale") ? "offSale" : "soldOut";
}

export function takesWaitlist(state: SalesState): boolean {
  return state === "soldOut" || state === "offSale";
}

export function unitsLeft({ editions }: ProductView): number {
  return editions.reduce((units, { available }) => units + available, 0);
}

export function unitsMade({ editions }: ProductView): number {
  return editions.reduce((units, { total }) => units + total, 0);
}
