import { afterAll, beforeAll, expect, test } from "vitest";
import { countStatements } from "#bench/harness/statement-count.ts";
import { openTill, type Till } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";

const rounds = 12;

let app: App;
let till: Till;

beforeAll(async () => {
  app = await startApp();
  till = openTill(app);
});
afterAll(() => app.stop());

test("a deposit is paid with five statements, and what it was paid with is kept for the balance", async () => {
  const [first, ...orders] = await holdSome(rounds + 1);
  if (first) await till.pay(first, {});
  expect(await countFor(orders, (order) => till.pay(order, { card: "approve" }))).toBe(5);
  for (const order of orders) {
    const { state, balance, payments } = await till.see(order);
    expect([state, balance.method?.label, payments[0]?.method]).toEqual([
      "RESERVED",
      "Test card ** 4242",
      "Test card ** 4242",
    ]);
  }
});

test("an order is read with one statement, and so are all of a buyer's", async () => {
  const orders = await holdSome(rounds);
  expect(await countFor(orders, (order) => till.see(order))).toBe(1);
  const mine = (cookie: string) => app.http("GET", "/api/preorders", { cookie });
  expect(await countFor(orders, ({ cookie }) => mine(cookie))).toBe(1);
});

test("a card that was forgotten is not taken up again by late word of its deposit", async () => {
  const [order] = await holdSome(1);
  if (!order) throw new Error("nothing was held");
  await till.pay(order, {});
  const { id, userId } = await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } });
  const { reference } = await app.db.paymentMethod.findFirstOrThrow({ where: { userId } });
  await app.db.preorder.update({ where: { id }, data: { methodId: null } });
  const event = await till.eventFor(order, "captured", { method: { ref: reference, customer: null } });
  expect((await till.send(event)).status).toBe(200);
  expect((await till.see(order)).balance.method, "nothing else was chosen").not.toBeNull();
  await app.db.paymentMethod.updateMany({ where: { userId }, data: { removedAt: new Date() } });
  await app.db.preorder.update({ where: { id }, data: { methodId: null } });
  expect((await till.send({ ...event, id: `${event.id}-again` })).status).toBe(200);
  expect(await app.db.preorder.findUniqueOrThrow({ where: { id } })).toMatchObject({ methodId: null });
});

async function holdSome(many: number) {
  const held = [];
  while (held.length < many) held.push(await till.hold());
  return held;
}

/** The fewest statements that were sent for one of them: what the clock sets off meanwhile comes on top. */
async function countFor<Each>(all: Each[], act: (each: Each) => Promise<unknown>): Promise<number> {
  const counts = [];
  for (const each of all) {
    const counting = countStatements();
    await act(each);
    counts.push(Object.values(counting.stop()).reduce((sum, times) => sum + times, 0));
  }
  return Math.min(...counts);
}
