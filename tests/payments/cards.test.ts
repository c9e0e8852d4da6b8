import { afterAll, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { openTill, type Till } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let till: Till;

beforeAll(async () => {
  app = await startApp();
  till = openTill(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("a demo offers the test rail, and nothing that it has no keys for", async () => {
  expect((await app.http("GET", "/api/payments/rails")).body).toEqual([
    { name: "test", instructions: null, publishableKey: null },
  ]);
  const order = await till.hold();
  expect(await till.pay(order, { rail: "stripe" })).toMatchObject({ status: 409, body: { code: "rail_not_offered" } });
  expect(await app.db.payment.count({ where: { preorderId: order.id } })).toBe(0);
});

test("a slow card is pending until its own webhook arrives, and the buyer's screen hears of it", async () => {
  const order = await till.hold();
  const line = await openLine(app.url, { cookie: order.cookie });
  const heard = new Promise((resolve) => line.once("order", resolve));
  const asked = await till.pay(order, { card: "slow" });
  expect(asked).toMatchObject({ status: 200, body: { state: "HELD", payments: [{ state: "PENDING" }] } });
  expect(await heard).toEqual({ id: order.id, state: "RESERVED" });
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
  line.disconnect();
});

test("a webhook that comes twice has one effect", async () => {
  const order = await till.hold();
  await till.pay(order, { card: "duplicate_webhook" });
  await expect.poll(async () => (await till.see(order)).state).toBe("RESERVED");
  const deposit = await till.depositOf(order);
  await expect
    .poll(() => app.db.paymentEvent.findMany({ where: { paymentId: deposit.id }, select: { status: true } }))
    .toEqual([{ status: "applied" }]);
  expect(await till.see(order)).toMatchObject({ paidMinor: order.depositMinor });
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 499, held: 0, sold: 1 });
});

test("a webhook that is lost is made good by the completer, once, whoever runs it", async () => {
  const order = await till.hold();
  await till.pay(order, { card: "lost_webhook" });
  await new Promise((resume) => setTimeout(resume, 300));
  expect(await till.see(order)).toMatchObject({ state: "HELD", payments: [{ state: "PENDING" }] });
  await completePayments(app.made);
  expect(await till.see(order), "it is too early to ask").toMatchObject({ state: "HELD" });
  await till.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made), completePayments(app.made)]);
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
});

test("paying again while a card is slow does not charge twice", async () => {
  const order = await till.hold();
  await till.pay(order, { card: "slow" });
  expect(await till.pay(order, { card: "approve" })).toMatchObject({ status: 200, body: { state: "HELD" } });
  await expect.poll(async () => (await till.see(order)).state, { timeout: 5000 }).toBe("RESERVED");
  expect(await app.db.payment.count({ where: { preorderId: order.id } })).toBe(1);
});

test("a crash between charge and settlement is completed exactly once", async () => {
  const order = await till.hold();
  const { deposits } = app.made.engine;
  const submit = deposits.submit;
  deposits.submit = () => Promise.reject(new Error("the process died here"));
  expect((await till.pay(order, { card: "approve" })).status).toBe(500);
  deposits.submit = submit;
  expect(await till.see(order)).toMatchObject({ state: "HELD", paidMinor: 0, payments: [{ state: "CREATED" }] });
  await till.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made), till.pay(order, { card: "approve" })]);
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
  expect(await app.db.payment.count({ where: { preorderId: order.id } })).toBe(1);
});

test("money that the completer finds after the hold ended goes back", async () => {
  const order = await till.hold();
  await till.pay(order, { card: "lost_webhook" });
  await new Promise((resume) => setTimeout(resume, 300));
  await till.endHold(order);
  await expect.poll(async () => (await till.see(order)).state, soon).toBe("EXPIRED");
  await till.letTimePass(order);
  await completePayments(app.made);
  expect(await till.see(order)).toMatchObject({
    state: "EXPIRED",
    paidMinor: 0,
    payments: [
      { kind: "DEPOSIT", state: "CAPTURED" },
      { kind: "REFUND", state: "CAPTURED", amountMinor: order.depositMinor },
    ],
  });
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

test("a card is not charged for an order that is being left at that moment", async () => {
  const order = await till.hold();
  const left = Promise.withResolvers<void>();
  const leaving = app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT move_preorders(${order.editionId}::uuid, ARRAY[${order.id}]::uuid[], '{HELD}', 'CANCELLED')`;
    await left.promise;
  });
  await new Promise((resume) => setTimeout(resume, 50));
  const paying = till.pay(order, { card: "approve" });
  await new Promise((resume) => setTimeout(resume, 100));
  left.resolve();
  await leaving;
  expect(await paying).toMatchObject({ status: 409, body: { code: "not_payable" } });
  expect(await app.db.payment.count({ where: { preorderId: order.id } })).toBe(0);
});

test("an attempt that never reached the rail ends with its hold and takes nothing", async () => {
  const order = await till.hold();
  await till.leaveAttempt(order, "test");
  await till.letTimePass(order);
  await completePayments(app.made);
  expect(await till.see(order)).toMatchObject({ state: "HELD", payments: [{ state: "CREATED" }] });
  await till.endHold(order);
  await expect.poll(async () => (await till.see(order)).state, soon).toBe("EXPIRED");
  await till.letTimePass(order);
  await completePayments(app.made);
  expect(await till.see(order)).toMatchObject({ paidMinor: 0, payments: [{ state: "FAILED" }] });
});

test.each([
  { currency: "JPY", priceMinor: 24_901, depositMinor: 4901 },
  { currency: "KWD", priceMinor: 24_901, depositMinor: 4907 },
])("$currency settles to the last unit", async (price) => {
  const order = await till.hold(price);
  await till.pay(order, { card: "duplicate_webhook" });
  await expect.poll(async () => (await till.see(order)).state).toBe("RESERVED");
  expect(await till.see(order)).toMatchObject({
    currency: price.currency,
    paidMinor: price.depositMinor,
    balanceMinor: price.priceMinor - price.depositMinor,
  });
});
