import { productSelect, viewProduct } from "#lib/catalog/view.ts";
import type { CollectionCard, CollectionView } from "#lib/collections/schema.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

const named = { id: true, slug: true, name: true, description: true, language: true, texts: true } as const;
/** What is in the archive stands in no collection, and comes back to its place. */
const shown = { where: { product: { archivedAt: null } }, orderBy: { position: "asc" } } as const;

export const cardSelect = {
  ...named,
  products: { ...shown, select: { product: { select: { image: true } } } },
} satisfies Prisma.CollectionSelect;

export const collectionSelect = {
  ...named,
  products: { ...shown, select: { product: { select: productSelect } } },
} satisfies Prisma.CollectionSelect;

type CardRow = Prisma.CollectionGetPayload<{ select: typeof cardSelect }>;
type Row = Prisma.CollectionGetPayload<{ select: typeof collectionSelect }>;

const mostPictures = 4;

export function viewCard({ products, ...row }: CardRow, reader?: Locale): CollectionCard {
  return {
    ...row,
    ...inLanguage(row, { name: row.name, description: row.description }, reader),
    count: products.length,
    pictures: products.flatMap(({ product }) => product.image ?? []).slice(0, mostPictures),
  };
}

export function viewCollection(row: Row, reader?: Locale): CollectionView {
  return { ...viewCard(row, reader), products: row.products.map(({ product }) => viewProduct(product, reader)) };
}
