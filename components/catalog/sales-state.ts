import type { EditionView, ProductView } from "#lib/catalog/schema.ts";

export type SalesState = "open" | "closed" | "soldOut";

export function editionSales(edition: EditionView): SalesState {
  if (edition.available === 0) return "soldOut";
  return edition.salesOpen ? "open" : "closed";
}

/** Open when anything of it can be had now; sold out only when nothing of it is left. */
export function productSales({ editions }: ProductView): SalesState {
  const states = editions.map(editionSales);
  if (states.includes("open")) return "open";
  return states.length > 0 && states.every((state) => state === "soldOut") ? "soldOut" : "closed";
}

export function unitsLeft({ editions }: ProductView): number {
  return editions.reduce((units, { available }) => units + available, 0);
}

export function unitsMade({ editions }: ProductView): number {
  return editions.reduce((units, { total }) => units + total, 0);
}
