import { productSelect, viewProduct } from "#lib/catalog/view.ts";
import type { ShowCard, ShowView } from "#lib/shows/schema.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const cardSelect = {
  id: true,
  slug: true,
  title: true,
  summary: true,
  language: true,
  texts: true,
  poster: true,
  status: true,
  isPortrait: true,
  ground: true,
  startsAt: true,
  wentLiveAt: true,
  endedAt: true,
  movedFrom: true,
  cancelledAt: true,
  archivedAt: true,
  peakViewers: true,
  likes: true,
  host: { select: { name: true, image: true } },
} satisfies Prisma.ShowSelect;

export const showSelect = {
  ...cardSelect,
  pinnedProductId: true,
  moves: true,
  pauseWithVideo: true,
  products: { orderBy: { position: "asc" }, select: { product: { select: productSelect } } },
} satisfies Prisma.ShowSelect;

type CardRow = Prisma.ShowGetPayload<{ select: typeof cardSelect }>;
type ShowRow = Prisma.ShowGetPayload<{ select: typeof showSelect }>;

/** `units` counts what people hold, reserved or received through this show. */
export function viewCard(row: CardRow, units: number, reader?: Locale): ShowCard {
  return {
    id: row.id,
    slug: row.slug,
    ...inLanguage(row, { title: row.title, summary: row.summary }, reader),
    poster: row.poster,
    status: row.status,
    isPortrait: row.isPortrait,
    ground: row.ground,
    startsAt: row.startsAt.toISOString(),
    wentLiveAt: row.wentLiveAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    movedFrom: row.movedFrom?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    isArchived: row.archivedAt !== null,
    host: row.host,
    peakViewers: row.peakViewers,
    likes: Number(row.likes),
    units,
  };
}

/** Products that were put away are left out; a host still reads them in a show that is over, for its figures. */
export function viewShow(
  row: ShowRow,
  units: number,
  { reader, withArchived = false }: { reader?: Locale; withArchived?: boolean } = {},
): ShowView {
  const products = row.products.filter(({ product }) => withArchived || product.archivedAt === null);
  return {
    ...viewCard(row, units, reader),
    pinnedProductId: row.pinnedProductId,
    moves: row.moves,
    pauseWithVideo: row.pauseWithVideo,
    products: products.map(({ product }) => viewProduct(product, reader, { withArchived })),
  };
}
