"use client";

import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { useBuyer } from "./buyer-scope.tsx";
import { priceIn } from "./edition-price.ts";

/** What a reduction is measured by, in words: the lowest price of the 30 days before it. Nothing where the price is none. */
export function LowestBefore({ edition, className }: { edition: EditionView; className?: string }) {
  const t = useTranslations("product");
  const { currency, priceMinor, lowestMinor } = priceIn(edition, useBuyer().currency);
  if (!lowestMinor || lowestMinor <= priceMinor) return null;
  return (
    <span data-testid="lowest-before" className={className}>
      {t.rich("lowestBefore", { money: () => <Money minor={lowestMinor} currency={currency} /> })}
    </span>
  );
}
