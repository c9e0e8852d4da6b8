import { afterAll, beforeAll, expect, test } from "vitest";
import { remindToLock } from "#lib/preorders/remind-to-lock.ts";
import { type Buyer, buyersOf } from "#tests/notices/buyer.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let buyers: ReturnType<typeof buyersOf>;

beforeAll(async () => {
  app = await startApp();
  buyers = buyersOf(app, app.http);
});

afterAll(() => app.stop());

test("a reserved order is reminded once a day before the deadline, once two hours before, and never otherwise", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  await hoursBefore(order, 25);
  expect(await remindersOf(order)).toEqual([]);
  await hoursBefore(order, 23.9);
  expect(await remindersOf(order)).toEqual([24]);
  expect(await remindersOf(order)).toEqual([24]);
  await hoursBefore(order, 2.5);
  expect(await remindersOf(order)).toEqual([24]);
  await hoursBefore(order, 1.9);
  expect(await remindersOf(order)).toEqual([24, 2]);
  await hoursBefore(order, -1);
  expect(await remindersOf(order)).toEqual([24, 2]);
  expect(await app.db.preorder.findUnique({ where: { id: order.id } })).toMatchObject({ state: "RESERVED" });
});

test("nobody is reminded of a lock that is done, of an order that is over, or of one not yet paid", async () => {
  const locked = await buyers.reserve({ lockDeadlineDays: 20 });
  const cancelled = await buyers.reserve({ lockDeadlineDays: 20 });
  const held = await buyers.hold({ lockDeadlineDays: 20 });
  await buyers.act(locked, "lock");
  await buyers.act(cancelled, "cancellation");
  for (const order of [locked, cancelled, held]) {
    for (const hours of [20, 1]) {
      await hoursBefore(order, hours);
      expect(await remindersOf(order)).toEqual([]);
    }
  }
});

test("an edition without a deadline reminds nobody", async () => {
  const order = await buyers.reserve();
  await hoursBefore(order, 1);
  expect(await remindersOf(order)).toEqual([]);
});

test("who orders so late that the moment is past hears only of the one to come", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 1 });
  expect(await remindersOf(order)).toEqual([]);
  await hoursBefore(order, 20);
  expect(await remindersOf(order)).toEqual([]);
  await hoursBefore(order, 1.8);
  expect(await remindersOf(order)).toEqual([2]);
});

test("after a night in which nothing ran, one reminder says how much is really left", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  await hoursBefore(order, 9);
  expect(await remindersOf(order)).toEqual([9]);
  const other = await buyers.reserve({ lockDeadlineDays: 20 });
  await hoursBefore(other, 1);
  expect(await remindersOf(other)).toEqual([1]);
});

test("more time from the host brings new reminders before the new deadline", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  await hoursBefore(order, 10);
  expect(await remindersOf(order)).toEqual([10]);
  await app.db.edition.update({ where: { id: order.editionId }, data: { lockDeadlineDays: 21 } });
  await hoursBefore(order, 26);
  expect(await remindersOf(order)).toEqual([10]);
  await hoursBefore(order, 23.5);
  expect(await remindersOf(order)).toHaveLength(2);
});

test("a reminder that could not leave before the buyer locked is not sent any more", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  await hoursBefore(order, 23);
  await remindersOf(order);
  await app.db.$executeRaw`UPDATE notice SET state = 'WAITING', settled_at = NULL, try_after = now() + interval '1 hour'
    WHERE preorder_id = ${order.id}::uuid AND kind = 'lockReminder'`;
  await buyers.act(order, "lock");
  await app.db
    .$executeRaw`UPDATE notice SET try_after = now() WHERE preorder_id = ${order.id}::uuid AND kind = 'lockReminder'`;
  const state = () =>
    app.db.notice.findFirst({ where: { preorderId: order.id, kind: "lockReminder" }, select: { state: true } });
  await expect.poll(state, { timeout: 5000 }).toEqual({ state: "STALE" });
});

test("many orders of one moment, and many processes, are reminded once each", async () => {
  const { editionId } = await app.openEdition({ lockDeadlineDays: 20, depositMinor: 0, stock: 1000 });
  const crowd = await app.buyers(650);
  await Promise.all(
    crowd.map(({ cookie }, index) =>
      app.http("POST", "/api/preorders", { cookie, key: `reminded-${index}`, body: { editionId } }),
    ),
  );
  await setPlacedAt(editionId, 20);
  await Promise.all(Array.from({ length: 4 }, () => remindToLock(app.made).catch(() => undefined)));
  const reminded = () => app.db.$queryRaw`
    SELECT count(*)::int AS notices, count(DISTINCT preorder_id)::int AS orders FROM notice n
    WHERE kind = 'lockReminder' AND EXISTS (SELECT FROM preorder o WHERE o.id = n.preorder_id AND o.edition_id = ${editionId}::uuid)`;
  await expect.poll(reminded, { timeout: 20_000 }).toEqual([{ notices: 650, orders: 650 }]);
});

/** Runs the reminders and says how many hours were left in each, as it tells the buyer. */
async function remindersOf({ id }: Buyer): Promise<unknown[]> {
  await remindToLock(app.made);
  const notices = await app.db.$queryRaw<{ hours: number }[]>`
    SELECT (facts ->> 'hours')::int AS hours FROM notice WHERE kind = 'lockReminder' AND preorder_id = ${id}::uuid ORDER BY created_at`;
  return notices.map(({ hours }) => hours);
}

/** Moves the order so that its lock deadline is so many hours away: the rows move, the clock does not. */
async function hoursBefore({ editionId }: Buyer, hours: number) {
  await setPlacedAt(editionId, hours);
}

async function setPlacedAt(editionId: string, hours: number) {
  await app.db.$transaction([
    app.db.$executeRaw`ALTER TABLE preorder DISABLE TRIGGER preorder_terms_are_frozen`,
    app.db
      .$executeRaw`UPDATE preorder o SET placed_at = now() + ${`${hours} hours`}::interval - make_interval(days => coalesce(e.lock_deadline_days, 20))
      FROM edition e WHERE e.id = o.edition_id AND o.edition_id = ${editionId}::uuid`,
    app.db.$executeRaw`ALTER TABLE preorder ENABLE TRIGGER preorder_terms_are_frozen`,
  ]);
}
