import type { EditionView, PriceView, ProductView } from "#lib/catalog/schema.ts";

/** Every price of an edition, the main one first. */
export function pricesOf({ currency, priceMinor, depositMinor, taxBp, lowestMinor, prices }: EditionView): PriceView[] {
  return [{ currency, priceMinor, depositMinor, taxBp, lowestMinor }, ...prices];
}

/** What the edition costs a buyer who prefers a currency: its price there, else the main one. Never a converted one. */
export function priceIn(edition: EditionView, preferred: string | null): PriceView {
  const [main, ...further] = pricesOf(edition);
  return further.find(({ currency }) => currency === preferred) ?? main ?? edition;
}

/** The currencies that any of the editions is priced in, the first one's main currency first. */
export function currenciesOf(editions: EditionView[]): string[] {
  return [...new Set(editions.flatMap((edition) => pricesOf(edition).map(({ currency }) => currency)))];
}

/**
 * What a shopper means by "from": the lowest price in one currency among the editions still to be had, else among all. The
 * preferred currency when any edition has it, else the first one's main currency; amounts in two currencies never meet.
 */
export function lowestPrice(
  product: ProductView,
  preferred: string | null,
): { price: PriceView; differs: boolean } | null {
  const currencies = currenciesOf(product.editions);
  const currency = currencies.find((code) => code === preferred) ?? currencies[0];
  const offers = product.editions.flatMap((edition) =>
    pricesOf(edition).map((price) => ({ price, isLeft: edition.available > 0 })),
  );
  const asked = offers.filter(({ price }) => price.currency === currency);
  const left = asked.filter(({ isLeft }) => isLeft);
  const [lowest] = (left.length > 0 ? left : asked).toSorted((a, b) => a.price.priceMinor - b.price.priceMinor);
  if (!lowest) return null;
  return {
    price: lowest.price,
    differs: asked.some(({ price }) => price.priceMinor !== lowest.price.priceMinor),
  };
}
