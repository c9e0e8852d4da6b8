import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { priceIn } from "#components/catalog/edition-price.ts";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { offeredEdition } from "./offered-edition.ts";

/** `edition` is as the shop sells it. */
type DropPriceProps = { drop: LiveDrop; edition: EditionView; className?: string };

/** What a unit costs in a drop, in the reader's currency. */
export function DropPrice({ drop, edition, className }: DropPriceProps) {
  const { currency, priceMinor } = priceIn(offeredEdition(edition, drop), useBuyer().currency);
  return <Money minor={priceMinor} currency={currency} withCode={edition.prices.length > 0} className={className} />;
}
