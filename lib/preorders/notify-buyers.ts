import type { Uses } from "#lib/container.ts";
import { findCoolingOff } from "#lib/cooling-off/queries.ts";
import type { OrderCoolingOff } from "#lib/cooling-off/schema.ts";
import type { Database, Queryable } from "#lib/db.ts";
import { Throttle } from "#lib/jobs/throttle.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { readBaskets, receiptOfBasket } from "#lib/preorders/basket-notice.ts";
import { type Happening, noticeOf } from "#lib/preorders/notice-of.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

type Step = { seq: bigint; happenings: Happening[] };

const maxEntries = 400;
const maxOrders = 100;
const longest = 10_000;

/** An edition whose stock row `i` has entries that its cursor `c` has not passed. */
const behind =
  "inventory i LEFT JOIN notice_cursor c ON c.edition_id = i.edition_id WHERE i.ledger_seq > coalesce(c.ledger_seq, 0)";

export const buyerNotices: TimedWork<Uses<"db" | "orderLinks">> = {
  name: "tell-buyers",
  every: 1,
  due: `EXISTS (SELECT FROM ${behind})`,
  work: notifyBuyers,
};

/**
 * Turns what the ledger says into notices to its buyers. The ledger is written by whatever moves an order, so placing one costs
 * nothing for this; each entry is passed once, in the transaction that writes its notices.
 */
export async function notifyBuyers(app: Uses<"db" | "orderLinks">): Promise<void> {
  const { db } = app;
  const until = Date.now() + longest;
  const throttle = new Throttle();
  const editions = await db.$queryRaw<{ id: string }[]>`SELECT i.edition_id::text AS id FROM ${Prisma.raw(behind)}`;
  for (const { id } of editions) {
    let isBehind = true;
    while (isBehind && Date.now() < until) {
      isBehind = await passEntries(app, db, id);
      await throttle.rest();
    }
  }
}

/** What happened before is told to nobody: the past of a demo, which nobody lived. */
export async function skipTelling(db: Queryable): Promise<void> {
  await db.$executeRaw`INSERT INTO notice_cursor (edition_id, ledger_seq) SELECT edition_id, ledger_seq FROM inventory
    ON CONFLICT (edition_id) DO UPDATE SET ledger_seq = excluded.ledger_seq`;
}

/** Returns whether there may be more. Who comes second to an entry, in another process, writes nothing; nor is there anything to tell of an edition that was deleted meanwhile. */
async function passEntries(app: Uses<"orderLinks">, db: Database, editionId: string): Promise<boolean> {
  const [cursor] = await db.$queryRaw<{ seq: bigint }[]>`
    INSERT INTO notice_cursor AS c (edition_id) SELECT id FROM edition WHERE id = ${editionId}::uuid FOR KEY SHARE
    ON CONFLICT (edition_id) DO UPDATE SET ledger_seq = c.ledger_seq RETURNING ledger_seq AS seq`;
  const steps = cursor ? await readLedger(db, editionId, cursor.seq) : [];
  const last = steps.at(-1);
  if (!cursor || !last) return false;
  const happenings = steps.flatMap((step) => step.happenings);
  const notices = await noticesFor(app, db, happenings);
  return db.$transaction(async (tx) => {
    const passed = await tx.$executeRaw`
      UPDATE notice_cursor SET ledger_seq = ${last.seq} WHERE edition_id = ${editionId}::uuid AND ledger_seq = ${cursor.seq}`;
    if (passed > 0) await notify(tx, notices);
    return passed > 0;
  });
}

/**
 * The next entries, as many as move a hundred orders that there is something to tell about. A new order is worth a word when it is
 * reserved at once, or when its buyer waited in a queue and may not be looking; an undone lock is a `reserved` entry without amounts.
 */
async function readLedger(db: Queryable, editionId: string, after: bigint): Promise<Step[]> {
  return db.$queryRaw<Step[]>`
    WITH entries AS (
      SELECT l.*, is_free, kind IN ('reserved', 'expired', 'cancelled', 'refunded', 'balance', 'locked', 'ready', 'delivered')
        OR kind = 'placed' AND (is_free OR EXISTS (SELECT FROM queue_entry WHERE preorder_id = l.preorder_ids[1])) AS is_told
      FROM ledger_entry l
        LEFT JOIN LATERAL (SELECT deposit_minor = 0 AS is_free FROM preorder WHERE kind = 'placed' AND id = l.preorder_ids[1]) first ON true
      WHERE edition_id = ${editionId}::uuid AND seq > ${after} ORDER BY seq LIMIT ${maxEntries}),
    counted AS (
      SELECT *, sum(CASE WHEN is_told THEN cardinality(preorder_ids) ELSE 0 END) OVER (ORDER BY seq) AS orders,
        row_number() OVER (ORDER BY seq) AS place FROM entries)
    SELECT seq, CASE WHEN is_told THEN (
        SELECT jsonb_agg(jsonb_build_object('orderId', o.id, 'amountMinor', coalesce(amounts_minor[o.place], 0), 'seq', seq, 'at', at,
          'kind', CASE WHEN kind = 'placed' THEN CASE WHEN is_free THEN 'reserved' ELSE 'served' END WHEN kind = 'reserved' AND cardinality(amounts_minor) = 0 THEN 'unlocked' ELSE kind END))
        FROM unnest(preorder_ids) WITH ORDINALITY o(id, place)) ELSE '[]' END AS happenings
    FROM counted WHERE orders <= ${maxOrders} OR place = 1 ORDER BY seq`;
}

async function noticesFor(app: Uses<"orderLinks">, db: Database, happenings: Happening[]): Promise<NewNotice[]> {
  if (happenings.length === 0) return [];
  const rows = await readOrders(db, [...new Set(happenings.map(({ orderId }) => orderId))]);
  const delivered = happenings.filter(({ kind }) => kind === "delivered").map(({ orderId }) => orderId);
  const sendBack =
    delivered.length > 0 ? await findCoolingOff(db, delivered, "en") : new Map<string, OrderCoolingOff>();
  const orders = new Map(rows.map((row) => [row.id, { row, userId: row.userId, order: viewPreorder(row) }]));
  const reserved = happenings
    .filter(({ kind }) => kind === "reserved")
    .flatMap(({ orderId }) => orders.get(orderId) ?? []);
  const baskets = await readBaskets(
    db,
    reserved.map(({ row }) => row),
  );
  return happenings.flatMap((happening) => {
    const found = orders.get(happening.orderId);
    const basket = happening.kind === "reserved" ? baskets.get(found?.row.basketId ?? "") : undefined;
    const receipt = found && basket ? receiptOfBasket(app, found.row, basket) : undefined;
    if (receipt !== undefined) return receipt ? [receipt] : [];
    const terms = sendBack.get(happening.orderId);
    const sendBackUntil = terms && terms.exemption === null && terms.days > 0 ? terms.until : null;
    const notice = found ? noticeOf(app, happening, found.order, { userId: found.userId, sendBackUntil }) : null;
    return notice ? [notice] : [];
  });
}
