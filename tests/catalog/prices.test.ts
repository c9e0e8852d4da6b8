import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditionView, editionView, productView } from "#lib/catalog/schema.ts";
import { board } from "#lib/live/contract.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});

afterAll(() => app.stop());

const yen = { currency: "JPY", priceMinor: 5_500, depositMinor: 0, taxBp: 1000 };
const dinar = { currency: "KWD", priceMinor: 10_501, depositMinor: 1_001, taxBp: 500 };
const main = { currency: "CNY", priceMinor: 11_300, depositMinor: 2_000, taxBp: 1300 };

test("an edition is priced in several currencies, and a buyer pays the price of the one they chose, tax inside", async () => {
  const { editionId } = await app.openEdition({ ...main, prices: [yen, dinar] }, host.email);
  expect(await pricesOf(editionId)).toEqual({ ...main, prices: [yen, dinar] });
  expect(await place(editionId, {})).toMatchObject({
    unitMinor: 11_300,
    taxMinor: 1_300,
    taxBp: 1300,
    currency: "CNY",
  });
  expect(await place(editionId, { currency: "KWD" })).toMatchObject({
    ...{ unitMinor: 10_501, totalMinor: 10_501, depositMinor: 1_001, taxMinor: 500, taxBp: 500, currency: "KWD" },
    state: "HELD",
  });
});

test("a deposit in one currency and none in another: the order without one is reserved at once", async () => {
  const { editionId } = await app.openEdition({ ...main, prices: [yen] }, host.email);
  expect(await place(editionId, {})).toMatchObject({ state: "HELD", depositMinor: 2_000 });
  expect(await place(editionId, { currency: "JPY" })).toMatchObject({
    ...{ state: "RESERVED", depositMinor: 0, holdExpiresAt: null, unitMinor: 5_500, taxMinor: 500 },
  });
});

test("nothing is sold in a currency that the seller did not price", async () => {
  const { editionId } = await app.openEdition(main, host.email);
  const answer = await send(editionId, { currency: "USD" });
  expect(answer).toMatchObject({ status: 409, body: { code: "currency_not_offered" } });
});

test("new prices count for new orders only; what was agreed stays to the last unit of tax", async () => {
  const { editionId } = await app.openEdition({ ...main, prices: [yen] }, host.email);
  const [buyer] = await app.buyers(1);
  const before = await place(editionId, {}, buyer?.cookie);
  const dearer = { ...main, priceMinor: 22_600, taxBp: 600, prices: [{ ...yen, currency: "USD" }] };
  expect(await setPrices(editionId, dearer)).toMatchObject({ status: 200, body: dearer });
  const after = preorderView.parse(
    (await app.http("GET", `/api/preorders/${before.id}`, { cookie: buyer?.cookie })).body,
  );
  expect(after).toMatchObject({ unitMinor: 11_300, taxMinor: 1_300, taxBp: 1300 });
  expect(await place(editionId, {})).toMatchObject({ unitMinor: 22_600, taxMinor: 1_279, taxBp: 600 });
  expect(await send(editionId, { currency: "JPY" })).toMatchObject({ body: { code: "currency_not_offered" } });
  expect(await app.db.preorder.update({ where: { id: before.id }, data: { taxBp: 0 } }).catch(() => "frozen")).toBe(
    "frozen",
  );
});

test("prices that make no sense are refused with the field named, and nothing changes", async () => {
  const { editionId } = await app.openEdition({ ...main, prices: [yen] }, host.email);
  const refused = async (prices: object, field: string) => {
    expect(await setPrices(editionId, { ...main, ...prices })).toMatchObject({
      status: 422,
      body: { code: "invalid_body", field },
    });
  };
  await refused({ depositMinor: 11_301 }, "depositMinor");
  await refused({ prices: [{ ...yen, depositMinor: 5_501 }] }, "prices.0.depositMinor");
  await refused({ prices: [{ ...yen, currency: "CNY" }] }, "prices");
  await refused({ prices: [yen, yen] }, "prices");
  await refused({ prices: [{ ...yen, currency: "YEN" }] }, "prices.0.currency");
  await refused({ taxBp: 10_001 }, "taxBp");
  await refused({ priceMinor: 1.5 }, "priceMinor");
  expect(await pricesOf(editionId)).toEqual({ ...main, prices: [yen] });
});

test("a currency that somebody waits in is not taken away", async () => {
  const { editionId } = await app.openEdition({ ...main, prices: [yen], stock: 0 }, host.email);
  const [buyer] = await app.buyers(1);
  const joined = await app.http("POST", `/api/editions/${editionId}/line`, {
    cookie: buyer?.cookie,
    key: randomUUID(),
    body: { currency: "JPY" },
  });
  expect(joined.status).toBe(201);
  expect(await setPrices(editionId, main)).toMatchObject({
    status: 409,
    body: { code: "currency_waited_for", currency: "JPY" },
  });
});

test("a change of prices stands in the audit log, and rooms that show it read it again", async () => {
  const { editionId, showId } = await app.openEdition(main, host.email);
  const snapshot = async () => Object((await app.http("GET", `/api/shows/${showId}/snapshot`)).body).catalog;
  const before = await snapshot();
  const dearer = { ...main, priceMinor: 22_600, prices: [] };
  await setPrices(editionId, dearer);
  await expect.poll(snapshot, soon).toBeGreaterThan(before);
  const acts = await app.db.$queryRaw`
    SELECT actor_id AS who, before, after FROM audit_log WHERE subject = ${`edition:${editionId}`} AND action = 'prices.set'`;
  expect(acts).toEqual([{ who: host.id, before: { ...main, prices: [] }, after: dearer }]);
});

test("money in two currencies is never added: the board counts each by itself, minute by minute too", async () => {
  const { editionId, showId } = await app.openEdition({ ...main, prices: [dinar] }, host.email);
  for (const currency of ["CNY", "KWD", "KWD"]) {
    const [buyer] = await app.buyers(1);
    const { id } = await place(editionId, { currency }, buyer?.cookie);
    await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer?.cookie, body: {} });
  }
  const { cookie } = await app.person("ops");
  const { money, minutes } = board.parse((await app.http("GET", `/api/ops/shows/${showId}/board`, { cookie })).body);
  expect(money).toEqual([
    { currency: "CNY", capturedMinor: 2_000, refundedMinor: 0, reservedMinor: 11_300 },
    { currency: "KWD", capturedMinor: 2_002, refundedMinor: 0, reservedMinor: 21_002 },
  ]);
  const captured = new Map<string, number>();
  for (const { currency, minor } of minutes.flatMap((minute) => minute.captured)) {
    captured.set(currency, (captured.get(currency) ?? 0) + minor);
  }
  expect(Object.fromEntries(captured)).toEqual({ CNY: 2_000, KWD: 2_002 });
  expect(minutes.reduce((sum, { placed }) => sum + placed, 0)).toBe(3);
  await expectWholeBooks(app.db);
});

test("an edition made with a fault in a further price is refused where the fault is", async () => {
  const product = productView.parse(
    (
      await app.http("POST", "/api/products", {
        cookie: host.cookie,
        body: { slug: `p-${randomUUID().slice(0, 8)}`, name: "Lamp" },
      })
    ).body,
  );
  const edition = {
    ...{ sku: `S-${randomUUID().slice(0, 8).toUpperCase()}`, name: "Brass", stock: 5 },
    ...main,
    waves: [
      { capacity: 3, start: "2028-01-01", end: "2028-01-20" },
      { capacity: 2, start: "2028-02-01", end: "2028-02-20" },
    ],
  };
  const add = (body: object) =>
    app.http("POST", `/api/products/${product.id}/editions`, { cookie: host.cookie, body: { ...edition, ...body } });
  expect(await add({ prices: [{ ...yen, taxBp: -1 }] })).toMatchObject({ body: { field: "prices.0.taxBp" } });
  expect(await add({ waves: edition.waves.toReversed() })).toMatchObject({ body: { field: "waves" } });
  expect(await add({ prices: [yen, dinar] })).toMatchObject({
    status: 201,
    body: { editions: [{ ...main, prices: [yen, dinar] }] },
  });
});

async function pricesOf(editionId: string) {
  const { productId } = await app.db.edition.findUniqueOrThrow({ where: { id: editionId } });
  const product = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
  const { currency, priceMinor, depositMinor, taxBp, prices } = editionView.parse(product.editions[0]);
  return { currency, priceMinor, depositMinor, taxBp, prices } satisfies Partial<EditionView>;
}

function setPrices(editionId: string, body: object) {
  return app.http("PUT", `/api/editions/${editionId}/prices`, { cookie: host.cookie, body });
}

async function send(editionId: string, more: object, cookie?: string) {
  const [buyer] = cookie ? [{ cookie }] : await app.buyers(1);
  return app.http("POST", "/api/preorders", { cookie: buyer?.cookie, key: randomUUID(), body: { editionId, ...more } });
}

async function place(...args: Parameters<typeof send>) {
  const answer = await send(...args);
  expect(answer).toMatchObject({ status: 201 });
  return preorderReceipt.parse(answer.body);
}
