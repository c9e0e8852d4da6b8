import { asDeskhand, type Deskhand, type DeskOf, type TalkKeeper, type TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { slug as slugSchema } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isOver } from "#lib/live/contract.ts";
import { presentEach } from "#lib/present.ts";
import type { ShowCard, ShowView } from "#lib/shows/schema.ts";
import { cardSelect, showSelect, viewCard, viewShow } from "#lib/shows/view.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** What everybody may know of: every show but a draft. */
const published = { status: { not: "DRAFT" } } satisfies Prisma.ShowWhereInput;

/** Shows on air, the next ones soonest first, and the latest past ones; at most 50 of each. Cancelled and archived ones are in no list. */
export async function listShows(
  app: Uses<"db">,
  reader?: Locale,
): Promise<{ live: ShowCard[]; next: ShowCard[]; past: ShowCard[] }> {
  const [live, next, past] = await Promise.all([
    listCards(app, { where: { status: "LIVE" }, orderBy: { wentLiveAt: "desc" } }, reader),
    listCards(app, { where: { status: "SCHEDULED" }, orderBy: { startsAt: "asc" } }, reader),
    listCards(app, { where: { status: "ENDED", archivedAt: null }, orderBy: { endedAt: "desc" } }, reader),
  ]);
  return { live, next, past };
}

/** What is on next, soonest first. */
export async function listNextShows(app: Uses<"db">, most: number, reader?: Locale): Promise<ShowCard[]> {
  return listCards(app, { where: { status: "SCHEDULED" }, orderBy: { startsAt: "asc" }, take: most }, reader);
}

/** A published show for everybody. */
export async function findShow(app: Uses<"db">, slug: string, reader?: Locale): Promise<ShowView | null> {
  return slugSchema.safeParse(slug).success ? readShow(app, { slug, ...published }, { reader }) : null;
}

/** A draft, for whoever works its desk and looks at its page before others do. */
export async function findDraft(
  app: Uses<"db">,
  slug: string,
  actor: Actor | null,
  reader?: Locale,
): Promise<ShowView | null> {
  const hand = asDeskhand(actor);
  if (!hand || !slugSchema.safeParse(slug).success) return null;
  return readShow(app, { AND: [{ slug, status: "DRAFT" }, workedBy(hand)] }, { reader });
}

/** Any show, a draft too: ask `requireVisible` first. */
export async function findShowById(app: Uses<"db">, id: string, reader?: Locale): Promise<ShowView | null> {
  return readShow(app, { id }, { reader });
}

/** The shows whose desk somebody works. */
export async function listShowsOf(app: Uses<"db">, hand: Deskhand): Promise<ShowCard[]> {
  return listCards(app, { where: workedBy(hand), orderBy: { startsAt: "desc" } });
}

/** On air and still to come, of those whose chat they keep. */
export async function listShowsToModerate(app: Uses<"db">, keeper: TalkKeeper): Promise<ShowCard[]> {
  const { id } = keeper;
  const own: Prisma.ShowWhereInput = may(keeper, "moderateEveryShow")
    ? {}
    : { OR: [{ hostId: id }, { roles: { some: { userId: id } } }] };
  return listCards(app, {
    where: { ...own, status: { in: ["LIVE", "SCHEDULED"] } },
    orderBy: { startsAt: "asc" },
    take: 50,
  });
}

/** A show as whoever keeps its chat sees it. */
export async function findShowToModerate(app: Uses<"db">, talk: TalkOf<"show">): Promise<ShowView | null> {
  return readShow(app, { id: talk.id }, { withArchived: true });
}

/** A show as whoever works its desk sees it. */
export async function findShowOf(app: Uses<"db">, show: DeskOf<"show">): Promise<ShowView | null> {
  return readShow(app, { id: show.id }, { withArchived: true });
}

function workedBy(hand: Deskhand): Prisma.ShowWhereInput {
  if (may(hand, "workEveryDesk")) return {};
  return { OR: [{ hostId: hand.id }, { roles: { some: { userId: hand.id, role: "producer" } } }] };
}

/** Shows in the order of their ids. */
export async function listShowsById(app: Uses<"db">, ids: string[], reader?: Locale): Promise<ShowCard[]> {
  if (ids.length === 0) return [];
  const cards = await listCards(app, { where: { id: { in: ids } }, orderBy: { id: "asc" } }, reader);
  return ids.flatMap((id) => cards.find((card) => card.id === id) ?? []);
}

/** The published shows that list a product, live ones first. */
export async function listShowsSelling(app: Uses<"db">, productId: string, reader?: Locale): Promise<ShowCard[]> {
  return listCards(
    app,
    { where: { ...published, archivedAt: null, products: { some: { productId } } }, orderBy: { startsAt: "desc" } },
    reader,
  );
}

/** Every show, live ones first: for operators and the like. */
export async function listAllShows(app: Uses<"db">): Promise<ShowCard[]> {
  const { live, next, past } = await listShows(app);
  return [...live, ...next, ...past];
}

/** The addresses of the newest 8,000 shows that search engines may find. */
export async function listShowAddresses({ db }: Uses<"db">): Promise<string[]> {
  const where = { ...published, archivedAt: null };
  const rows = await db.show.findMany({ where, select: { slug: true }, orderBy: { startsAt: "desc" }, take: 8000 });
  return rows.map(({ slug }) => slug);
}

type Reading = { reader?: Locale; withArchived?: boolean };

async function readShow(
  app: Uses<"db">,
  where: Prisma.ShowWhereInput,
  { reader, withArchived }: Reading,
): Promise<ShowView | null> {
  const { db } = app;
  const row = await db.show.findFirst({ where, select: showSelect });
  if (!row) return null;
  const units = (await unitsOf(app, [row.id])).get(row.id) ?? 0;
  return viewShow(row, units, { reader, withArchived: withArchived && isOver(row.status) });
}

async function listCards(
  app: Uses<"db">,
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
  const { db } = app;
  const rows = await db.show.findMany({ where, orderBy, select: cardSelect, take });
  const units = await unitsOf(
    app,
    rows.map(({ id }) => id),
  );
  return presentEach(rows, (row) => viewCard(row, units.get(row.id) ?? 0, reader));
}

async function unitsOf({ db }: Uses<"db">, showIds: string[]): Promise<Map<string, number>> {
  if (showIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ showId: string; units: number }[]>`
    SELECT show_id AS "showId", sum(units)::int AS units FROM sales_total
    WHERE show_id = ANY (${showIds}::uuid[]) GROUP BY show_id`;
  return new Map(rows.map(({ showId, units }) => [showId, units]));
}
