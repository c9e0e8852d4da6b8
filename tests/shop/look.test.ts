import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accentTokens, grounds, judgeAccent } from "#lib/shop/look/accent.ts";
import { contrast } from "#lib/shop/look/colour.ts";
import { shopView } from "#lib/shop/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { drawLogo } from "#tests/support/draw-logo.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let owner: Person;

beforeAll(async () => {
  app = await startApp();
  owner = await app.person("owner");
});
afterAll(() => app.stop());

const change = (body: object) => app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body });
const undo = (card: string) => app.http("POST", "/api/settings/shop/undo", { cookie: owner.cookie, body: { card } });
const read = async () => shopView.parse((await app.http("GET", "/api/shop")).body);
const upload = (raw: Buffer, type = "image/png") =>
  app.http("PUT", "/api/settings/logo", { cookie: owner.cookie, raw, headers: { "content-type": type } });

test("the grounds that accents are judged on are those of the style sheet", () => {
  const sheet = readFileSync(join(import.meta.dirname, "../../app/globals.css"), "utf8");
  for (const name of ["paper", "raised", "sunk"] as const)
    expect(sheet).toContain(`--${name}: light-dark(${grounds.light[name]}, ${grounds.dark[name]});`);
});

test.each(["#117a58", "#cf3616", "#7048e8", "#a86b00"])("%s and all that follows from it can be read", (accent) => {
  expect(judgeAccent(accent).isReadable).toBe(true);
  const tokens = accentTokens(accent);
  expect(contrast(tokens["on-signal"][0], tokens.signal[0])).toBeGreaterThanOrEqual(4.5);
  expect(contrast(tokens["on-signal"][0], tokens["signal-press"][0])).toBeGreaterThanOrEqual(4.5);
  for (const ground of [...Object.values(grounds.light), tokens["signal-wash"][0]])
    expect(contrast(tokens["signal-ink"][0], ground)).toBeGreaterThanOrEqual(4.5);
  for (const ground of [...Object.values(grounds.dark), tokens["signal-wash"][1]])
    expect(contrast(tokens["signal-ink"][1], ground)).toBeGreaterThanOrEqual(4.5);
});

test.each(["#ffe14d", "#ffffff", "#111111", "#000000", "#00ffff", "#0000ff"])(
  "%s is refused with its ratio, and the nearest that is offered is taken",
  async (accent) => {
    const before = (await read()).accent;
    const refused = await change({ accent });
    expect(refused).toMatchObject({ status: 422, body: { code: "accent_unreadable", field: "accent", least: "3" } });
    const { nearest, ratio } = judgeAccent(accent);
    expect(ratio).toBeLessThan(3);
    expect(refused.body).toMatchObject({ nearest, title: expect.stringContaining(nearest) });
    expect((await read()).accent).toBe(before);
    expect(await change({ accent: nearest })).toMatchObject({ status: 200, body: { accent: nearest } });
    await change({ accent: null });
  },
);

test("an accent has a style sheet under an address of its own, and taking it back takes that away", async () => {
  expect(await read()).toMatchObject({ accent: null, look: null });
  expect((await app.http("GET", "/look/000000000000/shop.css")).status).toBe(404);
  await change({ accent: "#117A58" });
  const { look } = await read();
  const sheet = await app.http("GET", `/look/${look}/shop.css`);
  expect(sheet).toMatchObject({ status: 200, headers: { "content-type": "text/css; charset=utf-8" } });
  expect(sheet.headers["cache-control"]).toContain("immutable");
  expect(sheet.text).toContain("--signal:#117a58");
  expect((await app.http("GET", "/look/000000000000/shop.css")).headers["cache-control"]).toBe("no-cache");
  const icon = await app.http("GET", `/look/${look}/icon-192.png`);
  expect(icon).toMatchObject({ status: 200, headers: { "content-type": "image/png" } });
  expect((await app.http("GET", `/look/${look}/icon-9.png`)).status).toBe(404);
  expect((await app.http("GET", "/offline")).text).toContain("--signal: #117a58");
  expect(await undo("look")).toMatchObject({ status: 200, body: { accent: null, look: null } });
  expect(await undo("look"), "undone twice it is back").toMatchObject({ body: { accent: "#117a58" } });
  await change({ accent: null });
});

test("a logo is drawn anew, trimmed and bounded, gives icons, and an undo brings the one before back", async () => {
  expect(await upload(await drawLogo())).toMatchObject({ status: 200, body: { logo: { tone: "dark" } } });
  const first = await read();
  const { src = "", width = 0, height = 0 } = first.logo ?? {};
  expect(width).toBeLessThanOrEqual(640);
  expect(height).toBeLessThanOrEqual(240);
  expect(Math.abs(width / height - 660 / 210)).toBeLessThan(0.1);
  expect((await app.http("GET", src)).headers["content-type"]).toBe("image/webp");
  const sheet = (await app.http("GET", `/look/${first.look}/shop.css`)).text;
  expect(sheet).toContain(`url("${src}")`);
  const icon = await fetch(`${app.url}/look/${first.look}/icon-180.png`);
  expect(await sharp(Buffer.from(await icon.arrayBuffer())).metadata()).toMatchObject({ width: 180, height: 180 });
  expect(await upload(await drawLogo("#fafafa"))).toMatchObject({ status: 200, body: { logo: { tone: "light" } } });
  expect((await undo("look")).body).toMatchObject({ logo: { src } });
  const removed = await app.http("DELETE", "/api/settings/logo", { cookie: owner.cookie });
  expect(removed).toMatchObject({ status: 200, body: { logo: null, look: null } });
});

test("what is no picture, pretends to be one, is too large or too small changes nothing", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>1</script></svg>');
  expect(await upload(svg, "image/svg+xml")).toMatchObject({ status: 415 });
  expect(await upload(svg, "image/png")).toMatchObject({ status: 422, body: { code: "picture_unreadable" } });
  expect(await upload(Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  const speck = await sharp({ create: { width: 20, height: 20, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
  expect(await upload(speck)).toMatchObject({ status: 422, body: { code: "picture_too_small" } });
  expect((await read()).logo).toBe(null);
});

test("each part of the settings is undone by itself", async () => {
  expect(await undo("money")).toMatchObject({ status: 409, body: { code: "undo_over" } });
  await change({ name: "Kite & Sons" });
  await change({ name: "Kite & Daughters" });
  await change({ currency: "EUR", timeZone: "Europe/Dublin", languages: ["zh-CN"] });
  expect(await undo("name")).toMatchObject({ body: { name: "Kite & Sons", currency: "EUR", languages: ["zh-CN"] } });
  expect(await undo("money")).toMatchObject({ body: { name: "Kite & Sons", currency: "CNY", timeZone: "UTC" } });
  const acts = await app.db.$queryRaw<{ after: object }[]>`
    SELECT after FROM audit_entry WHERE action = 'shop.changed' ORDER BY id DESC LIMIT 1`;
  expect(acts).toEqual([{ after: { currency: "CNY", timeZone: "UTC", languages: ["en", "zh-CN"] } }]);
});

test.each([
  [{ currency: "XXX1" }, "currency"],
  [{ timeZone: "Mars/Olympus" }, "timeZone"],
  [{ languages: [] }, "languages"],
  [{ languages: ["en", "en"] }, "languages"],
  [{ accent: "red" }, "accent"],
])("%j is refused", async (body, field) => {
  expect(await change(body)).toMatchObject({ status: 422, body: { code: "invalid_body", field } });
});
