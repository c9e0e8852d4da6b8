import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { type Held, openTill, type Till } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";

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

const now = () => Math.floor(Date.now() / 1000);

test("a forged, altered, old or unsigned webhook is refused and writes nothing", async () => {
  const order = await heldWithAttempt();
  const event = await till.eventFor(order, "captured");
  const before = await app.db.paymentEvent.count();
  const answers = [
    await till.send(event, { tamper: (raw) => raw.replace('"captured"', '"refunded"') }),
    await till.send(event, { tamper: (raw) => `${raw} ` }),
    await till.send(event, { at: now() - 301 }),
    await till.send(event, { at: now() + 301 }),
    await app.http("POST", "/api/payments/webhooks/test", { body: event }),
    await app.http("POST", "/api/payments/webhooks/test", {
      body: event,
      headers: { "launchroom-signature": `t=${now()},v1=${"0".repeat(64)}` },
    }),
    await till.send({ ...event, kind: "gift" }),
    await till.send("captured"),
  ];
  expect(answers.map(({ status, body }) => [status, Reflect.get(Object(body), "code")])).toEqual(
    answers.map(() => [400, "webhook_invalid"]),
  );
  expect(await app.db.paymentEvent.count()).toBe(before);
  expect(await till.see(order)).toMatchObject({ state: "HELD", paidMinor: 0 });
});

test("a webhook comes without cookies and from anywhere, but never too large", async () => {
  const order = await heldWithAttempt();
  const event = await till.eventFor(order, "captured");
  const large = await till.send({ ...event, reason: "x".repeat(300 * 1024) });
  expect(large).toMatchObject({ status: 413, body: { code: "body_too_large" } });
  expect((await till.send(event, { at: now() - 299 })).status).toBe(200);
  expect((await till.see(order)).state).toBe("RESERVED");
  const foreign = { origin: "https://provider.example", "sec-fetch-site": "cross-site" };
  const answer = await app.http("POST", "/api/payments/webhooks/test", { body: event, headers: foreign });
  expect(answer, "stopped by its signature, not by its origin").toMatchObject({ status: 400 });
  expect((await app.http("POST", "/api/payments/webhooks/nobody", { body: event })).status).toBe(404);
});

test("any order and any repetition of the same events ends in the same state", { timeout: 120_000 }, async () => {
  const kinds = fc
    .uniqueArray(fc.constantFrom<MoneyEvent["kind"]>("processing", "captured", "failed", "refunded"), { minLength: 1 })
    .chain((set) => fc.tuple(fc.constant(set), fc.array(fc.constantFrom(...set), { maxLength: 4 })))
    .chain(([set, more]) => fc.shuffledSubarray([...set, ...more], { minLength: set.length + more.length }));
  await fc.assert(
    fc.asyncProperty(kinds, async (told) => {
      const order = await heldWithAttempt();
      const events = new Map<string, MoneyEvent>();
      for (const kind of new Set(told)) events.set(kind, await till.eventFor(order, kind));
      for (const kind of told) expect((await till.send(events.get(kind))).status).toBe(200);
      expect(await endOf(order), told.join(", ")).toEqual(expectedEnd(new Set(told)));
    }),
    { numRuns: 40 },
  );
});

test("fifty deliveries of one event at once have one effect", async () => {
  const order = await heldWithAttempt();
  const event = await till.eventFor(order, "captured");
  const answers = await Promise.all(Array.from({ length: 50 }, () => till.send(event)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
  expect(await app.db.paymentEvent.count({ where: { eventId: event.id } })).toBe(1);
  expect(await entriesOf(order, "reserved")).toBe(1);
});

test("fifty deliveries of a refund at once, under ten event ids, give back once", async () => {
  const order = await heldWithAttempt();
  await till.send(await till.eventFor(order, "captured"));
  const events = await Promise.all(Array.from({ length: 10 }, () => till.eventFor(order, "refunded")));
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => till.send(events[index % 10])));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await endOf(order)).toEqual(expectedEnd(new Set(["captured", "refunded"])));
  expect(await entriesOf(order, "refunded")).toBe(1);
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

test("a part that the seller gives back is recorded and the order stays", async () => {
  const order = await heldWithAttempt();
  await till.send(await till.eventFor(order, "captured"));
  await till.send(await till.eventFor(order, "refunded", { amountMinor: 900 }));
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor - 900 });
});

test.each([
  ["one unit too little", (event: MoneyEvent) => ({ ...event, amountMinor: event.amountMinor - 1 })],
  ["another currency", (event: MoneyEvent) => ({ ...event, currency: "KWD" })],
])("%s is parked, alarmed and never settles", async (_, change) => {
  const order = await heldWithAttempt();
  const event = change(await till.eventFor(order, "captured"));
  expect((await till.send(event)).status).toBe(200);
  expect((await till.send(event)).status).toBe(200);
  await till.letTimePass(order);
  await completePayments(app.made);
  expect(await till.see(order)).toMatchObject({ state: "HELD", paidMinor: 0, payments: [{ state: "CREATED" }] });
  const ops = await app.person("ops");
  const parked = await app.http("GET", "/api/ops/payments/parked", { cookie: ops.cookie });
  expect(parked.body).toContainEqual(
    expect.objectContaining({
      eventId: event.id,
      rail: "test",
      said: expect.objectContaining({ amountMinor: event.amountMinor, currency: event.currency }),
      payment: expect.objectContaining({ preorderId: order.id, amountMinor: order.depositMinor }),
    }),
  );
});

test.each([
  ["captured", "parked"],
  ["refunded", "parked"],
  ["processing", "ignored"],
  ["failed", "ignored"],
] as const)("a signed word of money %s for a payment that nobody knows is %s", async (kind, status) => {
  const order = await heldWithAttempt();
  const unknown = { paymentId: randomUUID(), ref: `lost-${randomUUID()}`, refundRef: `back-${randomUUID()}` };
  const event = await till.eventFor(order, kind, unknown);
  expect((await till.send(event)).status).toBe(200);
  expect(await app.db.paymentEvent.findFirst({ where: { eventId: event.id } })).toMatchObject({ status });
  const ops = await app.person("ops");
  const { text } = await app.http("GET", "/api/ops/payments/parked", { cookie: ops.cookie });
  expect(text.includes(event.id), "it stands on the money desk").toBe(status === "parked");
  expect((await till.see(order)).state).toBe("HELD");
});

test("an event that was stored and not applied is applied by the completer", async () => {
  const order = await heldWithAttempt();
  const event = await till.eventFor(order, "captured");
  const receivedAt = new Date(Date.now() - 60_000);
  await app.db.paymentEvent.create({ data: { rail: "test", eventId: event.id, body: event, receivedAt } });
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  expect((await till.see(order)).state).toBe("RESERVED");
  expect(await app.db.paymentEvent.findFirst({ where: { eventId: event.id } })).toMatchObject({ status: "applied" });
});

test("an order that two attempts paid keeps one deposit and gives the other back", async () => {
  const order = await heldWithAttempt();
  const first = await till.eventFor(order, "captured");
  await till.chargeAtRail(order);
  await till.send(await till.eventFor(order, "failed"));
  await till.pay(order, { card: "approve" });
  expect((await till.send(first)).status).toBe(200);
  expect(await till.see(order)).toMatchObject({
    state: "RESERVED",
    paidMinor: order.depositMinor,
    payments: [{ state: "FAILED" }, { state: "CAPTURED" }],
  });
  const returned = await app.db.payment.findFirstOrThrow({ where: { preorderId: order.id, attempt: 1 } });
  expect(returned.failure).toBe("paid_twice_returned");
});

async function heldWithAttempt() {
  const order = await till.hold();
  await till.leaveAttempt(order, "test");
  return order;
}

async function endOf(order: Held) {
  const { state, paidMinor, payments } = await till.see(order);
  return { state, isPaid: paidMinor > 0, payments: payments.map(({ kind, state: at }) => `${kind} ${at}`) };
}

function expectedEnd(told: Set<MoneyEvent["kind"]>) {
  const deposit = (at: string) => [`DEPOSIT ${at}`];
  if (told.has("refunded"))
    return { state: "CANCELLED", isPaid: false, payments: [...deposit("CAPTURED"), "REFUND CAPTURED"] };
  if (told.has("captured")) return { state: "RESERVED", isPaid: true, payments: deposit("CAPTURED") };
  return { state: "HELD", isPaid: false, payments: deposit(told.has("failed") ? "FAILED" : "PENDING") };
}

async function entriesOf({ id }: Held, kind: string) {
  const [row] = await app.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ledger_entry WHERE kind = ${kind} AND preorder_ids @> ARRAY[${id}]::uuid[]`;
  return row?.count ?? 0;
}
