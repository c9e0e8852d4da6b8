import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

const first = async (editionId: string, asked: Parameters<Shelf["place"]>[1][number], dropId?: string) =>
  (await shelf.place(editionId, [asked], dropId)).outcomes[0];

test("a person gets exactly what is allowed, and an order that expired or was cancelled uses up nothing", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 2 });
  const { userId } = await shelf.buyer();
  for (const state of ["EXPIRED", "CANCELLED"]) {
    expect(await first(editionId, { userId, quantity: 2 })).toBe("placed");
    expect(await first(editionId, { userId })).toBe("over_limit");
    const { id } = await shelf.orderOf(userId);
    await shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', '${state}')`, editionId, id);
  }
  expect(await first(editionId, { userId, quantity: 2 })).toBe("placed");
});

test("what somebody ordered counts once", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 3 });
  const { userId } = await shelf.buyer();
  const outcomes = [];
  for (let n = 0; n < 4; n += 1) outcomes.push(await first(editionId, { userId }));
  expect(outcomes).toEqual(["placed", "placed", "placed", "over_limit"]);
});

test("a person is one over all their accounts, and counts once", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 3 });
  const [one, other] = [await shelf.buyer(), await shelf.buyer()];
  const person = "ada@test.launchroom";
  expect(await first(editionId, { userId: one.userId, person })).toBe("placed");
  expect(await first(editionId, { userId: one.userId, person })).toBe("placed");
  expect(await first(editionId, { userId: other.userId, person })).toBe("placed");
  expect(await first(editionId, { userId: other.userId, person })).toBe("over_limit");
});

test("the deposit is that of every unit, and the time to pay is the drop's own, else the edition's", async () => {
  const edition = await shelf.openEdition({ perPersonLimit: 3, depositMinor: 700, holdSeconds: 900 });
  const dropId = await shelf.addDrop(edition, { isOpen: true, holdSeconds: 60 });
  const { userId } = await shelf.buyer();
  expect(await first(edition.editionId, { userId, quantity: 2 })).toBe("placed");
  const order = await shelf.orderOf(userId);
  expect([order.depositMinor, secondsOf(order)]).toEqual([1400n, 900]);
  const other = await shelf.buyer();
  expect(await first(edition.editionId, { userId: other.userId }, dropId)).toBe("placed");
  expect(secondsOf(await shelf.orderOf(other.userId))).toBe(60);
});

test("the shop sells what no drop has to itself, and a drop's limit counts what was bought of it alone", async () => {
  const edition = await shelf.openEdition({ stock: 3, perPersonLimit: 3 });
  const { editionId } = edition;
  const dropId = await shelf.addDrop(edition, { isOpen: true, units: 2 });
  const [ada, bob] = [await shelf.buyer(), await shelf.buyer()];
  const shop = await shelf.place(editionId, [{ userId: ada.userId }, { userId: bob.userId }]);
  expect(shop).toMatchObject({ outcomes: ["placed", "sold_out"], available: 0, pooled: 2 });
  expect(await first(editionId, { userId: ada.userId }, dropId)).toBe("placed");
  expect(await first(editionId, { userId: ada.userId }, dropId)).toBe("over_limit");
  expect(await shelf.place(editionId, [{ userId: bob.userId }], dropId)).toMatchObject({
    outcomes: ["placed"],
    pooled: 0,
  });
});

test("with two left three are too many, with none left it is sold out, and one wave has to hold all of an order", async () => {
  const { editionId } = await shelf.openEdition({ stock: 2, perPersonLimit: 5 });
  const [ada, bob, cem] = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 1 } });
  const later = { windowStart: new Date("2027-05-01"), windowEnd: new Date("2027-05-14") };
  await shelf.db.deliveryWave.create({ data: { editionId, position: 2, capacity: 1, ...later } });
  const batch = await shelf.place(editionId, [{ ...ada, quantity: 3 }, { ...ada, quantity: 2 }, bob, ada, cem]);
  expect(batch.outcomes).toEqual(["too_few_left", "too_few_left", "placed", "placed", "sold_out"]);
});

test("the same key for the same is a repetition, and for another currency or city another request", async () => {
  const usd = { currency: "USD", priceMinor: 100, depositMinor: 100, taxBp: 0 };
  const { editionId } = await shelf.openEdition({ perPersonLimit: 5, prices: [usd] });
  const { userId } = await shelf.buyer();
  const key = randomUUID();
  const outcomes = [];
  for (const currency of [undefined, "CNY", "USD"]) outcomes.push(await first(editionId, { userId, key, currency }));
  const city = await shelf.db.deliveryCity.create({ data: { name: `City ${key}` } });
  outcomes.push(await first(editionId, { userId, key, cityId: city.id }));
  expect(outcomes).toEqual(["placed", "replayed", "key_reused", "key_reused"]);
});

test("a city that was closed is not sold to", async () => {
  const { editionId } = await shelf.openEdition();
  const { userId } = await shelf.buyer();
  const { id: cityId } = await shelf.db.deliveryCity.create({ data: { name: "Closed", open: false } });
  expect(await first(editionId, { userId, cityId })).toBe("unknown_city");
  await shelf.db.deliveryCity.update({ where: { id: cityId }, data: { open: true } });
  expect(await first(editionId, { userId, cityId })).toBe("placed");
});

test("a drop sells until its end by the clock, also before anybody closed it", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition, { isOpen: true });
  await shelf.db.$executeRaw`UPDATE drop SET closes_at = now() - interval '1 millisecond' WHERE id = ${dropId}::uuid`;
  expect(await first(edition.editionId, await shelf.buyer(), dropId)).toBe("drop_over");
  expect((await shelf.join(edition.editionId, [await shelf.buyer()], dropId)).outcomes).toEqual(["drop_over"]);
});

test("who comes first finds the opening due, but not of a drop that stands still", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  await shelf.db
    .$executeRaw`UPDATE drop SET opens_at = now(), closes_at = now() + interval '1 minute', paused_at = now() WHERE id = ${dropId}::uuid`;
  expect(await first(edition.editionId, await shelf.buyer(), dropId)).toBe("drop_not_open");
  await shelf.db.drop.update({ where: { id: dropId }, data: { pausedAt: null } });
  expect(await first(edition.editionId, await shelf.buyer(), dropId)).toBe("placed");
});

test("a small order fills the place that a large one left, to the last", async () => {
  const { editionId } = await shelf.openEdition({ stock: 5, perPersonLimit: 5 });
  const [ada, bob, cem] = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 3 } });
  const later = { windowStart: new Date("2027-05-01"), windowEnd: new Date("2027-05-14") };
  await shelf.db.deliveryWave.create({ data: { editionId, position: 2, capacity: 2, ...later } });
  await shelf.place(editionId, [{ ...ada, quantity: 2 }, { ...bob, quantity: 2 }, cem]);
  const waves = await shelf.db.deliveryWave.findMany({ where: { editionId }, orderBy: { position: "asc" } });
  expect(waves.map(({ allocated }) => allocated)).toEqual([3, 2]);
});

test("a wave neither begins nor ends after the one behind it, nor before the one in front", async () => {
  const { editionId } = await shelf.openEdition();
  const windows = [
    ["2027-01-10", "2027-01-20"],
    ["2027-02-10", "2027-02-20"],
    ["2027-03-10", "2027-03-20"],
  ] as const;
  await shelf.db.deliveryWave.deleteMany({ where: { editionId } });
  for (const [n, [start, end]] of windows.entries())
    await shelf.db.deliveryWave.create({
      data: { editionId, position: n + 1, capacity: 500, windowStart: new Date(start), windowEnd: new Date(end) },
    });
  const wave = await shelf.db.deliveryWave.findFirstOrThrow({ where: { editionId, position: 2 } });
  const fits = (start: string, end: string) =>
    shelf.ask("wave_fits($1::uuid, $2::date, $3::date)", wave.id, start, end);
  expect([await fits("2027-01-10", "2027-03-20"), await fits("2027-03-10", "2027-03-20")]).toEqual([true, true]);
  expect([await fits("2027-03-11", "2027-03-20"), await fits("2027-02-10", "2027-03-21")]).toEqual([false, false]);
  expect([await fits("2027-01-09", "2027-02-20"), await fits("2027-01-10", "2027-01-19")]).toEqual([false, false]);
});

test("a wave that moves promises its live orders another window, with the way to their city, and no ended or delivered one", async () => {
  const { editionId } = await shelf.openEdition({ stock: 20, depositMinor: 0, priceMinor: 0 });
  const { id: cityId } = await shelf.db.deliveryCity.create({ data: { name: "Far", firstDays: 1, lastDays: 9 } });
  const [near, far, gone, there] = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.place(editionId, [near, { ...far, cityId }, gone, there]);
  const orders = await Promise.all([near, far, gone, there].map(({ userId }) => shelf.orderOf(userId)));
  const steps = [
    [2, "CANCELLED"],
    [3, "LOCKED"],
    [3, "READY"],
    [3, "DELIVERED"],
  ] as const;
  for (const [n, to] of steps) {
    const { id, state } = await shelf.db.preorder.findUniqueOrThrow({ where: { id: orders[n]?.id ?? "" } });
    await shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{${state}}', '${to}')`, editionId, id);
  }
  const ids = orders.map(({ id }) => id);
  const promised = await shelf.db.$queryRaw<object[]>`
    SELECT user_id AS "userId", new_start::text AS start, new_end::text AS "end" FROM new_promises(${ids}::uuid[], '2027-05-01', '2027-05-10')`;
  expect(promised).toHaveLength(2);
  expect(promised).toEqual(
    expect.arrayContaining([
      { userId: near.id, start: "2027-05-01", end: "2027-05-10" },
      { userId: far.id, start: "2027-05-02", end: "2027-05-19" },
    ]),
  );
});

function secondsOf({ placedAt, holdExpiresAt }: { placedAt: Date; holdExpiresAt: Date | null }): number {
  return ((holdExpiresAt?.getTime() ?? 0) - placedAt.getTime()) / 1000;
}
