import type { Host } from "#lib/accounts/gate.ts";
import { type EditionView, type ProductView, slug as slugSchema } from "#lib/catalog/schema.ts";
import { editionOfProductInclude, productSelect, viewEdition, viewProduct } from "#lib/catalog/view.ts";
import { container } from "#lib/container.ts";
import { presentEach } from "#lib/present.ts";
import type { Locale } from "#lib/words/locale.ts";

/** A product for everybody. */
export async function findProduct(slug: string, reader?: Locale): Promise<ProductView | null> {
  if (!slugSchema.safeParse(slug).success) return null;
  const row = await container().db.product.findUnique({ where: { slug }, select: productSelect });
  return row ? viewProduct(row, reader) : null;
}

export async function findProductById(id: string, reader?: Locale): Promise<ProductView | null> {
  const row = await container().db.product.findUnique({ where: { id }, select: productSelect });
  return row ? viewProduct(row, reader) : null;
}

export async function findEditionById(id: string): Promise<EditionView | null> {
  const row = await container().db.edition.findUnique({ where: { id }, include: editionOfProductInclude });
  return row ? viewEdition(row, { opensInShow: row.product.shows.length > 0, language: row.product.language }) : null;
}

export async function listProductsOf(host: Host): Promise<ProductView[]> {
  const rows = await container().db.product.findMany({
    where: host.role === "admin" ? {} : { ownerId: host.id },
    select: productSelect,
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  return presentEach(rows, (row) => viewProduct(row));
}

/** The addresses of the newest 10,000 products that a show lists. */
export async function listProductAddresses(): Promise<string[]> {
  const { db } = container();
  const rows = await db.product.findMany({
    where: { shows: { some: {} } },
    select: { slug: true },
    orderBy: { createdAt: "desc" },
    take: 8000,
  });
  return rows.map(({ slug }) => slug);
}
