import { afterAll, beforeAll, expect, test } from "vitest";
import { findPageAt } from "#lib/shop/pages.ts";
import { pageKinds, pageView, regions, shopView } from "#lib/shop/schema.ts";
import { readTemplates } from "#lib/shop/templates.ts";
import { renderMarkdown } from "#lib/texts/markdown.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let owner: Person;

beforeAll(async () => {
  app = await startApp();
  owner = await app.person("owner");
});
afterAll(() => app.stop());

test("what the shop says of itself is changed at once, and the change is on record", async () => {
  expect(
    await change({ name: "Kite & Sons", legalName: "Kite Ltd.", address: "1 High Street\nCork\nIreland" }),
  ).toMatchObject({
    status: 200,
    body: { name: "Kite & Sons", address: "1 High Street\nCork\nIreland" },
  });
  expect(shopView.parse((await app.http("GET", "/api/shop")).body)).toMatchObject({ name: "Kite & Sons" });
  const [act] = await app.db.$queryRaw<{ action: string; before: object; after: object }[]>`
    SELECT action, before, after FROM audit_entry ORDER BY id DESC LIMIT 1`;
  expect(act).toMatchObject({ action: "shop.changed", before: { name: "Launchroom" }, after: { name: "Kite & Sons" } });
});

test("a hand at the database is heard of too", async () => {
  await app.db.$executeRaw`UPDATE shop SET contact_phone = '+353 21 555 0100'`;
  await expect
    .poll(async () => (await app.http("GET", "/api/shop")).body)
    .toMatchObject({ contactPhone: "+353 21 555 0100" });
});

test("a change that names nothing writes nothing, and the offline page says the shop's name", async () => {
  await change({ name: "Harbour & Sons" });
  const count = async () => await app.db.$queryRaw`SELECT count(*) FROM audit_entry`;
  const acts = await count();
  expect((await change({})).status).toBe(200);
  expect(await count()).toEqual(acts);
  const offline = await app.http("GET", "/offline");
  expect(offline.text).toContain("Harbour &amp; Sons</header>");
  expect(offline.text).not.toContain("Launchroom");
});

test.each([
  [{ name: "" }, "name"],
  [{ name: " \u200b " }, "name"],
  [{ name: "Kite\nSons" }, "name"],
  [{ name: "K".repeat(61) }, "name"],
  [{ contactEmail: "not an address" }, "contactEmail"],
  [{ contactPhone: "call <b>me</b>" }, "contactPhone"],
  [{ address: "a\u202eb" }, "address"],
  [{ logo: "x" }, ""],
])("%j is refused and changes nothing", async (input, field) => {
  const before = (await app.http("GET", "/api/shop")).body;
  const answer = await change(input);
  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_body" } });
  if (field) expect(answer.body).toMatchObject({ field });
  expect((await app.http("GET", "/api/shop")).body).toEqual(before);
});

test("a page is published version by version, each readable for ever, and found in another language where it lacks one", async () => {
  expect((await app.http("GET", "/api/shop/pages/terms")).status).toBe(404);
  expect(await publish("terms", { after: 0, body: "## First" })).toMatchObject({ status: 201, body: { version: 1 } });
  expect(await publish("terms", { after: 1, body: "## Second" })).toMatchObject({ status: 201, body: { version: 2 } });
  const read = async (query: string) => pageView.parse((await app.http("GET", `/api/shop/pages/terms${query}`)).body);
  expect(await read("")).toMatchObject({ version: 2, body: "## Second" });
  expect(await read("?version=1")).toMatchObject({ version: 1, body: "## First" });
  expect(await read("?language=zh-CN")).toMatchObject({ language: "en", version: 2 });
  expect((await app.http("GET", "/api/shop/pages/terms?version=3")).status).toBe(404);
  expect(shopView.parse((await app.http("GET", "/api/shop")).body).pages).toEqual(["terms"]);
});

test("of two who publish on the same version one is told, and nothing is lost", async () => {
  const answers = await Promise.all(["One", "Two"].map((body) => publish("privacy", { after: 0, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "page_changed", version: 1 });
  const { body } = pageView.parse((await app.http("GET", "/api/shop/pages/privacy")).body);
  expect(await publish("privacy", { after: 1, body })).toMatchObject({ status: 409, body: { code: "page_unchanged" } });
});

test("an order is bound to the terms that stood there when it was placed", async () => {
  const { db } = app;
  const [{ now } = { now: new Date() }] = await db.$queryRaw<{ now: Date }[]>`SELECT now()`;
  const last = await db.shopPage.findFirstOrThrow({ where: { kind: "terms" }, orderBy: { version: "desc" } });
  await publish("terms", { after: last.version, body: "## Third" });
  expect(await findPageAt({ db }, "terms", "en", now)).toMatchObject({ version: last.version });
  expect(await findPageAt({ db }, "terms", "zh-CN", new Date(now.getTime() + 60_000))).toMatchObject({
    version: last.version + 1,
    language: "en",
  });
  expect(await findPageAt({ db }, "terms", "en", new Date(0))).toBeNull();
});

test("every page has a template for every region, with what the shop said of itself filled in", async () => {
  const shop = shopView.parse((await app.http("GET", "/api/shop")).body);
  for (const kind of pageKinds) {
    const templates = readTemplates(kind, shop);
    for (const region of regions) {
      expect(templates[region].length, `${region} ${kind}`).toBeGreaterThan(80);
      expect(templates[region]).not.toMatch(/\[(?:legal name|公司名称)\]/i);
    }
  }
  expect(readTemplates("imprint", shop).eu).toContain("Kite Ltd.");
});

test.each([
  ["<script>alert(1)</script>", "&lt;script&gt;"],
  ["[x](javascript:alert(1))", 'href=""'],
  ["![x](data:text/html,1)", 'src=""'],
  ['<img src=x onerror="alert(1)">', "&lt;img"],
])("%s is shown and does nothing", (text, shown) => {
  const html = renderMarkdown(text);
  expect(html).toContain(shown);
  expect(html).not.toMatch(/<script|<img src=x|javascript:|data:text/);
});

const change = (body: object) => app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body });
const publish = (kind: string, page: { after: number; body: string }) =>
  app.http("POST", `/api/settings/pages/${kind}`, { cookie: owner.cookie, body: { language: "en", ...page } });
