import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { editionView, productView } from "#lib/catalog/schema.ts";
import { liveDrop } from "#lib/live/contract.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { showView } from "#lib/shows/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openDropStage } from "#tests/support/drops.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let host: Person;
beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});
afterAll(() => app.stop());

const read = (path: string, locale: string) => app.http("GET", path, { cookie: `locale=${locale}` });
const write = (method: string, path: string, body: object) => app.http(method, path, { cookie: host.cookie, body });

test("whoever reads Chinese gets the Chinese texts, and is told which are English", async () => {
  const made = await write("POST", "/api/products", {
    ...{ slug: "lamp", name: "Lamp", tagline: "Bright", language: "en" },
    texts: { "zh-CN": { name: "灯" } },
  });
  const { id } = productView.parse(made.body);
  const chinese = productView.parse((await read(`/api/products/${id}`, "zh-CN")).body);
  expect(chinese).toMatchObject({ name: "灯", tagline: "Bright", foreign: { language: "en", fields: ["tagline"] } });
  const english = productView.parse((await read(`/api/products/${id}`, "en")).body);
  expect(english).toMatchObject({
    name: "Lamp",
    foreign: null,
    texts: { en: { name: "Lamp" }, "zh-CN": { name: "灯" } },
  });
});

test("what was written in Chinese is told as such to whoever reads English", async () => {
  const made = await write("POST", "/api/shows", {
    ...{ title: "首发", summary: "看看", startsAt: "2027-01-01T00:00:00Z", language: "zh-CN" },
    texts: { en: { title: "First night" } },
  });
  const { id } = showView.parse(made.body);
  const english = showView.parse((await read(`/api/shows/${id}`, "en")).body);
  expect(english).toMatchObject({ title: "First night", foreign: { language: "zh-CN", fields: ["summary"] } });
  await write("PATCH", `/api/shows/${id}`, { texts: { en: { title: "Opening", summary: "Look" } } });
  expect(showView.parse((await read(`/api/shows/${id}`, "en")).body)).toMatchObject({
    title: "Opening",
    foreign: null,
  });
});

test("a drop carries its title in every language to everybody in the room", async () => {
  const { act } = await openDropStage(app, {}, { title: "First fifty", texts: { "zh-CN": { title: "首批" } } });
  expect(liveDrop.parse(await act("arm"))).toMatchObject({
    title: "First fifty",
    texts: { "zh-CN": { title: "首批" } },
  });
});

test("an order, and so its mails and its calendar, speaks its buyer's language", async () => {
  const { editionId } = await app.openEdition({}, host.email);
  await write("PATCH", `/api/editions/${editionId}`, { texts: { "zh-CN": { name: "创始版" } } });
  const ops = await app.person("ops");
  const city = await app.http("POST", "/api/ops/cities", {
    cookie: ops.cookie,
    body: { name: "Xiamen", firstDays: 1, lastDays: 2, texts: { "zh-CN": { name: "厦门" } } },
  });
  const [buyer] = await app.buyers(1);
  await app.db.user.update({ where: { id: buyer?.id }, data: { locale: "zh-CN" } });
  const answer = await app.http("POST", "/api/preorders", {
    ...{ cookie: buyer?.cookie, key: randomUUID() },
    body: { editionId, quantity: 1, contact: "b@example.com", cityId: Reflect.get(Object(city.body), "id") },
  });
  const { id } = preorderView.pick({ id: true }).parse(answer.body);
  const mine = preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie: buyer?.cookie })).body);
  expect(mine).toMatchObject({ edition: { name: "创始版" }, city: "厦门" });
});

test("texts of languages and fields that do not exist are refused, and nothing is written", async () => {
  const { editionId } = await app.openEdition({}, host.email);
  for (const texts of [
    { tlh: { name: "x" } },
    { "zh-CN": { title: "x" } },
    { "zh-CN": { name: "x".repeat(121) } },
    [],
  ]) {
    expect(await write("PATCH", `/api/editions/${editionId}`, { texts })).toMatchObject({ status: 422 });
  }
  const { texts } = editionView.parse((await write("PATCH", `/api/editions/${editionId}`, { refundDays: 5 })).body);
  expect(Object.keys(texts ?? {})).toEqual(["en"]);
  const large = JSON.stringify({ "zh-CN": { name: "x".repeat(70_000) } });
  await expect(app.db.$executeRaw`UPDATE product SET texts = ${large}::jsonb`).rejects.toThrow("texts_bounded");
});
