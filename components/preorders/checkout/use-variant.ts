import { useState } from "react";
import { editionSales } from "#components/catalog/sales-state.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import { offerName, offersOf, variantName } from "#lib/variants/view.ts";

export type VariantStep = ReturnType<typeof useVariant>;

/**
 * Whether the buyer has said which colour or size. It goes without saying where there is one, where only one is left, and once an
 * order for it is under way.
 */
export function useVariant(editions: EditionView[], edition: EditionView, isAsked: boolean) {
  const group = edition.variantGroup;
  const [decidedIn, setDecidedIn] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const variants = offersOf(editions).find((offer) => offer.some(({ id }) => id === edition.id)) ?? [edition];
  const open = variants.filter((each) => editionSales(each) === "open");
  const goesWithoutSaying = variants.length === 1 || (open.length === 1 && open[0]?.id === edition.id);
  const isDecided = isAsked || goesWithoutSaying || decidedIn === group;
  return {
    isDecided,
    /** What is ordered, as far as it is said. */
    name: isDecided ? variantName(edition) : offerName(variants),
    isWrong: isWrong && !isDecided,
    decide: () => setDecidedIn(group),
    /** Says no to an order without one. */
    demand() {
      setWrong(!isDecided);
      return isDecided;
    },
  };
}
