import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

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

test("any order and any repetition of a balance's events ends in the same state", { timeout: 120_000 }, async () => {
  const kinds = fc
    .uniqueArray(fc.constantFrom<MoneyEvent["kind"]>("processing", "captured", "failed", "refunded"), { minLength: 1 })
    .chain((set) => fc.tuple(fc.constant(set), fc.array(fc.constantFrom(...set), { maxLength: 4 })))
    .chain(([set, more]) => fc.shuffledSubarray([...set, ...more], { minLength: set.length + more.length }));
  await fc.assert(
    fc.asyncProperty(kinds, async (told) => {
      const { order, event } = await withAttempt();
      const events = new Map<string, MoneyEvent>();
      for (const kind of new Set(told)) events.set(kind, event(kind));
      for (const kind of told) expect((await counter.send(events.get(kind))).status).toBe(200);
      expect(await endOf(order), told.join(", ")).toEqual(expectedEnd(order, new Set(told)));
    }),
    { numRuns: 25 },
  );
});

test("fifty deliveries of a balance at once have one effect", async () => {
  const { order, event } = await withAttempt();
  const captured = event("captured");
  await Promise.all(Array.from({ length: 50 }, () => counter.send(captured)));
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor, balance: { state: "paid" } });
  expect(await app.db.ledgerEntry.count({ where: { editionId: order.editionId, kind: "balance" } })).toBe(1);
});

test("a balance of another amount is parked, alarmed and never settles", async () => {
  const { order, event } = await withAttempt();
  await counter.send({ ...event("captured"), amountMinor: 1 });
  await counter.letTimePass(order);
  await completePayments(app.made);
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.depositMinor, balance: { state: "later" } });
});

test("a failed try is noted once, however often and by whomever it is told", async () => {
  const { order, payment, event } = await withAttempt();
  await app.db.payment.update({ where: { id: payment.id }, data: { offSession: true } });
  const failed = event("failed");
  await Promise.all([...Array.from({ length: 10 }, () => counter.send(failed)), counter.send(event("failed"))]);
  expect(await counter.see(order)).toMatchObject({ balance: { state: "at_risk", tries: 1 } });
});

test("a balance that two attempts paid is kept once, and the other goes back", async () => {
  const { order, payment, event } = await withAttempt();
  const facts = { amountMinor: payment.amountMinor, currency: "CNY", outcome: "captured", readyAt: new Date() };
  const first = event("captured");
  await app.db.testRailCharge.create({ data: { paymentId: payment.id, reference: first.ref, ...facts } });
  await counter.send(event("failed"));
  await counter.act(order, "balance", {});
  expect((await counter.send(first)).status).toBe(200);
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor });
  expect((await counter.chargesOf(order)).map(({ state, failure }) => [state, failure])).toEqual([
    ["FAILED", "paid_twice_returned"],
    ["CAPTURED", null],
  ]);
});

async function withAttempt() {
  const order = await counter.locked();
  const amountMinor = order.totalMinor - order.depositMinor;
  const payment = await app.db.payment.create({
    data: { preorderId: order.id, kind: "BALANCE", attempt: 1, rail: "test", amountMinor, currency: order.currency },
  });
  const event = (kind: MoneyEvent["kind"]): MoneyEvent => ({
    ...{ id: `evt_${randomUUID()}`, kind, paymentId: payment.id, ref: `test_ch_${payment.id}` },
    ...{ refundRef: kind === "refunded" ? `test_re_${payment.id}` : null, amountMinor, currency: order.currency },
    ...{ reason: null, method: null },
  });
  return { order, payment, event };
}

async function endOf(order: Order) {
  const { state, paidMinor, balanceMinor, payments } = await counter.see(order);
  const rest = payments.slice(1).map(({ kind, state: at }) => `${kind} ${at}`);
  return { state, paidMinor, balanceMinor, rest };
}

/** The deposit stays; a balance that was given back is a gift, and is not asked for again. */
function expectedEnd({ depositMinor, totalMinor }: Order, told: Set<MoneyEvent["kind"]>) {
  const open = { state: "LOCKED", paidMinor: depositMinor, balanceMinor: totalMinor - depositMinor };
  if (told.has("refunded")) return { ...open, balanceMinor: 0, rest: ["BALANCE CAPTURED", "REFUND CAPTURED"] };
  if (told.has("captured"))
    return { state: "LOCKED", paidMinor: totalMinor, balanceMinor: 0, rest: ["BALANCE CAPTURED"] };
  if (told.has("failed")) return { ...open, rest: ["BALANCE FAILED"] };
  return { ...open, rest: ["BALANCE PENDING"] };
}
