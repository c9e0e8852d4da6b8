import { listProductsById } from "#lib/catalog/queries.ts";
import type { Uses } from "#lib/container.ts";
import { productsLike, showsLike } from "#lib/search/find-products.ts";
import type { SearchPage, SearchQuery } from "#lib/search/schema.ts";
import { listShowsById } from "#lib/shows/queries.ts";
import type { Locale } from "#lib/words/locale.ts";

type Found = { id: string; score: number };

/** Products and shows by words of any language of the shop, misspelt ones too; what nobody may know of is never found. */
export async function searchShop(app: Uses<"db">, query: SearchQuery, reader?: Locale): Promise<SearchPage> {
  const { db } = app;
  const [found, titles] = await Promise.all([
    db.$queryRaw<Found[]>(productsLike(query)),
    query.after ? [] : db.$queryRaw<Found[]>(showsLike(query.q)),
  ]);
  const page = found.slice(0, query.limit);
  const [products, shows] = await Promise.all([
    listProductsById(app, page.map(idOf), reader),
    listShowsById(app, titles.map(idOf), reader),
  ]);
  const last = page.at(-1);
  return { products, shows, next: found.length > page.length && last ? `${last.score}.${last.id}` : null };
}

const idOf = ({ id }: Found) => id;
