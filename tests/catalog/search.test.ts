import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findProduct } from "#lib/catalog/queries.ts";
import { productView } from "#lib/catalog/schema.ts";
import { findCollection, listCollectionAddresses } from "#lib/collections/queries.ts";
import { collectionView } from "#lib/collections/schema.ts";
import { productsLike, showsLike } from "#lib/search/find-products.ts";
import { listShelf } from "#lib/search/list-shelf.ts";
import { searchPage } from "#lib/search/schema.ts";
import { Prisma } from "#prisma/client/client.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});
afterAll(() => app.stop());

const act = (method: string, path: string, body?: object, who: { cookie: string } | null = host) =>
  app.http(method, `/api/${path}`, { ...(who && { cookie: who.cookie }), body });

async function make(name: string, more: object = {}) {
  const made = await act("POST", "products", { slug: `made-${randomUUID()}`, name, ...more });
  return productView.parse(made.body);
}

async function show(status: "DRAFT" | "SCHEDULED", products: string[], title = "A show") {
  const { id } = await app.db.show.create({
    data: { slug: `show-${randomUUID()}`, title, hostId: host.id, status, startsAt: new Date("2030-01-01") },
  });
  for (const [position, productId] of products.entries()) {
    await app.db.showProduct.create({ data: { showId: id, productId, position } });
  }
  return id;
}

async function search(q: string, more: Record<string, string> = {}, locale = "en") {
  const answer = await app.http("GET", `/api/search?${new URLSearchParams({ q, ...more })}`, {
    headers: { "accept-language": locale },
  });
  expect(answer.status).toBe(200);
  return searchPage.parse(answer.body);
}
const namesOf = async (q: string) => (await search(q)).products.map(({ name }) => name);

test("a search finds Chinese and misspelt words, in every language of a product, the best first", async () => {
  const lantern = await make("Harbour Lantern", {
    tagline: "A light for the quay",
    texts: { "zh-CN": { name: "港湾灯笼", tagline: "码头上的光" } },
  });
  const kettle = await make("Copper Kettle", { description: "It whistles in the key of the lighthouse." });
  const cafe = await make("Café Petit Noir", { texts: { "zh-CN": { name: "小黑咖啡机" } } });
  await act("POST", `products/${kettle.id}/editions`, {
    ...{ name: "Steamboat", sku: "KTL-STEAM", priceMinor: 100, depositMinor: 0, currency: "CNY", stock: 1 },
    waves: [{ capacity: 1, start: "2028-03-01", end: "2028-03-20" }],
  });
  await show("SCHEDULED", [lantern.id, kettle.id, cafe.id], "Lanterns by night");

  expect(await namesOf("lantern")).toEqual(["Harbour Lantern"]);
  for (const misspelt of ["lantren", "lanturn", "harbor", "LANTERNS", "lamtern"]) {
    expect((await namesOf(misspelt))[0], misspelt).toBe("Harbour Lantern");
  }
  for (const chinese of ["灯笼", "港湾灯", "港弯灯笼", "码头", "灯"]) {
    expect((await namesOf(chinese))[0], chinese).toBe("Harbour Lantern");
  }
  expect((await search("灯笼", {}, "zh-CN")).products[0]?.name).toBe("港湾灯笼");
  expect(await namesOf("cafe")).toEqual(["Café Petit Noir"]);
  expect(await namesOf("ＣＡＦＥ")).toEqual(["Café Petit Noir"]);
  expect((await namesOf("咖啡"))[0]).toBe("Café Petit Noir");
  expect(await namesOf("steamboat")).toEqual(["Copper Kettle"]);
  expect(await namesOf("ktl-steam")).toEqual(["Copper Kettle"]);
  expect(await namesOf("whistles")).toEqual(["Copper Kettle"]);
  expect((await search("lanterns by night")).shows.map(({ title }) => title)).toEqual(["Lanterns by night"]);
  for (const nothing of ["zzzzqqqq", "龘龘", "%", "'; DROP TABLE product", "()"]) {
    expect((await search(nothing)).products, nothing).toEqual([]);
  }
});

test("what nobody may know of is never found: the archive, products of drafts alone, drafts, shows in the archive", async () => {
  const secret = await make("Obsidian Gramophone");
  const draft = await show("DRAFT", [secret.id], "Obsidian evening");
  expect(await namesOf("obsidian")).toEqual([]);
  expect((await search("obsidian evening")).shows).toEqual([]);
  expect((await listShelf(app.made, { limit: 48 })).products.map(({ id }) => id)).not.toContain(secret.id);
  expect(await findProduct(app.made, secret.slug, { asker: async () => null })).toBeNull();
  await act("POST", `shows/${draft}/publication`);
  expect(await namesOf("obsidian")).toEqual(["Obsidian Gramophone"]);
  expect((await search("obsidian evening")).shows).toHaveLength(1);
  await act("PUT", `products/${secret.id}/archive`, { archived: true });
  expect(await namesOf("obsidian")).toEqual([]);
  await act("POST", `shows/${draft}/cancellation`, {});
  await act("PUT", `shows/${draft}/archive`, { archived: true });
  expect((await search("obsidian evening")).shows).toEqual([]);
});

test("results go on by cursor, each once, and a search is bounded", async () => {
  const made = await Promise.all(Array.from({ length: 7 }, (_, index) => make(`Marble figure ${index}`)));
  await show(
    "SCHEDULED",
    made.map(({ id }) => id),
  );
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await search("marble figure", { limit: "3", ...(after && { after }) });
    seen.push(...page.products.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  expect(seen.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
  for (const bad of ["q=", `q=${"x".repeat(81)}`, "q=x&limit=49", "q=x&after=no", "limit=3"]) {
    expect((await app.http("GET", `/api/search?${bad}`)).status).toBe(422);
  }
});

test("a search of thousands of products asks its indexes and no table whole", async () => {
  for (const from of [0, 2000, 4000]) {
    await app.db.$executeRaw`
      INSERT INTO product (id, slug, owner_id, name, tagline)
      SELECT gen_random_uuid(), 'many-' || n, ${host.id}::uuid, 'Thing ' || md5(n::text), md5((n * 7)::text)
      FROM generate_series(${from}::int + 1, ${from}::int + 2000) n`;
  }
  await app.db.$executeRaw`
    INSERT INTO edition (id, product_id, sku, name, price_minor, deposit_minor, currency)
    SELECT gen_random_uuid(), id, 'MANY-' || row_number() OVER (), md5(slug), 100, 0, 'CNY' FROM product WHERE slug LIKE 'many-%'`;
  await app.db.$executeRaw`ANALYZE product, edition`;
  const explain = async (query: Prisma.Sql) => {
    const rows = await app.db.$queryRaw<Record<string, string>[]>(Prisma.sql`EXPLAIN ${query}`);
    return rows.map((row) => Object.values(row)[0]).join("\n");
  };
  const began = performance.now();
  await search("obsidian lantern of the harbour");
  expect(performance.now() - began).toBeLessThan(2000);
  const products = await explain(productsLike({ q: "lantern", limit: 24 }));
  for (const index of ["product_name_search", "product_description_search", "edition_name_search"]) {
    expect(products).toContain(index);
  }
  expect(products).not.toMatch(/Seq Scan on (product|edition)/);
  expect(await explain(showsLike("lantern"))).toMatch(/show_title_search|Seq Scan on show/);
});

test("a collection is made, filled in its order and read in every language; empty or of the archive it shows nothing", async () => {
  const [one, two, three] = [await make("Tea bowl"), await make("Tea whisk"), await make("Tea caddy")];
  const made = await act("POST", "collections", {
    name: "For the tea table",
    texts: { "zh-CN": { name: "茶席" } },
  });
  expect(made.status).toBe(201);
  const { id, slug } = collectionView.parse(made.body);
  expect(slug).toBe("for-the-tea-table");
  expect((await act("POST", "collections", { name: "Again", slug })).body).toMatchObject({
    code: "slug_taken",
    field: "slug",
  });
  expect(await findCollection(app.made, slug)).toBeNull();
  expect(JSON.stringify((await act("GET", "collections", undefined, null)).body)).not.toContain(id);
  expect(await namesOf("tea caddy")).toEqual([]);

  const ids = [three.id, one.id, two.id];
  const filled = await act("PUT", `collections/${id}/products`, { ids });
  expect(collectionView.parse(filled.body).products.map((product) => product.id)).toEqual(ids);
  expect((await findCollection(app.made, slug, "zh-CN"))?.name).toBe("茶席");
  expect(await listCollectionAddresses(app.made)).toContain(slug);
  expect((await namesOf("tea caddy"))[0]).toBe("Tea caddy");
  const strange = await app.openEdition();
  expect((await act("PUT", `collections/${id}/products`, { ids: [strange.productId] })).body).toMatchObject({
    code: "not_found",
    field: "ids",
  });
  await act("PUT", `products/${one.id}/archive`, { archived: true });
  expect((await findCollection(app.made, slug))?.products.map((product) => product.id)).toEqual([three.id, two.id]);
  await act("PUT", `products/${one.id}/archive`, { archived: false });
  expect((await findCollection(app.made, slug))?.products).toHaveLength(3);
  const acts = await app.db.auditLog.findMany({ where: { subject: `collection:${id}` }, orderBy: { id: "asc" } });
  expect(acts.map(({ action }) => action)).toEqual(["collection.made", "collection.filled"]);
  expect((await act("DELETE", `collections/${id}`, undefined, await app.person("host"))).status).toBe(404);
  expect((await act("DELETE", `collections/${id}`)).status).toBe(200);
  expect(await app.db.product.count({ where: { id: { in: ids } } })).toBe(3);
});
