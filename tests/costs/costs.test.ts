import { afterAll, beforeAll, expect, test } from "vitest";
import { costPage } from "#lib/costs/schema.ts";
import { changesBetween, takeApart } from "#lib/costs/view.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const screen = { names: { en: "Screen", "zh-CN": "屏幕" }, minor: 8000 };
const work = { names: { en: "Work" }, minor: 3000 };

async function openShelf() {
  const host = await app.person("host");
  const { editionId, productId } = await app.openEdition({ taxBp: 1300 }, host.email);
  const say = (lines: object[], currency = "CNY") =>
    app.http("PUT", `/api/editions/${editionId}/costs`, { cookie: host.cookie, body: { currency, lines } });
  const read = async (query = "") =>
    costPage.parse((await app.http("GET", `/api/products/${productId}/costs${query}`)).body);
  return { editionId, say, read };
}

test("what is said of costs is public at once, and every change of it stays to be read, page by page", async () => {
  const { editionId, say, read } = await openShelf();
  expect(await read()).toEqual({ now: [], sheets: [], next: null });
  expect((await say([screen])).status).toBe(200);
  expect((await say([screen])).status, "the same again is one act").toBe(200);
  await say([{ ...screen, minor: 7000 }, work]);
  const page = await read("?limit=1");
  expect(page.now).toMatchObject([{ editionId, currency: "CNY", lines: [{ ...screen, minor: 7000 }, work] }]);
  expect(page.sheets).toHaveLength(1);
  const rest = await read(`?limit=1&after=${page.next}`);
  expect(rest).toMatchObject({ sheets: [{ lines: [screen] }], next: null });
  await say([]);
  expect(await read(), "taken back, it is still known").toMatchObject({ now: [], sheets: [{ lines: [] }, {}, {}] });
});

test("costs that cannot be are refused by their field and write nothing", async () => {
  const { say, read } = await openShelf();
  const field = async (lines: object[], currency?: string) => (await say(lines, currency)).body;
  expect(await field([{ names: {}, minor: 1 }])).toMatchObject({ code: "invalid_body", field: "lines.0.names" });
  expect(await field([{ names: { en: "" }, minor: 1 }])).toMatchObject({ field: "lines.0.names.en" });
  expect(await field([{ names: { en: "A" }, minor: -1 }])).toMatchObject({ field: "lines.0.minor" });
  expect(await field(Array.from({ length: 13 }, () => work))).toMatchObject({ field: "lines" });
  expect(await field([work], "EUR")).toMatchObject({ code: "currency_not_offered", field: "currency" });
  expect((await read()).sheets).toEqual([]);
});

test("a price is its lines, its tax and what is left; below cost it says by how much", () => {
  const sheet = { id: "", editionId: "", at: "", currency: "CNY", lines: [screen, work] };
  const parts = takeApart(sheet, { priceMinor: 22_600, taxBp: 1300 }, "zh-CN");
  expect(parts.map(({ kind, name, minor }) => [kind, name, minor])).toEqual([
    ["line", "屏幕", 8000],
    ["line", "Work", 3000],
    ["tax", "", 2600],
    ["rest", "", 9000],
  ]);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  expect(takeApart(sheet, { priceMinor: 10_000, taxBp: 0 }, "en").at(-1)).toMatchObject({ kind: "loss", minor: 1000 });
});

test("a change says what came, went and became another amount", () => {
  const sheet = (lines: { names: { en: string }; minor: number }[]) => ({
    ...{ id: "", editionId: "", at: "", currency: "CNY", lines },
  });
  const before = sheet([
    { names: { en: "Screen" }, minor: 1 },
    { names: { en: "Box" }, minor: 2 },
    { names: { en: "Same" }, minor: 3 },
  ]);
  const now = sheet([
    { names: { en: "Screen" }, minor: 4 },
    { names: { en: "Same" }, minor: 3 },
    { names: { en: "Work" }, minor: 5 },
  ]);
  expect(changesBetween(before, now, "en")).toEqual([
    { name: "Screen", before: 1, now: 4 },
    { name: "Work", before: null, now: 5 },
    { name: "Box", before: 2, now: null },
  ]);
});
