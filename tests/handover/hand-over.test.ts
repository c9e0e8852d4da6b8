import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine } from "#tests/support/sockets.ts";

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

test("a paid order is made ready and delivered, the buyer hears of both, and saying it again changes nothing", async () => {
  const order = await paid();
  const line = await openLine(app.url, { cookie: order.cookie });
  const heard: unknown[] = [];
  line.on("order", (change) => heard.push(change));
  expect(await hand(order, "delivered")).toMatchObject({ status: 409, body: { code: "wrong_state" } });
  for (const verb of ["ready", "ready", "delivered", "delivered"]) expect((await hand(order, verb)).status).toBe(200);
  expect(await hand(order, "ready"), "it does not come back").toMatchObject({ body: { code: "wrong_state" } });
  await expect
    .poll(() => heard)
    .toEqual([
      { id: order.id, state: "READY" },
      { id: order.id, state: "DELIVERED" },
    ]);
  line.disconnect();
  const acts = await app.db.auditLog.findMany({
    where: { subject: `edition:${order.editionId}` },
    orderBy: { id: "asc" },
  });
  expect(acts.filter(({ actorId }) => actorId === ops.id).map(({ action, after }) => [action, after])).toEqual([
    ["orders.ready", { ids: [order.id] }],
    ["orders.delivered", { ids: [order.id] }],
  ]);
  const kinds = await app.db.ledgerEntry.findMany({ where: { editionId: order.editionId }, orderBy: { seq: "asc" } });
  expect(kinds.map(({ kind }) => kind)).toEqual([
    "opened",
    "placed",
    "reserved",
    "locked",
    "balance",
    "ready",
    "delivered",
  ]);
});

test("nothing is ready before its balance is paid, by the API or by hand in SQL", async () => {
  const order = await counter.locked();
  expect(await hand(order, "ready")).toMatchObject({ status: 409, body: { code: "balance_due" } });
  await expect(app.db.$executeRaw`UPDATE preorder SET state = 'READY' WHERE id = ${order.id}::uuid`).rejects.toThrow(
    "is not paid",
  );
  expect((await counter.see(order)).state).toBe("LOCKED");
});

test("nobody is made ready while the buyer may take the lock back", async () => {
  const order = await counter.reserve();
  await counter.act(order, "lock");
  await counter.act(order, "balance", {});
  expect(await hand(order, "ready")).toMatchObject({ status: 409, body: { code: "undo_open" } });
  expect((await counter.act(order, "unlock")).status).toBe(200);
});

test("of a list each order is judged for itself, at most 500 at once", async () => {
  const [ready, other, unpaid, reserved] = await Promise.all([paid(), paid(), counter.locked(), counter.reserve()]);
  const missing = randomUUID();
  const ids = [ready.id, other.id, unpaid.id, reserved.id, missing, ready.id];
  const answer = await bulk("ready", ids);
  expect(Object(answer.body).done.toSorted()).toEqual([ready.id, other.id].toSorted());
  expect(new Map(Object(answer.body).refused.map(({ id, code }: { id: string; code: string }) => [id, code]))).toEqual(
    new Map([
      [unpaid.id, "balance_due"],
      [reserved.id, "wrong_state"],
      [missing, "not_found"],
    ]),
  );
  expect((await bulk("delivered", ids)).body).toMatchObject({ done: expect.arrayContaining([ready.id, other.id]) });
  expect((await counter.see(other)).state).toBe("DELIVERED");
  expect(
    (
      await bulk(
        "ready",
        Array.from({ length: 501 }, () => randomUUID()),
      )
    ).status,
  ).toBe(422);
  expect((await bulk("ready", [])).status).toBe(422);
});

test("ready twice at the same moment is once", async () => {
  const orders = await Promise.all([paid(), paid(), paid()]);
  const ids = orders.map(({ id }) => id);
  const answers = await Promise.all([bulk("ready", ids), bulk("ready", ids.toReversed()), bulk("ready", ids)]);
  for (const { body } of answers) expect(Object(body).refused).toEqual([]);
  for (const { editionId } of orders)
    expect(await app.db.ledgerEntry.count({ where: { editionId, kind: "ready" } })).toBe(1);
});

async function paid(): Promise<Order> {
  const order = await counter.locked();
  expect((await counter.act(order, "balance", {})).body).toMatchObject({ balanceMinor: 0 });
  return order;
}

function hand(order: Order, verb: string) {
  return app.http("POST", `/api/ops/preorders/${order.id}/${verb}`, { cookie: ops.cookie });
}

function bulk(verb: string, ids: string[]) {
  return app.http("POST", `/api/ops/preorders/${verb}`, { cookie: ops.cookie, body: { ids } });
}
