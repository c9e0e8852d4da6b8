import { afterAll, beforeAll, expect, test } from "vitest";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { type Counter, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let counter: Counter;

beforeAll(async () => {
  app = await startApp();
  counter = openCounter(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("deposit and balance go back to the charges they came from, one refund each", async () => {
  const order = await counter.reserve();
  await counter.act(order, "lock");
  await counter.act(order, "balance", {});
  await counter.act(order, "unlock");
  expect(await counter.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.totalMinor });
  expect((await counter.act(order, "cancellation")).status).toBe(200);
  expect(await counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  const charges = await app.db.payment.findMany({
    where: { preorderId: order.id, kind: { not: "REFUND" } },
    include: { refunds: true },
  });
  expect(
    charges.map(({ kind, amountMinor, refunds }) => [kind, refunds.map((back) => back.amountMinor === amountMinor)]),
  ).toEqual([
    ["DEPOSIT", [true]],
    ["BALANCE", [true]],
  ]);
  expect(await returnedAtRail(charges.map(({ providerRef }) => providerRef ?? ""))).toEqual(
    charges.map(({ amountMinor }) => amountMinor),
  );
});

test("what one rail refuses is owed again without touching the other charge", async () => {
  const order = await counter.reserve();
  await counter.act(order, "lock");
  await counter.act(order, "balance", {});
  await counter.act(order, "unlock");
  const [deposit] = await app.db.payment.findMany({ where: { preorderId: order.id, kind: "DEPOSIT" } });
  await app.db.testRailCharge.update({ where: { paymentId: deposit?.id ?? "" }, data: { outcome: "failed" } });
  await counter.act(order, "cancellation");
  expect(await counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: order.depositMinor });
  const ops = await app.person("ops");
  const desk = await app.http("GET", "/api/ops/payments/refunds", { cookie: ops.cookie });
  const failed = { preorderId: order.id, failure: "more_than_captured", amountMinor: order.depositMinor };
  expect(desk.body).toMatchObject({ underway: [], failed: [failed] });
  expect(Reflect.get(Object(desk.body), "failed")).toHaveLength(1);

  await app.db.testRailCharge.update({ where: { paymentId: deposit?.id ?? "" }, data: { outcome: "captured" } });
  await completePayments(app.made);
  expect((await counter.see(order)).paidMinor, "the completer lets it rest").toBe(order.depositMinor);
  const [{ id = "" } = {}] = Object(desk.body).failed;
  const retried = await app.http("POST", `/api/ops/payments/${id}/retry`, { cookie: ops.cookie });
  expect(retried).toMatchObject({ status: 200, body: { state: "CAPTURED" } });
  expect(await counter.see(order)).toMatchObject({ paidMinor: 0 });
  expect(await app.http("POST", `/api/ops/payments/${deposit?.id}/retry`, { cookie: ops.cookie })).toMatchObject({
    body: { code: "nothing_to_retry" },
  });
  expect(await app.db.auditLog.count({ where: { action: "refund.retried", actorId: ops.id } })).toBe(1);
});

test("money that a conversion moved goes back to the charge it came by", async () => {
  const order = await counter.reserve();
  const converted = await counter.convert(order);
  expect(await counter.see(converted)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
  const original = await counter.depositOf(order);
  expect(await counter.depositOf(converted)).toMatchObject({ creditOf: original.id, providerRef: null });
  await counter.act(converted, "cancellation");
  expect(await counter.see(converted)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await returnedAtRail([original.providerRef ?? ""])).toEqual([BigInt(order.depositMinor)]);
});

test("a refund that the seller makes of moved money ends the order that holds it now", async () => {
  const order = await counter.reserve();
  const converted = await counter.convert(order);
  expect((await counter.send(await counter.eventFor(order, "refunded"))).status).toBe(200);
  expect(await counter.see(converted)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
});

test("what the seller gives back of a standing order is not asked for again", async () => {
  const order = await counter.locked();
  await counter.send(await counter.eventFor(order, "refunded", { amountMinor: 900 }));
  const owed = order.totalMinor - order.depositMinor;
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.depositMinor - 900, balanceMinor: owed });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor - 900 });
});

test("a refund of more than any order holds is parked, and a person settles it with a note or applies it again", async () => {
  const order = await counter.reserve();
  const event = await counter.eventFor(order, "refunded");
  await counter.act(order, "cancellation");
  expect((await counter.send(event)).status).toBe(200);
  const ops = await app.person("ops");
  const stored = await app.db.paymentEvent.findFirstOrThrow({ where: { eventId: event.id } });
  expect(stored).toMatchObject({ status: "parked", note: expect.stringContaining("no order holds that much") });
  const path = `/api/ops/payments/parked/${stored.id}`;
  const again = await app.http("POST", `${path}/application`, { cookie: ops.cookie });
  expect(again).toMatchObject({ status: 200, body: { status: "parked" } });
  const note = "Given back twice in the dashboard, asked the buyer for it";
  expect((await app.http("POST", `${path}/resolution`, { cookie: ops.cookie, body: { note } })).status).toBe(200);
  expect(await app.http("POST", `${path}/resolution`, { cookie: ops.cookie, body: { note } })).toMatchObject({
    status: 409,
    body: { code: "not_parked" },
  });
  expect(await app.db.paymentEvent.findFirst({ where: { id: stored.id } })).toMatchObject({
    status: "resolved",
    resolution: note,
  });
  const acts = await app.db.auditLog.findMany({
    where: { subject: `payment-event:${stored.id}` },
    orderBy: { id: "asc" },
  });
  expect(acts.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["event.applied_again", ops.id],
    ["event.resolved", ops.id],
  ]);
});

test("settling a parked capture by hand lets the buyer pay again", async () => {
  const order = await counter.hold();
  await counter.leaveAttempt(order, "test");
  await counter.send(await counter.eventFor(order, "captured", { amountMinor: order.depositMinor - 1 }));
  const ops = await app.person("ops");
  const { id } = await app.db.paymentEvent.findFirstOrThrow({
    where: { paymentId: (await counter.depositOf(order)).id },
  });
  const body = { note: "Sent the wrong amount back" };
  await app.http("POST", `/api/ops/payments/parked/${id}/resolution`, { cookie: ops.cookie, body });
  expect(await counter.see(order)).toMatchObject({ payments: [{ state: "FAILED", failure: "settled_by_hand" }] });
  expect(await counter.pay(order, {})).toMatchObject({ status: 200, body: { state: "RESERVED" } });
});

test("a balance that arrives after the order ended goes back, and the books say so", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  await counter.act(order, "method", { card: "slow" });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.chargesOf(order))[0]?.state, soon).toBe("PENDING");
  await app.db
    .$queryRaw`SELECT move_preorders(${order.editionId}::uuid, ARRAY[${order.id}]::uuid[], '{LOCKED}', 'CANCELLED')::text`;
  await expect.poll(async () => (await counter.chargesOf(order))[0]?.state, { timeout: 10_000 }).toBe("CAPTURED");
  await completePayments(app.made);
  await expect.poll(async () => (await counter.see(order)).paidMinor, soon).toBe(0);
  const { payments } = await counter.see(order);
  expect(
    payments
      .filter(({ kind }) => kind === "REFUND")
      .map(({ amountMinor }) => amountMinor)
      .toSorted((a, b) => a - b),
  ).toEqual([order.depositMinor, order.totalMinor - order.depositMinor]);
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

async function returnedAtRail(charges: string[]) {
  const rows = await app.db.testRailRefund.findMany({ where: { charge: { in: charges } } });
  return charges.map((charge) =>
    rows.filter((row) => row.charge === charge).reduce((sum, row) => sum + row.amountMinor, 0n),
  );
}
