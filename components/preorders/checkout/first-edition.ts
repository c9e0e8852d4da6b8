import { editionSales } from "#components/catalog/sales-state.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { isUnfinished } from "./attempt.ts";

/** Where the sheet opens: on what was left unfinished, else on the first edition that can be had. */
export function firstEdition({ editions }: ProductView): EditionView | undefined {
  return (
    editions.find(({ id }) => isUnfinished(id)) ??
    editions.find((edition) => editionSales(edition) === "open") ??
    editions.find((edition) => editionSales(edition) === "closed") ??
    editions[0]
  );
}
