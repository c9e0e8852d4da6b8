import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderId } from "#lib/engine/order-id.ts";
import { placeOrders } from "#lib/engine/place-orders.ts";
import { nothingLeft } from "#lib/engine/sold-out.ts";
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

test("a buyer gets the server's price, terms and promise, whatever else they say", async () => {
  const { editionId, priceMinor, depositMinor } = await app.openEdition({ perPersonLimit: 3 });
  const [buyer] = await app.buyers(1);
  const dictated = { editionId, quantity: 2, unitMinor: 1, priceMinor: 1 };
  const refused = await app.http("POST", "/api/preorders", {
    cookie: buyer?.cookie,
    body: dictated,
    key: randomUUID(),
  });
  expect(refused).toMatchObject({ status: 422, body: { code: "invalid_body", field: "unitMinor" } });

  const receipt = await place(buyer?.cookie, { editionId, quantity: 2 });
  expect(receipt).toMatchObject({
    quantity: 2,
    unitMinor: priceMinor,
    totalMinor: priceMinor * 2,
    depositMinor: depositMinor * 2,
    state: "HELD",
    window: { start: expect.any(String), end: expect.any(String) },
  });
  expect(await readStock(app.db, editionId)).toEqual({ available: 498, held: 2, sold: 0 });
});

test("an edition without a deposit is reserved at once and holds no one to a timer", async () => {
  const { editionId } = await app.openEdition({ depositMinor: 0 });
  const [buyer] = await app.buyers(1);
  expect(await place(buyer?.cookie, { editionId })).toMatchObject({ state: "RESERVED", holdExpiresAt: null });
  expect(await readStock(app.db, editionId)).toEqual({ available: 499, held: 0, sold: 1 });
});

test("the per-person limit counts what a buyer already has, and a refusal writes nothing", async () => {
  const { editionId } = await app.openEdition({ perPersonLimit: 3 });
  const [buyer] = await app.buyers(1);
  await place(buyer?.cookie, { editionId, quantity: 2 });
  const refused = await send(buyer?.cookie, { editionId, quantity: 2 });
  expect(refused).toMatchObject({ status: 409, body: { code: "over_limit", limit: 3 } });
  await place(buyer?.cookie, { editionId, quantity: 1 });
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(2);
});

test("a request for more than is left is refused, and a smaller one behind it still fits", async () => {
  const { editionId } = await app.openEdition({ stock: 3, perPersonLimit: 5 });
  const batch = await placeBatch(editionId, [2, 2, 1, 1]);
  expect(batch.placements.map(({ outcome }) => outcome)).toEqual(["placed", "too_few_left", "placed", "sold_out"]);
  expect(batch.stock).toMatchObject({ available: 0, held: 3, sold: 0 });
});

test("the eleventh buyer of ten is told sold out, first by the database and then from memory", async () => {
  const { editionId } = await app.openEdition({ stock: 10 });
  const buyers = await app.buyers(13);
  for (const { cookie } of buyers.slice(0, 10)) await place(cookie, { editionId });
  for (const { cookie } of buyers.slice(10)) {
    expect(await send(cookie, { editionId })).toMatchObject({ status: 409, body: { code: "sold_out" } });
  }
  await expect
    .poll(() => app.made.engine.soldOut.answerTo(buyers[12]?.id ?? "", { editionId }), soon)
    .toBe(nothingLeft);
  expect(app.made.engine.soldOut.answerTo(buyers[0]?.id ?? "", { editionId })).toBeUndefined();
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(10);
});

test("a repeated key answers byte for byte the same, also after the order was paid", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const key = randomUUID();
  const first = await send(buyer?.cookie, { editionId }, key);
  expect(first.status).toBe(201);
  const receipt = preorderReceipt.parse(first.body);
  await app.http("POST", `/api/preorders/${receipt.id}/deposit`, { cookie: buyer?.cookie, body: { card: "approve" } });
  const again = await send(buyer?.cookie, { editionId }, key);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(1);
});

test("a double click is one order", async () => {
  const { editionId } = await app.openEdition({ perPersonLimit: 5 });
  const [buyer] = await app.buyers(1);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(buyer?.cookie, { editionId }, key)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await readStock(app.db, editionId)).toEqual({ available: 499, held: 1, sold: 0 });
});

test("a key used again for something else is refused, and belongs to its buyer alone", async () => {
  const { editionId } = await app.openEdition({ perPersonLimit: 5 });
  const other = await app.openEdition();
  const [buyer, stranger] = await app.buyers(2);
  const key = randomUUID();
  const mine = await place(buyer?.cookie, { editionId }, key);
  const reused = { status: 422, body: { code: "key_reused" } };
  expect(await send(buyer?.cookie, { editionId, quantity: 2 }, key)).toMatchObject(reused);
  expect(await send(buyer?.cookie, { editionId: other.editionId }, key)).toMatchObject(reused);
  expect((await place(stranger?.cookie, { editionId }, key)).id).not.toBe(mine.id);
});

test("without a key, or with one that is no key, nothing is placed", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const calls = [{}, { key: "short" }, { key: "with space inside" }, { key: "k".repeat(256) }];
  for (const call of calls) {
    const answer = await app.http("POST", "/api/preorders", { cookie: buyer?.cookie, body: { editionId }, ...call });
    expect(answer).toMatchObject({ status: 400, body: { code: "missing_idempotency_key" } });
  }
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(0);
});

test("closed sales and unknown editions are refused by name", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  await app.db.edition.update({ where: { id: editionId }, data: { salesOpen: false } });
  expect(await send(buyer?.cookie, { editionId })).toMatchObject({ status: 409, body: { code: "sales_closed" } });
  expect(await send(buyer?.cookie, { editionId: randomUUID() })).toMatchObject({
    status: 404,
    body: { code: "not_found" },
  });
});

test("waves fill in order, and what was promised stays promised when the wave changes", async () => {
  const { editionId } = await app.openEdition({ stock: 5, perPersonLimit: 5 });
  await app.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 2 } });
  const later = { windowStart: new Date("2027-05-01"), windowEnd: new Date("2027-05-14") };
  await app.db.deliveryWave.create({ data: { editionId, position: 2, capacity: 3, ...later } });
  const batch = await placeBatch(editionId, [1, 1, 1, 2]);
  const windows = batch.placements.map((placement) =>
    "receipt" in placement ? placement.receipt.window?.start : null,
  );
  expect(new Set(windows.slice(0, 2)).size).toBe(1);
  expect(windows.slice(2)).toEqual(["2027-05-01", "2027-05-01"]);
  expect(await allocatedOf(editionId)).toEqual([2, 3]);

  await app.db.deliveryWave.updateMany({
    where: { editionId, position: 2 },
    data: { windowStart: new Date("2027-09-01"), windowEnd: new Date("2027-09-14") },
  });
  const promised = await app.db.preorder.findMany({ where: { editionId }, orderBy: { windowStart: "asc" } });
  expect(promised.map(({ windowStart }) => windowStart?.toISOString().slice(0, 10))).toEqual(windows);
});

test("a batch of hundreds is exact: no unit sold twice, none left lying", async () => {
  const { editionId } = await app.openEdition({ stock: 300 });
  const batch = await placeBatch(
    editionId,
    Array.from({ length: 384 }, () => 1),
  );
  const outcomes = batch.placements.map(({ outcome }) => outcome);
  expect(outcomes).toEqual([...Array(300).fill("placed"), ...Array(84).fill("sold_out")]);
  expect(await readStock(app.db, editionId)).toEqual({ available: 0, held: 300, sold: 0 });
});

test("an order shows its own buyer everything and a stranger nothing", async () => {
  const { editionId, sku } = await app.openEdition();
  const [buyer, stranger] = await app.buyers(2);
  const { id } = await place(buyer?.cookie, { editionId });
  const mine = await app.http("GET", `/api/preorders/${id}`, { cookie: buyer?.cookie });
  expect(preorderView.parse(mine.body)).toMatchObject({ id, edition: { sku }, contact: buyer?.email, canPay: true });
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: stranger?.cookie })).status).toBe(404);
  expect((await app.http("GET", "/api/preorders", { cookie: stranger?.cookie })).body).toEqual([]);
});

function send(cookie: string | undefined, body: { editionId: string; quantity?: number }, key: string = randomUUID()) {
  return app.http("POST", "/api/preorders", { cookie, body, key });
}

async function place(...args: Parameters<typeof send>) {
  const answer = await send(...args);
  expect(answer).toMatchObject({ status: 201 });
  return preorderReceipt.parse(answer.body);
}

/** One batch in one statement, a buyer of its own for each quantity. */
async function placeBatch(editionId: string, quantities: number[]) {
  const buyers = await app.buyers(quantities.length);
  const requests = buyers.map(({ id, email }, index) => ({
    id: orderId(),
    userId: id,
    buyerName: "Buyer",
    idemKey: randomUUID(),
    quantity: quantities[index] ?? 1,
    contact: email,
    person: email,
    currency: null,
    cityId: null,
  }));
  return placeOrders(app.db, { editionId, dropId: null }, requests);
}

async function allocatedOf(editionId: string) {
  const waves = await app.db.deliveryWave.findMany({ where: { editionId }, orderBy: { position: "asc" } });
  return waves.map(({ allocated }) => allocated);
}
