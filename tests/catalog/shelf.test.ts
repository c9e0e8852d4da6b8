import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listProductAddresses } from "#lib/catalog/queries.ts";
import { productPage, productView } from "#lib/catalog/schema.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { showView } from "#lib/shows/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openDropStage } from "#tests/support/drops.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});
afterAll(() => app.stop());

const by = (cookie: string) => (method: string, path: string, body?: object) =>
  app.http(method, `/api/${path}`, { cookie, body });
const act = (method: string, path: string, body?: object) => by(host.cookie)(method, path, body);
const open = () => app.openEdition({}, host.email);
const archive = (id: string, archived = true) => act("PUT", `products/${id}/archive`, { archived });
const end = (showId: string) => act("POST", `shows/${showId}/end`, {});

/** A product that no show lists, with these editions. */
async function make(name: string, skus: string[] = [], more: object = {}) {
  const made = await act("POST", "products", { slug: `made-${randomUUID()}`, name, ...more });
  const { id } = productView.parse(made.body);
  for (const sku of skus) await act("POST", `products/${id}/editions`, edition(sku));
  return productView.parse((await act("GET", `products/${id}`)).body);
}

function edition(sku: string) {
  const waves = [{ capacity: 5, start: "2028-03-01", end: "2028-03-20" }];
  return { name: `Edition ${sku}`, sku, priceMinor: 1000, depositMinor: 0, currency: "CNY", stock: 5, waves };
}

async function find(query: Record<string, string> = {}) {
  const answer = await act("GET", `products?${new URLSearchParams(query)}`);
  return productPage.parse(answer.body);
}
const namesOf = ({ products }: { products: { name: string }[] }) => products.map(({ name }) => name);
const actsOn = (subject: string) =>
  app.db.$queryRaw<{ action: string; by: string }[]>`
    SELECT action, actor_id::text AS by FROM audit_entry WHERE subject = ${subject} ORDER BY id`;

test("editions stand in the order that their host gives them, on the page, in the room and for the next one", async () => {
  const { showId, productId, editionId } = await open();
  for (const sku of ["ORD-B", "ORD-C"]) await act("POST", `products/${productId}/editions`, edition(sku));
  const [a, b, c] = productView.parse((await act("GET", `products/${productId}`)).body).editions.map(({ id }) => id);
  expect(a).toBe(editionId);
  const answer = await act("PUT", `products/${productId}/editions/order`, { ids: [c, a] });
  const order = [c, a, b];
  expect(productView.parse(answer.body).editions.map(({ id }) => id)).toEqual(order);
  const room = async () => (await app.http("GET", `/api/shows/${showId}/snapshot`)).body;
  await expect.poll(room, soon).toMatchObject({ stock: order.map((id) => ({ editionId: id })) });
  const more = await act("POST", `products/${productId}/editions`, edition("ORD-D"));
  expect(productView.parse(more.body).editions.map(({ sku }) => sku)[3]).toBe("ORD-D");
  expect(await actsOn(`product:${productId}`)).toContainEqual({ action: "editions.ordered", by: host.id });
});

test("an archived product leaves the shelf with its sales closed, and comes back where it stood; its orders stay", async () => {
  const { showId, productId, editionId } = await open();
  const { slug } = await app.db.product.findUniqueOrThrow({ where: { id: productId } });
  const [buyer] = await app.buyers(1);
  const placed = await app.http("POST", "/api/preorders", {
    ...{ cookie: buyer?.cookie, key: randomUUID(), body: { editionId } },
  });
  const order = preorderReceipt.parse(placed.body);
  await act("POST", `shows/${showId}/end`, { closeSales: false });
  const planned = showView.parse(
    (await act("POST", "shows", { title: "Next", startsAt: "2027-01-01T00:00:00Z" })).body,
  ).id;
  await act("POST", `shows/${planned}/products`, { productId });

  expect(await archive(productId)).toMatchObject({
    status: 200,
    body: { isArchived: true, editions: [{ salesOpen: false }] },
  });
  expect((await archive(productId)).status).toBe(200);
  const productsOf = async (id: string) => showView.parse((await app.http("GET", `/api/shows/${id}`)).body).products;
  expect(await productsOf(planned)).toEqual([]);
  expect(await productsOf(showId)).toEqual([]);
  expect(await listProductAddresses(app.made)).not.toContain(slug);
  expect(namesOf(await find({ archived: "true" }))).toHaveLength(1);
  expect((await find()).products.some(({ id }) => id === productId)).toBe(false);
  expect((await app.http("GET", `/api/preorders/${order.id}`, { cookie: buyer?.cookie })).status).toBe(200);
  expect(await act("GET", `shows/${showId}/sales`)).toMatchObject({ body: { sales: [{ editionId, held: 1 }] } });

  const refused = { status: 409, body: { code: "product_archived" } };
  expect(await act("PUT", `editions/${editionId}/sales`, { open: true })).toMatchObject(refused);
  expect(await act("POST", `shows/${planned}/products`, { productId })).toMatchObject(refused);
  expect(await act("PUT", `shows/${planned}/pin`, { productId })).toMatchObject({
    body: { code: "product_not_in_show" },
  });
  const waiting = { cookie: buyer?.cookie, key: randomUUID(), body: { quantity: 1 } };
  expect(await app.http("POST", `/api/editions/${editionId}/line`, waiting)).toMatchObject({
    ...{ status: 409, body: { code: "sales_closed" } },
  });
  const drop = { editionId, title: "A drop", units: 1 };
  expect(await act("POST", `shows/${planned}/drops`, drop)).toMatchObject({ body: { code: "product_not_in_show" } });

  expect(await archive(productId, false)).toMatchObject({ status: 200, body: { isArchived: false } });
  expect((await productsOf(planned)).map(({ id }) => id)).toEqual([productId]);
  expect((await act("PUT", `editions/${editionId}/sales`, { open: true })).status).toBe(200);
  const acts = (await actsOn(`product:${productId}`)).map(({ action }) => action);
  expect(acts).toEqual(["product.created", "product.archived", "product.restored"]);
  await expectWholeBooks(app.db);
});

test("an archived edition is on no page, in no room and in no line, cannot be ordered or sold, and comes back closed", async () => {
  const { showId, productId, editionId } = await open();
  await act("POST", `products/${productId}/editions`, edition(`ARC-${randomUUID().slice(0, 4).toUpperCase()}`));
  const put = (archived: boolean) => act("PUT", `editions/${editionId}/archive`, { archived });
  expect((await put(true)).body).toMatchObject({ code: "product_on_air" });
  const [buyer] = await app.buyers(1);
  const order = () =>
    app.http("POST", "/api/preorders", { cookie: buyer?.cookie ?? "", key: randomUUID(), body: { editionId } });
  const placed = preorderReceipt.parse((await order()).body);
  await end(showId);
  await act("PUT", `editions/${editionId}/sales`, { open: true });
  for (const _ of [1, 2]) expect((await put(true)).status).toBe(200);
  const shown = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
  expect(shown.editions.map(({ id }) => id)).not.toContain(editionId);
  expect(JSON.stringify((await app.http("GET", `/api/shows/${showId}`)).body)).not.toContain(editionId);
  const room = async () => JSON.stringify((await app.http("GET", `/api/shows/${showId}/snapshot`)).body);
  await expect.poll(room, soon).not.toContain(editionId);
  expect((await order()).body).toMatchObject({ code: "sales_closed" });
  const line = { cookie: buyer?.cookie ?? "", key: randomUUID(), body: {} };
  expect((await app.http("POST", `/api/editions/${editionId}/line`, line)).body).toMatchObject({
    code: "sales_closed",
  });
  expect((await act("PUT", `editions/${editionId}/sales`, { open: true })).body).toMatchObject({
    code: "edition_archived",
  });
  expect((await app.http("GET", `/api/preorders/${placed.id}`, { cookie: buyer?.cookie ?? "" })).status).toBe(200);
  await put(false);
  const back = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
  expect(back.editions.find(({ id }) => id === editionId)).toMatchObject({ salesOpen: false, isArchived: false });
  expect((await actsOn(`edition:${editionId}`)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(["edition.archived", "edition.restored"]),
  );
});

test("a product on air or in an armed drop is not archived and not deleted, and the refusal says why", async () => {
  const { productId, editionId, showId, host: keeper, act: move } = await openDropStage(app);
  const send = by(keeper.cookie);
  const onAir = { status: 409, body: { code: "product_on_air" } };
  expect(await send("PUT", `products/${productId}/archive`, { archived: true })).toMatchObject(onAir);
  expect(await send("DELETE", `products/${productId}`)).toMatchObject(onAir);
  expect(await send("DELETE", `editions/${editionId}`)).toMatchObject(onAir);
  await move("arm");
  await app.db.show.update({ where: { id: showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
  const inDrop = { status: 409, body: { code: "product_in_drop" } };
  expect(await send("PUT", `products/${productId}/archive`, { archived: true })).toMatchObject(inDrop);
  expect(await send("DELETE", `products/${productId}`)).toMatchObject(inDrop);
  await move("disarm");
  expect((await send("PUT", `products/${productId}/archive`, { archived: true })).status).toBe(200);
  expect(await app.db.product.findUnique({ where: { id: productId } })).toMatchObject({ id: productId });
});

test("a drop of an archived product cannot be armed", async () => {
  const { productId, showId, dropId, host: keeper } = await openDropStage(app);
  const send = by(keeper.cookie);
  await app.db.show.update({ where: { id: showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
  await send("PUT", `products/${productId}/archive`, { archived: true });
  expect(await send("POST", `drops/${dropId}/arm`)).toMatchObject({ status: 409, body: { code: "product_archived" } });
  expect(await app.db.drop.findUnique({ where: { id: dropId } })).toMatchObject({ status: "PREPARED" });
});

test("what never sold is deleted with its stock and its ledger; what sold, moved or was waited for stays", async () => {
  const lamp = await make("Deleted lamp", ["DEL-A", "DEL-B"]);
  const [first, second] = lamp.editions.map(({ id }) => id);
  expect((await act("DELETE", `editions/${first}`)).status).toBe(200);
  await act("POST", `editions/${second}/stock`, { delta: -1, reason: "broken" });
  const moved = { status: 409, body: { code: "stock_has_moved" } };
  expect(await act("DELETE", `editions/${second}`)).toMatchObject(moved);
  expect(await act("DELETE", `products/${lamp.id}`)).toMatchObject(moved);
  expect(await app.db.edition.count({ where: { productId: lamp.id } })).toBe(1);
  expect(await app.db.ledgerEntry.count({ where: { editionId: first } })).toBe(0);

  const whole = await make("Thrown away", ["DEL-C"]);
  expect((await act("DELETE", `products/${whole.id}`)).status).toBe(200);
  expect((await act("GET", `products/${whole.id}`)).status).toBe(404);
  expect(await app.db.inventory.count({ where: { editionId: whole.editions[0]?.id } })).toBe(0);
  expect(await actsOn(`product:${whole.id}`)).toContainEqual({ action: "product.deleted", by: host.id });

  const sold = await open();
  const [buyer] = await app.buyers(1);
  await app.http("POST", "/api/preorders", {
    ...{ cookie: buyer?.cookie, key: randomUUID(), body: { editionId: sold.editionId } },
  });
  await end(sold.showId);
  expect(await act("DELETE", `products/${sold.productId}`)).toMatchObject({
    status: 409,
    body: { code: "edition_has_orders" },
  });

  const waited = await make("Waited for", ["DEL-W"]);
  const editionId = waited.editions[0]?.id ?? "";
  await act("POST", `editions/${editionId}/stock`, { delta: -5, reason: "none yet" });
  await app.http("POST", `/api/editions/${editionId}/line`, {
    ...{ cookie: buyer?.cookie, key: randomUUID(), body: { quantity: 1 } },
  });
  expect(await act("DELETE", `editions/${editionId}`)).toMatchObject({
    status: 409,
    body: { code: "edition_waited_for" },
  });
  await expectWholeBooks(app.db);
});

test("hosts find their products by any part of a name or SKU, page by page, and nobody else's", async () => {
  const mark = randomUUID().slice(0, 6).toUpperCase();
  await make(`Brass lantern ${mark}`, [`LANT-${mark}`], { texts: { "zh-CN": { name: `黄铜灯笼${mark}` } } });
  await make(`Walnut tray ${mark}`);
  await make(`Third ${mark} 100%`);
  const found = async (q: string) => namesOf(await find({ q }));
  expect(await found(`antern ${mark.toLowerCase()}`)).toEqual([`Brass lantern ${mark}`]);
  expect(await found(`ant-${mark.toLowerCase()}`)).toEqual([`Brass lantern ${mark}`]);
  expect(await found(`灯笼${mark}`)).toEqual([`Brass lantern ${mark}`]);
  expect(await found(`${mark} 100%`)).toEqual([`Third ${mark} 100%`]);
  expect(await found(`${mark}_`)).toEqual([]);
  const first = await find({ q: mark, limit: "2" });
  const rest = await find({ q: mark, limit: "2", after: first.next ?? "" });
  expect([...namesOf(first), ...namesOf(rest)]).toEqual([
    `Third ${mark} 100%`,
    `Walnut tray ${mark}`,
    `Brass lantern ${mark}`,
  ]);
  expect(rest.next).toBeNull();
  const stranger = await app.person("host");
  expect((await by(stranger.cookie)("GET", `products?q=${mark}`)).body).toEqual({ products: [], next: null });
});
