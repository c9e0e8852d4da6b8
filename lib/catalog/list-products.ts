import type { Host } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { ProductListQuery, ProductPage } from "#lib/catalog/schema.ts";
import { productSelect, viewProduct } from "#lib/catalog/view.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { presentEach } from "#lib/present.ts";
import { Prisma } from "#prisma/client/client.ts";

/** One page of the host's own products, newest first; the owner sees everybody's. */
export async function listProducts(
  { db }: Uses<"db">,
  host: Host,
  { q, archived, after, limit }: ProductListQuery,
): Promise<ProductPage> {
  const found = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT p.id, p.created_at AS at FROM product p
    WHERE p.archived_at IS ${archived === "true" ? Prisma.sql`NOT NULL` : Prisma.sql`NULL`}
      ${may(host, "sellForAll") ? Prisma.empty : Prisma.sql`AND p.owner_id = ${host.id}::uuid`} ${named(q)} ${following(after)}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(found, limit);
  const rows = await db.product.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    select: productSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return {
    products: presentEach(rows, (row) => viewProduct(row, undefined, { withArchived: true })),
    next,
  };
}

/** The pictures that the host's newest products show, each once. */
export async function listPicturesOf({ db }: Uses<"db">, host: Host): Promise<string[]> {
  const rows = await db.product.findMany({
    where: { image: { not: null }, ...(may(host, "sellForAll") ? {} : { ownerId: host.id }) },
    select: { image: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return [...new Set(rows.flatMap(({ image }) => image ?? []))];
}

/** Products with this part in a name, in any language, or in the SKU of an edition. */
function named(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.empty;
  return Prisma.sql`AND p.id IN (
    SELECT n.id FROM product n WHERE text_pieces(product_names(n.name, n.texts)) @> text_pieces(lower(${q}))
      AND strpos(product_names(n.name, n.texts), lower(${q})) > 0
    UNION ALL SELECT e.product_id FROM edition e WHERE text_pieces(e.sku) @> text_pieces(${q})
      AND strpos(e.sku, upper(${q})) > 0)`;
}

function following(after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  return Prisma.sql`AND (p.created_at, p.id) < ${cursorRow(after)}`;
}
