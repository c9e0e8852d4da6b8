import type { Host } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import { slug as slugSchema } from "#lib/catalog/schema.ts";
import type { CollectionCard, CollectionView } from "#lib/collections/schema.ts";
import { cardSelect, collectionSelect, viewCard, viewCollection } from "#lib/collections/view.ts";
import type { Uses } from "#lib/container.ts";
import { presentEach } from "#lib/present.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

const most = 100;
const order = [{ createdAt: "asc" as const }, { id: "asc" as const }];
/** One that shows nothing is nobody's business yet. */
const published = { products: { some: { product: { archivedAt: null } } } } satisfies Prisma.CollectionWhereInput;

/** The first 100 collections that show something. */
export async function listCollections({ db }: Uses<"db">, reader?: Locale): Promise<CollectionCard[]> {
  const rows = await db.collection.findMany({ where: published, select: cardSelect, orderBy: order, take: most });
  return presentEach(rows, (row) => viewCard(row, reader));
}

/** A host's own, empty ones too; the owner sees everybody's. */
export async function listCollectionsOf({ db }: Uses<"db">, host: Host): Promise<CollectionView[]> {
  const where = may(host, "sellForAll") ? {} : { ownerId: host.id };
  const rows = await db.collection.findMany({ where, select: collectionSelect, orderBy: order, take: most });
  return presentEach(rows, (row) => viewCollection(row));
}

export async function findCollection(app: Uses<"db">, slug: string, reader?: Locale): Promise<CollectionView | null> {
  if (!slugSchema.safeParse(slug).success) return null;
  const row = await app.db.collection.findFirst({ where: { slug, ...published }, select: collectionSelect });
  return row && viewCollection(row, reader);
}

/** By its id, an empty one too. Refuses with not_found. */
export async function existingCollection({ db }: Uses<"db">, id: string, reader?: Locale): Promise<CollectionView> {
  const row = await db.collection.findUnique({ where: { id }, select: collectionSelect });
  if (!row) throw new Refusal("not_found");
  return viewCollection(row, reader);
}

export async function listCollectionAddresses({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.collection.findMany({ where: published, select: { slug: true }, orderBy: order, take: most });
  return rows.map(({ slug }) => slug);
}
