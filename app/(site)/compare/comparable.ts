import { maxCompared } from "#components/catalog/compare/compare-facts.ts";
import { findProduct } from "#lib/catalog/queries.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import { findCollection } from "#lib/collections/queries.ts";
import type { Uses } from "#lib/container.ts";
import { findShow } from "#lib/shows/queries.ts";
import type { Locale } from "#lib/words/locale.ts";

type Comparison = { show?: string; collection?: string; products: string[] };

/** What may be compared, by the slug of a show or collection, else by those of the products themselves; the first four that everybody may see. */
export async function comparable(
  app: Uses<"db">,
  { show, collection, products }: Comparison,
  reader: Locale,
): Promise<ProductView[]> {
  const shelf = show
    ? await findShow(app, show, reader)
    : collection
      ? await findCollection(app, collection, reader)
      : null;
  if (shelf) return shelf.products;
  const asker = async () => null;
  const found = await Promise.all(
    products.slice(0, maxCompared).map((slug) => findProduct(app, slug, { reader, asker })),
  );
  return found.flatMap((product) => (product && !product.isArchived ? product : []));
}
