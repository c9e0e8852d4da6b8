import type { MetadataRoute } from "next";
import { listProductAddresses } from "#lib/catalog/queries.ts";
import { listCollectionAddresses } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { listAddressesWithAnswers } from "#lib/questions/queries.ts";
import { listShowAddresses } from "#lib/shows/queries.ts";
import { alternatesOf } from "#lib/words/locale.ts";

export const dynamic = "force-dynamic";

/** Home, the shop, its shelf and collections, every show and every product in each language, the newest first, within the 50,000 addresses that a sitemap may hold. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const app = container();
  const { PUBLIC_URL } = app.env;
  const [shows, products, answers, collections, { languages }] = await Promise.all([
    listShowAddresses(app),
    listProductAddresses(app),
    listAddressesWithAnswers(app),
    listCollectionAddresses(app),
    app.shop.read(),
  ]);
  const paths = [
    "/",
    "/products",
    "/shop",
    ...collections.map((slug) => `/collections/${slug}`),
    ...shows.map((slug) => `/shows/${slug}`),
    ...products.map((slug) => `/products/${slug}`),
    ...answers.map((slug) => `/products/${slug}/questions`),
  ];
  const whole = (path: string) => new URL(path, PUBLIC_URL).href;
  return paths.flatMap((path) => {
    const each = Object.entries(alternatesOf(path, languages)).map(
      ([language, address]) => [language, whole(address)] as const,
    );
    const alternates = { languages: Object.fromEntries(each) };
    return each.map(([, url]) => ({ url, alternates }));
  });
}
