import type { MetadataRoute } from "next";
import { listProductAddresses } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { listShowAddresses } from "#lib/shows/queries.ts";

export const dynamic = "force-dynamic";

/** Home, every show and every product, the newest first, within what a sitemap may hold. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { PUBLIC_URL } = container().env;
  const [shows, products] = await Promise.all([listShowAddresses(), listProductAddresses()]);
  const paths = ["/", ...shows.map((slug) => `/shows/${slug}`), ...products.map((slug) => `/products/${slug}`)];
  return paths.map((path) => ({ url: new URL(path, PUBLIC_URL).href }));
}
