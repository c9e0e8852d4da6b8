import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { personOf, provenPerson } from "#lib/engine/person.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import type { OrderCount, OrderFilter, OrderPage, OrderRow } from "#lib/orders/schema.ts";
import { presentEach } from "#lib/present.ts";
import { railName } from "#lib/rail-names.ts";
import { editionName } from "#lib/variants/queries.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = Omit<OrderRow, "at" | "totalMinor" | "paidMinor"> & { at: Date; totalMinor: bigint; paidMinor: bigint };
type Wanted = OrderFilter & { after?: string; limit: number };

/** One page of all orders, newest first: cut by an index before anything is joined, however many there are. */
export async function listOrders(
  app: Uses<"db">,
  _reader: MoneyReader,
  { after, limit, ...filter }: Wanted,
): Promise<OrderPage> {
  const asked = await conditionsOf(app, filter);
  if (!asked) return { orders: [], next: null };
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT o.id, o.placed_at AS at, CASE WHEN u.is_anonymous THEN o.contact ELSE u.name END AS buyer, o.contact, p.name AS product, ${editionName("e")} AS edition,
      e.sku, s.title AS show, o.quantity, o.total_minor AS "totalMinor", o.paid_minor AS "paidMinor", o.currency, o.state::text AS state,
      EXISTS (SELECT FROM preorder_flag f WHERE f.preorder_id = o.id AND f.cleared_at IS NULL) AS flagged
    FROM (SELECT * FROM preorder o WHERE true ${asked} ${afterCursor(after)} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit + 1}) o
    JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
    JOIN "user" u ON u.id = o.user_id LEFT JOIN show s ON s.id = o.show_id
    ORDER BY o.placed_at DESC, o.id DESC`;
  const { page, next } = cutPage(rows, limit);
  return { orders: presentEach(page, view), next };
}

const maxCounted = 10_000;

/** How many orders a filter has; `isMore` when they are more than anybody counts while waiting. */
export async function countOrders(app: Uses<"db">, _reader: MoneyReader, filter: OrderFilter): Promise<OrderCount> {
  const asked = await conditionsOf(app, filter);
  if (!asked) return { count: 0, isMore: false };
  const [row] = await app.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT FROM preorder o WHERE true ${asked} LIMIT ${maxCounted + 1}) found`;
  const count = row?.count ?? 0;
  return { count: Math.min(count, maxCounted), isMore: count > maxCounted };
}

/** The places that filters may name: every show and every SKU, newest first. */
export async function listOrderPlaces({ db }: Uses<"db">, _reader: MoneyReader) {
  const [shows, editions] = await Promise.all([
    db.show.findMany({ select: { id: true, title: true }, orderBy: { startsAt: "desc" }, take: 200 }),
    db.edition.findMany({ select: { sku: true }, orderBy: { createdAt: "desc" }, take: 500 }),
  ]);
  return { shows, skus: editions.map(({ sku }) => sku) };
}

/** What the filter means in SQL; null when it can match nothing. */
async function conditionsOf(
  app: Uses<"db">,
  { q, sku, state, showId, flagged, unaddressed, returned }: OrderFilter,
): Promise<Prisma.Sql | null> {
  const conditions = [Prisma.empty];
  if (q) {
    const named = await ordersNamed(app, q);
    if (!named) return null;
    conditions.push(named);
  }
  if (sku) {
    const edition = await app.db.edition.findUnique({ where: { sku: sku.toUpperCase() }, select: { id: true } });
    if (!edition) return null;
    conditions.push(Prisma.sql`AND o.edition_id = ${edition.id}::uuid`);
  }
  if (state) conditions.push(Prisma.sql`AND o.state = ${state}::"PreorderState"`);
  if (showId) conditions.push(Prisma.sql`AND o.show_id = ${showId}::uuid`);
  // As a list, since the few that are flagged are looked up, and not looked for among all.
  if (flagged)
    conditions.push(
      Prisma.sql`AND o.id = ANY (ARRAY (SELECT preorder_id FROM preorder_flag WHERE cleared_at IS NULL))`,
    );
  // In the words of the index that knows them.
  if (unaddressed)
    conditions.push(Prisma.sql`AND o.addressed_at IS NULL AND o.state IN ('RESERVED', 'LOCKED', 'READY')
      AND EXISTS (SELECT FROM edition e JOIN product p ON p.id = e.product_id WHERE e.id = o.edition_id AND p.delivery = 'shipped')`);
  if (returned)
    conditions.push(Prisma.sql`AND o.state = 'READY' AND o.id = ANY (ARRAY (SELECT preorder_id FROM parcel WHERE returned_at IS NOT NULL))
      AND NOT EXISTS (SELECT FROM parcel n WHERE n.preorder_id = o.id AND n.returned_at IS NULL)`);
  return Prisma.join(conditions, " ");
}

const maxNamed = 200;

/**
 * An e-mail address is searched as limits count people, and as the account's; a number is the end of an id; else it is a payment's
 * reference, or the beginning of a buyer's name.
 */
async function ordersNamed(app: Uses<"db">, q: string): Promise<Prisma.Sql | null> {
  const text = q.trim().toLowerCase();
  if (text.includes("@")) {
    const accounts = await app.db.user.findMany({ where: { email: text }, select: { id: true } });
    return Prisma.sql`AND (o.person = ANY (${[personOf(text), provenPerson(text)]}::text[]) OR o.user_id = ANY (${accounts.map(({ id }) => id)}::uuid[]))`;
  }
  const hex = text.replace(/[\s#-]/g, "");
  if (/^[0-9a-f]{32}$/.test(hex)) return Prisma.sql`AND o.id = ${hex}::uuid`;
  const ids = /^[0-9a-f]{8}$/.test(hex) ? await idsEnding(app, hex) : await idsPaidBy(app, q.trim());
  if (ids.length > 0) return Prisma.sql`AND o.id = ANY (${ids}::uuid[])`;
  const buyers = await buyersNamed(app, text);
  return buyers.length === 0 ? null : Prisma.sql`AND o.user_id = ANY (${buyers}::uuid[])`;
}

async function idsPaidBy({ db }: Uses<"db">, reference: string): Promise<string[]> {
  const named = { rail: { in: [...railName.options] }, providerRef: reference };
  // Two parts, since payments that orders share have an index of their own.
  const where = {
    OR: [
      { ...named, shareOf: null },
      { ...named, shareOf: { not: null } },
    ],
  };
  const rows = await db.payment.findMany({ where, select: { preorderId: true }, take: maxNamed });
  return rows.map(({ preorderId }) => preorderId);
}

async function buyersNamed({ db }: Uses<"db">, beginning: string): Promise<string[]> {
  const pattern = `${beginning.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "user" WHERE lower(name) LIKE ${pattern} AND NOT is_anonymous LIMIT ${maxNamed}`;
  return rows.map(({ id }) => id);
}

async function idsEnding({ db }: Uses<"db">, hex: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM preorder WHERE right(id::text, 8) = ${hex} LIMIT ${maxNamed}`;
  return rows.map(({ id }) => id);
}

function afterCursor(after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  return Prisma.sql`AND (o.placed_at, o.id) < ${cursorRow(after)}`;
}

function view({ at, totalMinor, paidMinor, ...row }: Row): OrderRow {
  return { ...row, at: at.toISOString(), totalMinor: Number(totalMinor), paidMinor: Number(paidMinor) };
}
