import { lowestPrice } from "#components/catalog/edition-price.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { type Fact, factsOf } from "#lib/facts/view.ts";
import { offerName, offersOf } from "#lib/variants/view.ts";

/** How many products stand side by side. */
export const maxCompared = 4;

/** Whether there are two things to lay side by side. */
export function canCompare(products: ProductView[]): boolean {
  return products.reduce((count, { editions }) => count + offersOf(editions).length, 0) > 1;
}

/** What one column is about; `name` is the edition's, or that of all its colours and sizes. */
export type Compared = { product: ProductView; edition: EditionView; name: string };
export type FactRow = { label: string; values: (string | null)[]; differs: boolean };

/** One product is compared by its editions; several by the one of each that costs least. */
export function comparedOf(products: ProductView[], currency: string | null): Compared[] {
  const [only] = products;
  if (only && products.length === 1)
    return offersOf(only.editions).map((variants) => ({
      product: only,
      edition: variants[0],
      name: variants.length > 1 ? offerName(variants) : variants[0].name,
    }));
  return products.flatMap((product) => {
    const lowest = lowestPrice(product, currency)?.price;
    const edition =
      product.editions.find((each) => [each, ...each.prices].some((price) => isSame(price, lowest))) ??
      product.editions[0];
    return edition ? [{ product, edition, name: edition.name }] : [];
  });
}

function isSame(price: { currency: string; priceMinor: number }, other: typeof price | undefined): boolean {
  return price.currency === other?.currency && price.priceMinor === other.priceMinor;
}

/** Every fact that any of them has, in the order in which they come up; null where one says nothing of it. */
export function factRows(compared: Compared[]): FactRow[] {
  const lists = compared.map(({ product, edition }) => byLabel(factsOf(product, edition)));
  const labels = new Map(
    lists.flatMap((list) => [...list].map(([key, { label }]) => [key, label] as const)).toReversed(),
  );
  const order = [...new Set(lists.flatMap((list) => [...list.keys()]))];
  return order.map((key) => {
    const values = lists.map((list) => list.get(key)?.value ?? null);
    return { label: labels.get(key) ?? key, values, differs: differ(values) };
  });
}

/** Whether a row is worth a look. */
export function differ(values: unknown[]): boolean {
  return new Set(values).size > 1;
}

function byLabel(facts: Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.label.toLowerCase(), fact]));
}
