import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow } from "#lib/list-page.ts";
import { findPreorderByKey, findPreorderOf } from "#lib/preorders/queries.ts";
import { Refusal } from "#lib/refusal.ts";
import type { LetterPage, LetterQuery, ThreadPage, ThreadQuery, ThreadView } from "#lib/threads/schema.ts";
import { editionName } from "#lib/variants/queries.ts";
import { Prisma } from "#prisma/client/client.ts";

const lettersAtOnce = 20;
const excerptLength = 160;

/**
 * What was written about an order, for its buyer, for whoever holds the link of a mail, and for whoever may see every order: letters hold
 * what people say of themselves, so a desk without sums has none. Refuses with not_found.
 */
export async function readLetters(
  app: Uses<"db" | "orderLinks">,
  actor: Actor | null,
  orderId: string,
  { key, before }: LetterQuery,
): Promise<LetterPage> {
  if (!actor && key === undefined) throw new Refusal("not_signed_in");
  const own = actor ? await findPreorderOf(app, actor, orderId) : null;
  const order = own ?? (key === undefined ? null : await findPreorderByKey(app, orderId, key));
  if (!order) throw new Refusal("not_found");
  const rows = await app.db.letter.findMany({
    where: { preorderId: orderId, ...(before ? { id: { lt: BigInt(before) } } : {}) },
    orderBy: { id: "desc" },
    take: lettersAtOnce + 1,
  });
  const page = rows.slice(0, lettersAtOnce);
  return {
    letters: page.map(({ id, fromShop, body, at }) => ({ id: String(id), fromShop, body, at: at.toISOString() })),
    next: rows.length > lettersAtOnce ? String(page.at(-1)?.id) : null,
  };
}

type Row = Omit<ThreadView, "lastAt" | "waitingSince"> & { lastAt: Date; waitingSince: Date | null };

/** One page of the threads that wait for an answer, the longest first, or of all, the newest first. */
export async function listThreads(
  { db }: Uses<"db">,
  _reader: MoneyReader,
  { which, after, limit }: ThreadQuery,
): Promise<ThreadPage> {
  const isWaiting = which === "waiting";
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.preorder_id AS "orderId", CASE WHEN u.is_anonymous THEN o.contact ELSE u.name END AS buyer, p.name AS product, ${editionName("e")} AS edition,
      coalesce(l.excerpt, '') AS excerpt, t.last_at AS "lastAt", t.waiting_since AS "waitingSince"
    FROM (SELECT * FROM thread t WHERE ${isWaiting ? waitingAfter(after) : writtenAfter(after)} LIMIT ${limit + 1}) t
    JOIN preorder o ON o.id = t.preorder_id JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
    JOIN "user" u ON u.id = o.user_id
    LEFT JOIN LATERAL (SELECT left(body, ${excerptLength}) AS excerpt FROM letter WHERE preorder_id = t.preorder_id AND NOT from_shop
      ORDER BY id DESC LIMIT 1) l ON true
    ORDER BY ${isWaiting ? Prisma.sql`t.waiting_since, t.preorder_id` : Prisma.sql`t.last_at DESC, t.preorder_id DESC`}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const lastTime = (isWaiting ? last?.waitingSince : last?.lastAt)?.getTime();
  return {
    threads: page.map(({ lastAt, waitingSince, ...row }) => ({
      ...row,
      ...{ lastAt: lastAt.toISOString(), waitingSince: waitingSince?.toISOString() ?? null },
    })),
    next: rows.length > limit && last ? `${lastTime}.${last.orderId}` : null,
  };
}

/** How many buyers wait for an answer. */
export async function countWaiting({ db }: Uses<"db">, _reader: MoneyReader): Promise<number> {
  return db.thread.count({ where: { waitingSince: { not: null } } });
}

/** Whether the buyer of an order waits for an answer. */
export async function isWaiting({ db }: Uses<"db">, _reader: MoneyReader, orderId: string): Promise<boolean> {
  return (await db.thread.count({ where: { preorderId: orderId, waitingSince: { not: null } } })) > 0;
}

function waitingAfter(after: string | undefined): Prisma.Sql {
  const from = after ? Prisma.sql`AND (waiting_since, preorder_id) > ${cursorRow(after)}` : Prisma.empty;
  return Prisma.sql`waiting_since IS NOT NULL ${from} ORDER BY waiting_since, preorder_id`;
}

function writtenAfter(after: string | undefined): Prisma.Sql {
  const from = after ? Prisma.sql`(last_at, preorder_id) < ${cursorRow(after)}` : Prisma.sql`true`;
  return Prisma.sql`${from} ORDER BY last_at DESC, preorder_id DESC`;
}
