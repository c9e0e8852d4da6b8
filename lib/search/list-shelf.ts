import { listProductsById } from "#lib/catalog/queries.ts";
import type { ProductPage } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { onShelf } from "#lib/search/find-products.ts";
import type { Locale } from "#lib/words/locale.ts";
import { Prisma } from "#prisma/client/client.ts";

type Asked = { after?: string; limit: number };

/** One page of everything that everybody may see, newest first. */
export async function listShelf(app: Uses<"db">, { after, limit }: Asked, reader?: Locale): Promise<ProductPage> {
  const following = after ? Prisma.sql`AND (p.created_at, p.id) < ${cursorRow(after)}` : Prisma.empty;
  const found = await app.db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT p.id::text, p.created_at AS at FROM product p WHERE ${onShelf} ${following}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(found, limit);
  const ids = page.map((row) => row.id);
  return { products: await listProductsById(app, ids, reader), next };
}
