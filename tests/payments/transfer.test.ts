import { afterAll, beforeAll, expect, test } from "vitest";
import { type Held, openTill, type Till } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

const instructions = "Example Bank, IBAN DE00 0000 0000, Example Ltd";
let app: App;
let till: Till;
let ops: Person;

beforeAll(async () => {
  app = await startApp({ MANUAL_TRANSFER_INSTRUCTIONS: instructions, MANUAL_TRANSFER_HOURS: "48" });
  till = openTill(app);
  ops = await app.person("ops");
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("a shop that is no demo never offers the test rail", async () => {
  await app.db.shop.update({ where: { id: 1 }, data: { mode: "real" } });
  expect((await app.http("GET", "/api/payments/rails")).body).toEqual([
    { name: "manual", instructions, publishableKey: null },
  ]);
  const order = await till.hold();
  expect(await till.pay(order, { card: "approve" })).toMatchObject({ status: 409, body: { code: "rail_not_offered" } });
  await app.db.shop.update({ where: { id: 1 }, data: { mode: "demo" } });
});

test("a transfer has a reference and time, and reserves when an operator saw it arrive", async () => {
  const order = await till.hold();
  const asked = await till.pay(order, { rail: "manual" });
  const { reference } = (await till.see(order)).payments[0] ?? {};
  expect(asked).toMatchObject({ status: 200, body: { state: "HELD", payments: [{ state: "PENDING" }] } });
  expect(reference).toMatch(/^LR-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const { holdExpiresAt, placedAt } = await till.see(order);
  expect(Date.parse(holdExpiresAt ?? "") - Date.parse(placedAt)).toBe(48 * 3_600_000);

  expect((await till.repeat(order)).body, "what was promised first is said again").toEqual(order.receipt);

  const { id } = await till.depositOf(order);
  const list = await app.http("GET", "/api/ops/payments/transfers", { cookie: ops.cookie });
  expect(list.body).toContainEqual(expect.objectContaining({ id, reference, amountMinor: order.depositMinor }));
  const answers = await Promise.all([confirm(id, order), confirm(id, order)]);
  expect(answers.map(({ status, body }) => [status, Reflect.get(Object(body), "state")])).toEqual([
    [200, "CAPTURED"],
    [200, "CAPTURED"],
  ]);
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
  const act = await app.db.auditLog.findFirstOrThrow({ where: { subject: `payment:${id}` } });
  expect(act).toMatchObject({
    actorId: ops.id,
    action: "payment.confirmed",
    after: { amountMinor: order.depositMinor },
  });
});

test("another amount, another rail, another role or another payment confirm nothing", async () => {
  const order = await till.hold();
  await till.pay(order, { rail: "manual" });
  const { id } = await till.depositOf(order);
  expect(await confirm(id, order, { amountMinor: order.depositMinor - 1 })).toMatchObject({
    status: 409,
    body: { code: "amount_mismatch" },
  });
  expect(await confirm(id, order, { currency: "USD" })).toMatchObject({ status: 409 });
  expect((await confirm(id, order, {}, order.cookie)).status).toBe(403);
  expect((await confirm(crypto.randomUUID(), order)).status).toBe(404);
  const other = await till.hold();
  await till.pay(other, { card: "approve" });
  expect(await confirm((await till.depositOf(other)).id, other)).toMatchObject({ body: { code: "not_confirmable" } });
  expect(await till.see(order)).toMatchObject({ state: "HELD", paidMinor: 0 });
});

test("a transfer for a hold that is over is owed back, until an operator has sent it", async () => {
  const order = await till.hold();
  await till.pay(order, { rail: "manual" });
  const { id } = await till.depositOf(order);
  await till.endHold(order);
  await expect.poll(async () => (await till.see(order)).state, soon).toBe("EXPIRED");
  expect((await confirm(id, order)).status).toBe(200);
  expect(await till.see(order)).toMatchObject({
    paidMinor: order.depositMinor,
    payments: [{ state: "CAPTURED" }, { kind: "REFUND", state: "PENDING" }],
  });
  const refund = await app.db.payment.findFirstOrThrow({ where: { preorderId: order.id, kind: "REFUND" } });
  expect(await confirm(refund.id, order)).toMatchObject({ status: 200, body: { state: "CAPTURED" } });
  expect(await till.see(order)).toMatchObject({ state: "EXPIRED", paidMinor: 0 });
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

test("a buyer who turns from transfer to card pays once, by card", async () => {
  const order = await till.hold();
  await till.pay(order, { rail: "manual" });
  expect(await till.pay(order, { card: "approve" })).toMatchObject({
    status: 200,
    body: { state: "RESERVED", paidMinor: order.depositMinor, payments: [{ state: "FAILED" }, { rail: "test" }] },
  });
});

function confirm(id: string, order: Held, change = {}, cookie = ops.cookie) {
  const body = { amountMinor: order.depositMinor, currency: order.currency, ...change };
  return app.http("POST", `/api/ops/payments/${id}/confirmation`, { cookie, body });
}
