import { openRoutes } from "#lib/api/route.ts";
import { searchPage, searchQuery } from "#lib/search/schema.ts";
import { searchShop } from "#lib/search/search-shop.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Catalogue");
export const searchRoutes = routes;

route.anyone.get(
  "/search",
  {
    summary: "Products and shows by words of any language, misspelt ones too, the best first",
    query: searchQuery,
    answer: searchPage,
  },
  ({ app, query, c }) => searchShop(app, query, readerOf(c.req.raw.headers).locale),
);
