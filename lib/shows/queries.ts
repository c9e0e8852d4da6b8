import type { Host } from "#lib/accounts/gate.ts";
import { slug as slugSchema } from "#lib/catalog/schema.ts";
import { container } from "#lib/container.ts";
import { presentEach } from "#lib/present.ts";
import type { ShowCard, ShowView } from "#lib/shows/schema.ts";
import { cardSelect, showSelect, viewCard, viewShow } from "#lib/shows/view.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Shows on air, the next ones soonest first, and the latest past ones; at most 50 of each. */
export async function listShows(reader?: Locale): Promise<{ live: ShowCard[]; next: ShowCard[]; past: ShowCard[] }> {
  const [live, next, past] = await Promise.all([
    listCards({ where: { status: "LIVE" }, orderBy: { wentLiveAt: "desc" } }, reader),
    listCards({ where: { status: "SCHEDULED" }, orderBy: { startsAt: "asc" } }, reader),
    listCards({ where: { status: "ENDED" }, orderBy: { endedAt: "desc" } }, reader),
  ]);
  return { live, next, past };
}

/** What is on next, soonest first. */
export async function listNextShows(most: number, reader?: Locale): Promise<ShowCard[]> {
  return listCards({ where: { status: "SCHEDULED" }, orderBy: { startsAt: "asc" }, take: most }, reader);
}

export async function findShow(slug: string, reader?: Locale): Promise<ShowView | null> {
  return slugSchema.safeParse(slug).success ? readShow({ slug }, { reader }) : null;
}

export async function findShowById(id: string, reader?: Locale): Promise<ShowView | null> {
  return readShow({ id }, { reader });
}

export async function listShowsOf(host: Host): Promise<ShowCard[]> {
  return listCards({ where: host.role === "admin" ? {} : { hostId: host.id }, orderBy: { startsAt: "desc" } });
}

/** A host's own show; null for somebody else's. */
export async function findShowOf(host: Host, id: string): Promise<ShowView | null> {
  return readShow(host.role === "admin" ? { id } : { id, hostId: host.id }, { withArchived: true });
}

/** The shows that list a product, live ones first. */
export async function listShowsSelling(productId: string, reader?: Locale): Promise<ShowCard[]> {
  return listCards({ where: { products: { some: { productId } } }, orderBy: { startsAt: "desc" } }, reader);
}

/** Every show, live ones first: for operators and the like. */
export async function listAllShows(): Promise<ShowCard[]> {
  const { live, next, past } = await listShows();
  return [...live, ...next, ...past];
}

/** The addresses of the newest 8,000 shows. */
export async function listShowAddresses(): Promise<string[]> {
  const { db } = container();
  const rows = await db.show.findMany({ select: { slug: true }, orderBy: { startsAt: "desc" }, take: 8000 });
  return rows.map(({ slug }) => slug);
}

type Reading = { reader?: Locale; withArchived?: boolean };

async function readShow(where: Prisma.ShowWhereInput, { reader, withArchived }: Reading): Promise<ShowView | null> {
  const { db } = container();
  const row = await db.show.findFirst({ where, select: showSelect });
  if (!row) return null;
  const units = (await unitsOf([row.id])).get(row.id) ?? 0;
  return viewShow(row, units, { reader, withArchived: withArchived && row.status === "ENDED" });
}

async function listCards(
  {
    where,
    orderBy,
    take = 50,
  }: {
    where: Prisma.ShowWhereInput;
    orderBy: Prisma.ShowOrderByWithRelationInput;
    take?: number;
  },
  reader?: Locale,
): Promise<ShowCard[]> {
  const { db } = container();
  const rows = await db.show.findMany({ where, orderBy, select: cardSelect, take });
  const units = await unitsOf(rows.map(({ id }) => id));
  return presentEach(rows, (row) => viewCard(row, units.get(row.id) ?? 0, reader));
}

async function unitsOf(showIds: string[]): Promise<Map<string, number>> {
  if (showIds.length === 0) return new Map();
  const rows = await container().db.$queryRaw<{ showId: string; units: number }[]>`
    SELECT show_id AS "showId", sum(placed_units - gone_units)::int AS units FROM sales_minute
    WHERE show_id = ANY (${showIds}::uuid[]) GROUP BY show_id`;
  return new Map(rows.map(({ showId, units }) => [showId, units]));
}
