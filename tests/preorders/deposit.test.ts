import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("an approved card turns a hold into a reservation and says what was paid", async () => {
  const { id, cookie, editionId, depositMinor } = await hold();
  const paid = await pay(id, cookie, "approve");
  expect(paid.status).toBe(200);
  expect(preorderView.parse(paid.body)).toMatchObject({
    state: "RESERVED",
    paidMinor: depositMinor,
    holdExpiresAt: null,
    payments: [{ kind: "DEPOSIT", state: "CAPTURED", amountMinor: depositMinor, rail: "test" }],
  });
  expect(await readStock(app.db, editionId)).toEqual({ available: 499, held: 0, sold: 1 });
});

test("a declined card keeps the hold, and another card pays it", async () => {
  const { id, cookie } = await hold();
  expect(await pay(id, cookie, "decline")).toMatchObject({
    status: 402,
    body: { code: "payment_declined", reason: "card_declined" },
  });
  const after = await app.http("GET", `/api/preorders/${id}`, { cookie });
  expect(after.body).toMatchObject({ state: "HELD", canPay: true, paidMinor: 0 });
  expect((await pay(id, cookie, "approve")).body).toMatchObject({
    state: "RESERVED",
    payments: [{ state: "FAILED" }, { state: "CAPTURED" }],
  });
});

test("a card that wants the buyer's word leaves the payment pending until it has it", async () => {
  const { id, cookie } = await hold();
  expect(await pay(id, cookie, "needs_action")).toMatchObject({ status: 402, body: { code: "payment_needs_action" } });
  const pending = await app.http("GET", `/api/preorders/${id}`, { cookie });
  expect(pending.body).toMatchObject({ state: "HELD", payments: [{ state: "PENDING" }] });
  expect((await pay(id, cookie, "approve")).body).toMatchObject({
    state: "RESERVED",
    payments: [{ state: "CAPTURED" }],
  });
});

test("paying twice, one after the other or at once, is one charge", async () => {
  const { id, cookie, depositMinor } = await hold();
  const atOnce = await Promise.all(Array.from({ length: 6 }, () => pay(id, cookie, "approve")));
  expect(atOnce.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await pay(id, cookie, "approve")).body).toMatchObject({ paidMinor: depositMinor });
  expect(await app.db.payment.count({ where: { preorderId: id } })).toBe(1);
});

test("a stranger cannot pay, and does not learn that the order exists", async () => {
  const { id } = await hold();
  const [stranger] = await app.buyers(1);
  expect(await pay(id, stranger?.cookie, "approve")).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test("a hold that is over cannot be paid", async () => {
  const { id, cookie, editionId } = await hold();
  await endHold(id);
  await expect.poll(() => stateOf(id), soon).toBe("EXPIRED");
  expect(await pay(id, cookie, "approve")).toMatchObject({ status: 409, body: { code: "hold_expired" } });
  expect(await app.db.payment.count({ where: { preorderId: id } })).toBe(0);
  expect(await readStock(app.db, editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

test("money that arrives after the hold ended is given back in full", async () => {
  const { id, cookie, editionId, depositMinor } = await hold();
  const late = await withConnection(app.databaseUrl, async (hand) => {
    await hand.query("BEGIN");
    await hand.query("SELECT FROM inventory WHERE edition_id = $1 FOR UPDATE", [editionId]);
    const paying = pay(id, cookie, "approve");
    await expect.poll(waitingForLocks, soon).toBeGreaterThan(0);
    await hand.query("SELECT move_preorders($1, ARRAY[$2]::uuid[], '{HELD}', 'EXPIRED')", [editionId, id]);
    await hand.query("COMMIT");
    return paying;
  });
  expect(late).toMatchObject({ status: 409, body: { code: "hold_expired" } });
  const after = await app.http("GET", `/api/preorders/${id}`, { cookie });
  expect(after.body).toMatchObject({
    state: "EXPIRED",
    paidMinor: 0,
    payments: [
      { kind: "DEPOSIT", state: "CAPTURED", amountMinor: depositMinor },
      { kind: "REFUND", state: "CAPTURED", amountMinor: depositMinor },
    ],
  });
});

test("cancelling a paid order gives the money and the unit back, however often it is asked for", async () => {
  const { id, cookie, editionId, depositMinor } = await hold();
  await pay(id, cookie, "approve");
  const answers = await Promise.all([cancel(id, cookie), cancel(id, cookie), cancel(id, cookie)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [refund, ...more] = await app.db.payment.findMany({ where: { preorderId: id, kind: "REFUND" } });
  expect(refund).toMatchObject({ state: "CAPTURED", amountMinor: BigInt(depositMinor) });
  expect(more).toEqual([]);
  expect((await cancel(id, cookie)).body).toMatchObject({ state: "CANCELLED", paidMinor: 0, canCancel: false });
  expect(await readStock(app.db, editionId)).toEqual({ available: 500, held: 0, sold: 0 });
  expect(await pay(id, cookie, "approve")).toMatchObject({ status: 409, body: { code: "not_payable" } });
});

test("paying and cancelling at the same moment end in one of the two, with the money right", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id, cookie, depositMinor } = await hold();
    await Promise.all([pay(id, cookie, "approve"), cancel(id, cookie)]);
    const view = preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
    if (view.state === "CANCELLED") expect(view.paidMinor).toBe(0);
    else expect([view.state, view.paidMinor]).toEqual(["RESERVED", depositMinor]);
  }
});

test("after the refund window nothing is cancelled", async () => {
  const { id, cookie } = await hold();
  await pay(id, cookie, "approve");
  await app.db.preorder.update({ where: { id }, data: { refundableUntil: new Date(Date.now() - 1000) } });
  expect(await cancel(id, cookie)).toMatchObject({ status: 409, body: { code: "not_cancellable" } });
});

test("a hold that runs out gives its unit to the next buyer in line", async () => {
  const { id, editionId } = await hold({ stock: 1 });
  const [next] = await app.buyers(1);
  const order = () =>
    app.http("POST", "/api/preorders", { cookie: next?.cookie, body: { editionId }, key: randomUUID() });
  expect(await order()).toMatchObject({ status: 409, body: { code: "sold_out" } });
  await endHold(id);
  await expect.poll(() => stateOf(id), soon).toBe("EXPIRED");
  await expect.poll(async () => (await order()).status, soon).toBe(201);
});

async function hold(overrides: { stock?: number } = {}) {
  const edition = await app.openEdition(overrides);
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  const body = { editionId: edition.editionId };
  const placed = await app.http("POST", "/api/preorders", { cookie, body, key: randomUUID() });
  return { ...preorderReceipt.parse(placed.body), cookie };
}

function pay(id: string, cookie: string | undefined, card: "approve" | "decline" | "needs_action") {
  return app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: { card } });
}

function cancel(id: string, cookie: string) {
  return app.http("POST", `/api/preorders/${id}/cancellation`, { cookie });
}

/** Lets the database's clock pass the end of the hold. */
async function endHold(id: string) {
  await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE id = ${id}::uuid`;
}

async function stateOf(id: string) {
  return (await app.db.preorder.findUniqueOrThrow({ where: { id } })).state;
}

async function waitingForLocks() {
  const [row] = await app.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}
