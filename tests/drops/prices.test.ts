import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { priceChangeExpiry } from "#lib/catalog/expire-price-changes.ts";
import { productView } from "#lib/catalog/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type DropStage, openDropStage, receiptOf } from "#tests/support/drops.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

const cheap = { currency: "CNY", priceMinor: 19_900, depositMinor: 1900 };
const euro = { currency: "EUR", priceMinor: 3500, depositMinor: 500, taxBp: 0 };

test("who buys in a drop pays its price and its deposit, the line too, and the shop goes on at its own", async () => {
  const stage = await openDropStage(app, { stock: 20, prices: [euro] }, { units: 3, prices: [cheap] });
  const [early, first, second, shopper] = await app.buyers(4);
  await stage.act("arm");
  expect((await stage.join(early?.cookie)).status).toBe(201);
  await stage.fire();
  const bought = receiptOf(await stage.buy(first?.cookie, { quantity: 1 }));
  expect(bought).toMatchObject({ currency: "CNY", totalMinor: 19_900, depositMinor: 1900 });
  expect(receiptOf(await stage.buy(second?.cookie, { currency: "EUR" }))).toMatchObject({
    ...{ currency: "EUR", totalMinor: 3500, depositMinor: 500 },
  });
  const served = await app.db.preorder.findFirstOrThrow({ where: { dropId: stage.dropId, user: { id: early?.id } } });
  expect(served).toMatchObject({ unitMinor: 19_900n, depositMinor: 1900n });
  const open = { cookie: shopper?.cookie, key: crypto.randomUUID(), body: { editionId: stage.editionId } };
  expect(receiptOf(await app.http("POST", "/api/preorders", open))).toMatchObject({
    ...{ totalMinor: 24_900, depositMinor: 4900 },
  });
  const paid = await app.http("POST", `/api/preorders/${bought.id}/deposit`, {
    cookie: first?.cookie,
    body: { card: "approve" },
  });
  expect(paid).toMatchObject({ status: 200, body: { state: "RESERVED", paidMinor: 1900 } });
});

test("the price that a reduction is measured by is the lowest of the 30 days before, wherever it was asked", async () => {
  const stage = await openDropStage(app, { stock: 20 }, { units: 2, prices: [cheap] });
  const lowest = async () => (await stage.read()).prices?.[0]?.lowestMinor;
  // A price that was taken up again after a cheaper week, and one from long ago.
  await app.db.priceChange.deleteMany({ where: { editionId: stage.editionId } });
  const day = 86_400_000;
  const asked = (days: number, priceMinor: bigint) => ({
    ...{ editionId: stage.editionId, currency: "CNY", since: new Date(Date.now() - days * day), priceMinor },
  });
  await app.db.priceChange.createMany({
    data: [asked(80, 10_000n), asked(40, 23_000n), asked(20, 21_000n), asked(13, 24_900n)],
  });
  await stage.act("arm");
  expect(await lowest()).toBe(21_000);
  await stage.act("disarm");
  await app.db.priceChange.deleteMany({ where: { editionId: stage.editionId, priceMinor: 21_000n } });
  await stage.act("arm");
  expect(await lowest()).toBe(23_000);
  await stage.fire();
  await stage.act("close");

  const next = await anotherDrop(stage, { ...cheap, priceMinor: 18_900 });
  expect(next, "the drop before was open in these days").toMatchObject({ prices: [{ lowestMinor: 19_900 }] });
});

test("prices that are set are remembered once each, and forgotten when nothing is measured by them", async () => {
  const { editionId, host } = await openDropStage(app, { prices: [euro] });
  const set = async (priceMinor: number, prices: object[]) => {
    const body = { currency: "CNY", priceMinor, depositMinor: 0, taxBp: 0, prices };
    const answer = await app.http("PUT", `/api/editions/${editionId}/prices`, { cookie: host.cookie, body });
    expect(answer.status, answer.text).toBe(200);
  };
  await set(22_000, [euro]);
  await set(22_000, [euro]);
  await set(23_000, []);
  const read = async () =>
    (
      await app.db.priceChange.findMany({
        where: { editionId },
        orderBy: [{ currency: "asc" }, { since: "asc" }],
        select: { currency: true, priceMinor: true },
      })
    ).map(({ currency, priceMinor }) => `${currency} ${priceMinor}`);
  expect(await read()).toEqual(["CNY 24900", "CNY 22000", "CNY 23000", "EUR 3500", "EUR null"]);
  await app.db
    .$executeRaw`UPDATE price_change SET since = since - interval '100 days' WHERE edition_id = ${editionId}::uuid`;
  await priceChangeExpiry.work({ db: app.db });
  expect(await read(), "what is asked now stays").toEqual(["CNY 23000", "EUR null"]);
});

test("a reduced price says for 30 days what was the lowest before it, and a raised one says nothing", async () => {
  const { editionId, productId, host } = await openDropStage(app, { prices: [euro] });
  const set = (priceMinor: number, prices = [euro]) =>
    app.http("PUT", `/api/editions/${editionId}/prices`, {
      cookie: host.cookie,
      body: { currency: "CNY", priceMinor, depositMinor: 0, taxBp: 0, prices },
    });
  const read = async () => {
    const { body } = await app.http("GET", `/api/products/${productId}`);
    const [edition] = productView.parse(body).editions;
    return [edition?.lowestMinor, edition?.prices[0]?.lowestMinor];
  };
  await set(22_000, [{ ...euro, priceMinor: 3000 }]);
  expect(await read()).toEqual([24_900, 3500]);
  await set(23_000);
  expect(await read(), "22,000 was asked in these days").toEqual([undefined, undefined]);
  await set(21_000);
  expect(await read()).toEqual([22_000, undefined]);
  await app.db.edition.update({
    where: { id: editionId },
    data: { reducedAt: new Date(Date.now() - 31 * 86_400_000) },
  });
  expect(await read()).toEqual([undefined, undefined]);
});

test("a price that cannot be is refused by its field and writes nothing; from the arming on it stands", async () => {
  const stage = await openDropStage(app, { stock: 20 }, { units: 2, prices: [cheap] });
  const change = (prices: object[]) =>
    app.http("PATCH", `/api/drops/${stage.dropId}`, { cookie: stage.host.cookie, body: { prices } });
  const strange = { currency: "EUR", priceMinor: 100, depositMinor: 0 };
  expect(await change([cheap, strange])).toMatchObject({
    status: 409,
    body: { code: "currency_not_offered", field: "prices.1.currency" },
  });
  expect(await change([cheap, cheap])).toMatchObject({ status: 422, body: { field: "prices" } });
  expect(await change([{ ...cheap, depositMinor: 20_000 }])).toMatchObject({
    status: 422,
    body: { field: "prices.0.depositMinor" },
  });
  expect(await change([{ ...cheap, lowestMinor: 99_900 }])).toMatchObject({ status: 422 });
  expect((await stage.read()).prices).toEqual([{ ...cheap, lowestMinor: 24_900 }]);
  await stage.act("arm");
  expect(await change([])).toMatchObject({ status: 409, body: { code: "drop_wrong_state" } });
  expect((await stage.read()).prices).toEqual([{ ...cheap, lowestMinor: 24_900 }]);
});

async function anotherDrop({ showId, editionId, host }: DropStage, price: typeof cheap) {
  const made = await app.http("POST", `/api/shows/${showId}/drops`, {
    cookie: host.cookie,
    body: { editionId, title: "Another", units: 1, prices: [price] },
  });
  return made.body;
}
