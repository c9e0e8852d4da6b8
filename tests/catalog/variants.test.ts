import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { productView } from "#lib/catalog/schema.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { maxVariants } from "#lib/variants/schema.ts";
import { offerName, offersOf } from "#lib/variants/view.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let host: Person;
beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});
afterAll(() => app.stop());

const wave = (capacity: number) => ({ capacity, start: "2029-03-01", end: "2029-03-20" });
const send = (editionId: string, cookie = "") =>
  app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });

/** An edition in three colours, on sale, with so many of each. */
async function openColours(stocks: [number, number, number], terms: object = {}) {
  const [red, green, blue] = stocks;
  const first = await app.openEdition({ stock: red, ...terms }, host.email);
  const group = { variantGroup: first.sku };
  await change(first.editionId, { ...group, option: "Red", swatch: "#cf3616" });
  for (const [option, stock] of [
    ["Green", green],
    ["Blue", blue],
  ] as const) {
    expect(await add(first.productId, { ...group, option, stock, ...terms })).toMatchObject({ status: 201 });
  }
  await app.db.edition.updateMany({ where: { productId: first.productId }, data: { salesOpen: true } });
  const { editions } = productView.parse((await app.http("GET", `/api/products/${first.productId}`)).body);
  return { productId: first.productId, editions };
}

const change = (editionId: string, body: object) =>
  app.http("PATCH", `/api/editions/${editionId}`, { cookie: host.cookie, body });

function add(productId: string, { stock = 1, ...more }: { stock?: number; option?: string; variantGroup?: string }) {
  const sku = `V-${randomUUID().slice(0, 8).toUpperCase()}`;
  const body = {
    sku,
    name: `Run ${sku}`,
    currency: "CNY",
    priceMinor: 24_900,
    depositMinor: 4900,
    stock,
    waves: [wave(Math.max(1, stock))],
    ...more,
  };
  return app.http("POST", `/api/products/${productId}/editions`, { cookie: host.cookie, body });
}

test("200 at once for three colours: each sells what it has, none a unit more, and each gets its own back", async () => {
  const { editions } = await openColours([20, 7, 1]);
  expect(offersOf(editions).map((variants) => variants.map(({ option }) => option))).toEqual([
    ["Red", "Green", "Blue"],
  ]);
  const buyers = await app.buyers(200);
  const answers = await Promise.all(
    buyers.map(async ({ cookie }, index) => ({ cookie, ...(await send(editions[index % 3]?.id ?? "", cookie)) })),
  );
  const placed = answers.filter(({ status }) => status === 201);
  expect(placed).toHaveLength(28);
  for (const { id, total } of editions) {
    expect(await readStock(app.db, id)).toEqual({ available: 0, held: total, sold: 0 });
  }
  const orders = placed.map(({ cookie, body }) => ({ cookie, ...preorderReceipt.parse(body) }));
  const blue = orders.find(({ editionId }) => editionId === editions[2]?.id);
  const green = orders.find(({ editionId }) => editionId === editions[1]?.id);
  const cancelled = await app.http("POST", `/api/preorders/${blue?.id}/cancellation`, { cookie: blue?.cookie });
  expect(cancelled.status).toBe(200);
  await app.db
    .$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE id = ${green?.id}::uuid`;
  await expireHolds(app.made);
  const left = await Promise.all(editions.map(async ({ id }) => (await readStock(app.db, id)).available));
  expect(left).toEqual([0, 1, 1]);
  await expectWholeBooks(app.db);
});

test("an order says which variant it is of, wherever an edition is named", async () => {
  const { editions } = await openColours([5, 5, 5]);
  const green = editions.find(({ option }) => option === "Green");
  const [buyer] = await app.buyers(1);
  const { id } = preorderReceipt.parse((await send(green?.id ?? "", buyer?.cookie)).body);
  const order = preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie: buyer?.cookie })).body);
  expect(order.edition).toMatchObject({ name: `${green?.name}, Green`, sku: green?.sku });
});

test("a variant says which it is, no two say the same, and there are at most twenty", async () => {
  const { productId, editions } = await openColours([1, 1, 1]);
  const [red] = editions;
  const variantGroup = red?.variantGroup ?? "";
  expect(await add(productId, { variantGroup })).toMatchObject({ status: 422, body: { field: "option" } });
  const again = { status: 409, body: { code: "variant_taken", field: "option" } };
  expect(await add(productId, { variantGroup, option: "Red" })).toMatchObject(again);
  expect(await change(editions[1]?.id ?? "", { option: "Red" })).toMatchObject(again);
  expect(await change(red?.id ?? "", { option: "" })).toMatchObject({ status: 422, body: { field: "option" } });
  expect(await change(red?.id ?? "", { swatch: "red" })).toMatchObject({ status: 422, body: { field: "swatch" } });
  for (let made = editions.length; made < maxVariants; made += 1) {
    expect((await add(productId, { variantGroup, option: `Size ${made}` })).status).toBe(201);
  }
  const full = { status: 409, body: { code: "variants_full", field: "variantGroup" } };
  expect(await add(productId, { variantGroup, option: "One more" })).toMatchObject(full);
  expect(await app.db.edition.count({ where: { productId } })).toBe(maxVariants);
  expect((await add(productId, {})).status).toBe(201);
});

test.each([
  [["Sound, white", "Sound, green"], "Sound"],
  [["0.4 litres", "0.4 litres, night blue"], "0.4 litres"],
  [["海峡版 白", "海峡版 绿"], "海峡版"],
  [["Vermilion", "Night blue"], "a / b"],
])("variants called %j are together called %s", (names, together) => {
  expect(offerName(names.map((name, index) => ({ name, option: "ab"[index] ?? "" })))).toBe(together);
});
