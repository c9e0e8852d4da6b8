import { afterAll, beforeAll, expect, test } from "vitest";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import type { GraceInput, ReleaseInput } from "#lib/balances/schema.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let counter: Counter;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  counter = openCounter(app);
  ops = await app.person("ops");
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("ops sees what is at risk by currency, the shortest grace first, and what waits to be called", async () => {
  const yen = await atRisk({ currency: "JPY", priceMinor: 24_900, depositMinor: 4900 }, 3);
  const first = await atRisk({}, 3);
  const second = await atRisk({}, 1);
  await app.db
    .$executeRaw`UPDATE balance SET grace_until = now() + interval '1 day' WHERE preorder_id = ${first.id}::uuid`;
  const waiting = await counter.locked();
  const { body } = await app.http("GET", "/api/ops/balances", { cookie: ops.cookie });
  const owed = first.totalMinor - first.depositMinor;
  expect(body).toMatchObject({
    totals: [
      { currency: "CNY", orders: 2, owedMinor: 2 * owed },
      { currency: "JPY", orders: 1, owedMinor: 20_000 },
    ],
    risky: [
      { orderId: first.id, tries: 3, nextTryAt: null, owedMinor: owed, method: "Test card ** 0341", canRelease: false },
      { orderId: yen.id, tries: 3, currency: "JPY", failure: "card_declined" },
      { orderId: second.id, tries: 1, graceUntil: null },
    ],
  });
  expect(Object(body).callable).toContainEqual(
    expect.objectContaining({ editionId: waiting.editionId, orders: 1, owedMinor: owed, ids: [waiting.id] }),
  );
});

test("a place is kept for longer when ops says so, never for shorter, and its buyer may still pay", async () => {
  const order = await atRisk({}, 3);
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const sooner = new Date(Date.now() + 60_000).toISOString();
  expect(await extend(order, { until: sooner, reason: "x" })).toMatchObject({ status: 422, body: { field: "until" } });
  expect(await extend(order, { until: later, reason: "Their bank is closed" })).toMatchObject({
    status: 200,
    body: { balance: { graceUntil: later } },
  });
  const act = await app.db.auditLog.findFirstOrThrow({ where: { subject: `preorder:${order.id}` } });
  expect(act).toMatchObject({ action: "balance.extended", actorId: ops.id, after: { reason: "Their bank is closed" } });
  await counter.act(order, "balance", {});
  expect(await counter.see(order)).toMatchObject({ balance: { state: "paid" } });
  expect(await extend(order, { until: later, reason: "again" })).toMatchObject({ body: { code: "not_at_risk" } });
});

test("a place is not given away before its grace period is over", async () => {
  const order = await atRisk({}, 3);
  expect(await release(order, { back: "everything", reason: "x" })).toMatchObject({
    status: 409,
    body: { code: "grace_running" },
  });
  const tried = await atRisk({}, 1);
  expect(await release(tried, { back: "everything", reason: "x" })).toMatchObject({ body: { code: "grace_running" } });
  const quiet = await counter.locked();
  expect(await release(quiet, { back: "everything", reason: "x" })).toMatchObject({ body: { code: "not_at_risk" } });
  expect((await counter.see(order)).state).toBe("LOCKED");
});

test.each([
  { back: "everything", kept: 0 },
  { back: "all_but_deposit", kept: 4900 },
] satisfies { back: ReleaseInput["back"]; kept: number }[])(
  "a released order gives back $back",
  async ({ back, kept }) => {
    const order = await atRisk({}, 3);
    await counter.endGrace(order);
    const answers = await Promise.all([
      release(order, { back, reason: "No answer to four mails" }),
      release(order, { back, reason: "No answer to four mails" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: kept, keptMinor: kept });
    expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
    const act = await app.db.auditLog.findFirstOrThrow({
      where: { action: "order.released", subject: `preorder:${order.id}` },
    });
    expect(act).toMatchObject({ actorId: ops.id, after: { back, keptMinor: kept, reason: "No answer to four mails" } });
    await chargeDueBalances(app.made);
    expect(await counter.chargesOf(order)).toHaveLength(3);
  },
);

test("what a host said of the balance may only be eased once somebody has ordered", async () => {
  const host = await app.person("host");
  const { editionId } = await app.openEdition({ balanceDueOn: "2030-03-01", balanceGraceDays: 7 }, host.email);
  const set = (balanceDueOn: string | null, balanceGraceDays: number) =>
    app.http("PUT", `/api/editions/${editionId}/balance`, {
      cookie: host.cookie,
      body: { balanceDueOn, balanceGraceDays },
    });
  expect((await set("2030-02-01", 5)).status, "nobody has ordered").toBe(200);
  const [buyer] = await app.buyers(1);
  const placed = await app.http("POST", "/api/preorders", {
    cookie: buyer?.cookie,
    body: { editionId },
    key: crypto.randomUUID(),
  });
  const order = { ...Object(placed.body), cookie: buyer?.cookie ?? "" };
  await counter.pay(order, {});
  await counter.lock(order);
  expect(await set("2030-01-01", 5)).toMatchObject({ status: 409, body: { code: "balance_promised" } });
  expect(await set("2030-02-01", 4)).toMatchObject({ status: 409, body: { code: "balance_promised" } });
  expect((await set("2030-04-01", 9)).status).toBe(200);
  expect((await counter.see(order)).balance).toMatchObject({
    dueOn: "2030-04-01",
    dueAt: "2030-04-01T00:00:00.000Z",
    graceDays: 9,
  });
  expect((await set(null, 9)).status).toBe(200);
  expect((await counter.see(order)).balance).toMatchObject({ dueOn: null, dueAt: null });
});

async function atRisk(overrides: Parameters<Counter["locked"]>[0], tries: number): Promise<Order> {
  const order = await counter.locked(overrides, { card: "decline_later" });
  for (let n = 1; n <= tries; n += 1) {
    await counter.fallDue(order);
    await chargeDueBalances(app.made);
    await expect.poll(async () => (await counter.balanceOf(order)).tries, soon).toBe(n);
  }
  return order;
}

function extend(order: Order, body: GraceInput) {
  return app.http("POST", `/api/ops/preorders/${order.id}/grace`, { cookie: ops.cookie, body });
}

function release(order: Order, body: ReleaseInput) {
  return app.http("POST", `/api/ops/preorders/${order.id}/release`, { cookie: ops.cookie, body });
}
