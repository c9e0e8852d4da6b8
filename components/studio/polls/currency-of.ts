import type { ProductView } from "#lib/catalog/schema.ts";

/** In which a show sells: that of the first thing it has. */
export function currencyOf(products: ProductView[]): string {
  return products.flatMap(({ editions }) => editions.map(({ currency }) => currency))[0] ?? "EUR";
}
