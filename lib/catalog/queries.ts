import type { DeskOf, Host } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { type EditionView, type ProductView, slug as slugSchema } from "#lib/catalog/schema.ts";
import { editionOfProductInclude, opensInShow, productSelect, viewEdition, viewProduct } from "#lib/catalog/view.ts";
import type { Uses } from "#lib/container.ts";
import { presentEach } from "#lib/present.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** In which language somebody reads, and who they are; who asks is looked up only where it matters. */
type Asking = { reader?: Locale; asker: () => Promise<Actor | null> };

/** What only drafts list, and nobody holds an order of, is not there yet: the page of a product would tell what a show is about. */
const published = {
  OR: [
    { shows: { some: { show: { status: { not: "DRAFT" } } } } },
    { shows: { none: {} } },
    { collections: { some: {} } },
    { editions: { some: { inventory: { OR: [{ held: { gt: 0 } }, { sold: { gt: 0 } }] } } } },
  ],
} satisfies Prisma.ProductWhereInput;

/** A product for everybody; one of drafts alone for whoever sells it. */
export async function findProduct(app: Uses<"db">, slug: string, asking: Asking): Promise<ProductView | null> {
  return slugSchema.safeParse(slug).success ? findVisible(app, { slug }, asking) : null;
}

/** The same by its id. Refuses with not_found. */
export async function requireProduct(app: Uses<"db">, id: string, asking: Asking): Promise<ProductView> {
  const product = await findVisible(app, { id }, asking);
  if (!product) throw new Refusal("not_found");
  return product;
}

async function findVisible({ db }: Uses<"db">, which: { id: string } | { slug: string }, { reader, asker }: Asking) {
  const read = (where: Prisma.ProductWhereInput) =>
    db.product.findFirst({ where: { AND: [which, where] }, select: productSelect });
  const row = (await read(published)) ?? (await read(ownOf(await asker())));
  return row ? viewProduct(row, reader) : null;
}

function ownOf(actor: Actor | null): Prisma.ProductWhereInput {
  if (!actor) return { id: { in: [] } };
  return may(actor, "workEveryDesk") ? {} : { ownerId: actor.id };
}

/** Any product, also one that nobody may know of yet. Refuses with not_found. */
export async function existingProduct({ db }: Uses<"db">, id: string, reader?: Locale): Promise<ProductView> {
  const row = await db.product.findUnique({ where: { id }, select: productSelect });
  if (!row) throw new Refusal("not_found");
  return viewProduct(row, reader, { withArchived: true });
}

export async function findEditionById({ db }: Uses<"db">, id: string): Promise<EditionView | null> {
  const row = await db.edition.findUnique({ where: { id }, include: editionOfProductInclude });
  return row ? viewEdition(row, { opensInShow: opensInShow(row.product), language: row.product.language }) : null;
}

/** What a host may put into a show now: the first 500 products that are not put away. */
export async function listProductsOf(app: Uses<"db">, host: Host): Promise<ProductView[]> {
  return listFrom(app, may(host, "sellForAll") ? {} : { ownerId: host.id });
}

/** What whoever works a show's desk may put into it now, the same way. */
export async function listProductsFor(app: Uses<"db">, { hostId, hand }: DeskOf<"show">): Promise<ProductView[]> {
  return listFrom(app, may(hand, "sellForAll") ? {} : { ownerId: hostId });
}

/** Products in the order of their ids; those that are gone are left out. */
export async function listProductsById({ db }: Uses<"db">, ids: string[], reader?: Locale): Promise<ProductView[]> {
  if (ids.length === 0) return [];
  const rows = await db.product.findMany({ where: { id: { in: ids } }, select: productSelect });
  const views = new Map(presentEach(rows, (row) => viewProduct(row, reader)).map((view) => [view.id, view]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

async function listFrom({ db }: Uses<"db">, where: Prisma.ProductWhereInput): Promise<ProductView[]> {
  const rows = await db.product.findMany({
    where: { archivedAt: null, ...where },
    select: productSelect,
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  return presentEach(rows, (row) => viewProduct(row));
}

/** The addresses of the newest 8,000 products that a published show or a collection has and nobody put away. */
export async function listProductAddresses({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.product.findMany({
    where: {
      archivedAt: null,
      OR: [{ shows: { some: { show: { status: { not: "DRAFT" } } } } }, { collections: { some: {} } }],
    },
    select: { slug: true },
    orderBy: { createdAt: "desc" },
    take: 8000,
  });
  return rows.map(({ slug }) => slug);
}
