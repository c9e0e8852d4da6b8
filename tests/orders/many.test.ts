import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { requireOperator } from "#lib/accounts/gate.ts";
import type { Database } from "#lib/db.ts";
import { readBuyerMarks } from "#lib/engine/buyer-marks.ts";
import { readMinutes } from "#lib/ops/read-board.ts";
import { listOrders } from "#lib/orders/queries.ts";
import type { OrderFilter } from "#lib/orders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { listShows } from "#lib/shows/queries.ts";
import { readRoom } from "#lib/shows/read-room.ts";
import { Prisma } from "#prisma/client/client.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

const ops = { id: randomUUID(), name: "Ops", email: "ops@test.launchroom", isAnonymous: false, emailVerified: true };
const operator = requireOperator({ ...ops, role: "ops" });
const copies = 30_000;
/** A page of a hundred orders with what is joined to each; a scan of what stands here takes many times as much. */
const pageBuffers = 1500;

let shelf: Shelf;
let big: OpenEdition;
let one: { id: string; userId: string };
beforeAll(async () => {
  shelf = await openShelf();
  await shelf.db.user.create({ data: { ...ops, role: "ops" } });
  big = await shelf.openEdition();
  one = await placeOne(big);
  await copyOrder(one.id, copies);
  await copyOrder((await placeOne(await shelf.openEdition())).id, copies);
  await shelf.db.$executeRaw`ANALYZE`;
}, 120_000);
afterAll(() => shelf.close());

test.each<[string, () => OrderFilter]>([
  ["no filter", () => ({})],
  ["a state that nearly all have", () => ({ state: "RESERVED" })],
  ["a state that few have", () => ({ state: "HELD" })],
  ["a SKU", () => ({ sku: big.sku })],
  ["a show", () => ({ showId: big.showId })],
  ["those that a rule marked", () => ({ flagged: "true" })],
  ["an e-mail address", () => ({ q: "nobody@example.com" })],
])("the first page of orders with %s costs no more the more orders there are", async (_, filter) => {
  const { db, buffers } = counting(shelf.db);
  await listOrders({ db }, operator, { ...filter(), limit: 100 });
  expect(buffers()).toBeLessThanOrEqual(pageBuffers);
});

test("an order is found by its number among all of them by a look or two", async () => {
  const { db, buffers } = counting(shelf.db);
  const { orders } = await listOrders({ db }, operator, { q: orderNumber(one.id), limit: 100 });
  expect(orders.map(({ id }) => id)).toContain(one.id);
  expect(buffers()).toBeLessThanOrEqual(60);
});

test("a room is read without looking at every order of its show", async () => {
  const { db, buffers } = counting(shelf.db);
  await readRoom(db, big.showId, () => ({ viewers: 0, video: "live" }));
  expect(buffers()).toBeLessThanOrEqual(pageBuffers);
});

test("a show's card and its board are read without looking at every minute that anything was sold in", async () => {
  await shelf.db.$executeRaw`
    INSERT INTO sales_minute (edition_id, minute, show_id, currency, placed_orders)
    SELECT ${big.editionId}::uuid, date_trunc('minute', now()) - n * interval '1 minute', show::uuid, 'EUR', 1
    FROM generate_series(1, 20000) n, unnest(${[big.showId, randomUUID()]}::uuid[]) show`;
  await shelf.db.$executeRaw`ANALYZE sales_minute`;
  const cards = counting(shelf.db);
  await listShows({ db: cards.db });
  expect(cards.buffers()).toBeLessThanOrEqual(100);
  const board = counting(shelf.db);
  expect(await readMinutes(board.db, big.showId)).toHaveLength(120);
  expect(board.buffers()).toBeLessThanOrEqual(100);
  await shelf.db.$executeRaw`DELETE FROM sales_minute WHERE placed_units = 0 AND edition_id = ${big.editionId}::uuid`;
});

test("what was taken off a show has no name there any more, and its orders are not in the room's feed", async () => {
  const off = await shelf.openEdition();
  await placeOne(off);
  const feed = async () => (await readRoom(shelf.db, off.showId, () => ({ viewers: 0, video: "live" })))?.orders;
  expect(await feed()).toMatchObject([{ editionId: off.editionId }]);
  await shelf.db.showProduct.deleteMany({ where: { showId: off.showId } });
  expect(await feed()).toEqual([]);
});

test("everybody who ordered is read as one buffer, and later those who came since", async () => {
  const { marks, through } = await readBuyerMarks(shelf.db, big.editionId);
  const [{ count } = { count: 0 }] = await shelf.db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT right(user_id::text, 8))::int AS count FROM preorder WHERE edition_id = ${big.editionId}::uuid`;
  expect(marks).toHaveLength(count);
  expect([...marks]).toEqual([...marks].sort((a, b) => a - b));
  const later = await shelf.db.$queryRaw<{ at: Date }[]>`SELECT now() + interval '1 hour' AS at`;
  expect((await readBuyerMarks(shelf.db, big.editionId, later[0]?.at ?? through)).marks).toHaveLength(0);
});

async function placeOne({ editionId }: OpenEdition) {
  const { id: userId } = await shelf.buyer();
  await shelf.place(editionId, [{ userId }]);
  return shelf.orderOf(userId);
}

/** The same order many times over, a millisecond apart, each by another buyer: the walls of the tables look away meanwhile. */
async function copyOrder(id: string, count: number) {
  const columns = await shelf.db.$queryRaw<{ name: string }[]>`
    SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'preorder' AND table_schema = current_schema()
    AND column_name NOT IN ('id', 'user_id', 'idem_key', 'placed_at')`;
  const others = columns.map(({ name }) => name).join(", ");
  const buyer = "md5($1::text || n)::uuid";
  await shelf.db.$transaction([
    shelf.db.$executeRawUnsafe(
      `INSERT INTO "user" (id, name, email, role, is_anonymous, updated_at)
       SELECT ${buyer}, 'Copy', n || '-' || $1::text || '@test.launchroom', 'viewer', false, now() FROM generate_series(1, $2::int) n`,
      id,
      count,
    ),
    shelf.db.$executeRaw`ALTER TABLE preorder DISABLE TRIGGER USER`,
    shelf.db.$executeRawUnsafe(
      `INSERT INTO preorder (id, user_id, idem_key, placed_at, ${others})
       SELECT gen_random_uuid(), ${buyer}, n::text, placed_at - n * interval '1 millisecond', ${others}
       FROM preorder, generate_series(1, $2::int) n WHERE id = $1::uuid`,
      id,
      count,
    ),
    shelf.db.$executeRaw`ALTER TABLE preorder ENABLE TRIGGER USER`,
  ]);
}

const plans = z.array(z.object({ "QUERY PLAN": z.array(z.object({ Plan: z.record(z.string(), z.unknown()) })) }));

/** A database that counts the pages which its raw queries touch. */
function counting(db: Database): { db: Database; buffers: () => number } {
  let touched = 0;
  const queryRaw = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const query = Prisma.sql(strings, ...values);
    const [answer] = plans.parse(
      await db.$queryRawUnsafe(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query.text}`, ...query.values),
    );
    const plan = answer?.["QUERY PLAN"][0]?.Plan ?? {};
    touched += Number(plan["Shared Hit Blocks"]) + Number(plan["Shared Read Blocks"]);
    return db.$queryRaw(query);
  };
  const watched = new Proxy(db, {
    get: (target, name) => (name === "$queryRaw" ? queryRaw : target[name as keyof Database]),
  });
  return { db: watched, buffers: () => touched };
}
