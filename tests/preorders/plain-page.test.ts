import { afterAll, beforeAll, expect, test } from "vitest";
import { createContentPolicy } from "#lib/network/content-policy.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type Answer, cookieFrom } from "#tests/support/http.ts";

const formType = { "content-type": "application/x-www-form-urlencoded" };
let app: App;
let page: string;
let editionId: string;

beforeAll(async () => {
  app = await startApp();
  const edition = await app.openEdition({ stock: 2, perPersonLimit: 2, depositMinor: 9900 });
  ({ editionId } = edition);
  page = `/api/shows/${edition.showId}/plain`;
});

afterAll(() => app.stop());

function submit(fields: Record<string, string>, cookie?: string, headers = {}): Promise<Answer> {
  const raw = new URLSearchParams(fields).toString();
  return app.http("POST", page, { raw, cookie, headers: { ...formType, origin: app.url, ...headers } });
}

function reservation(html: string, contact: string, quantity = "1"): Record<string, string> {
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? "";
  return { act: "reserve", editionId, key, quantity, contact, country: "" };
}

test("a form without scripts makes a guest, places one order however often it is sent, and pays its deposit", async () => {
  const { text, headers } = await app.http("GET", page);
  expect(headers["content-type"]).toMatch(/^text\/html/);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(text).not.toContain("<script");
  const fields = reservation(text, "old.browser@example.com");
  const placed = await submit(fields);
  expect(placed.status).toBe(303);
  const cookie = cookieFrom(placed);
  expect((await submit(fields, cookie)).headers.location).toBe(placed.headers.location);
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(1);

  const order = placed.headers.location ?? "";
  expect((await app.http("GET", order, { cookie })).text).toContain("We keep it for you until");
  expect((await app.http("GET", order)).text).not.toContain("We keep it");
  const id = new URL(order, app.url).searchParams.get("order") ?? "";
  expect((await submit({ act: "pay", order: id, rail: "test" })).status).toBe(422);
  expect((await submit({ act: "pay", order: id, rail: "test" }, cookie)).status).toBe(303);
  expect((await app.http("GET", order, { cookie })).text).toContain("the order stands");
  expect(await app.db.preorder.findUnique({ where: { id } })).toMatchObject({ state: "RESERVED" });
});

test("what it refuses it says in the reader's words, and writes nothing", async () => {
  const before = await app.db.preorder.count();
  const { text } = await app.http("GET", page);
  const chinese = { "accept-language": "zh-CN" };
  const soldOut = await submit(reservation(text, "late@example.com", "2"), undefined, chinese);
  expect(soldOut.status).toBe(422);
  expect(soldOut.text).toContain('<html lang="zh-CN">');
  expect(soldOut.text).toContain('role="alert"');
  expect(soldOut.text).toContain('value="late@example.com"');
  expect((await submit(reservation(text, "<script>alert(1)</script>"))).text).not.toContain("<script");
  expect((await submit({ ...reservation(text, "a@example.com"), more: "1" })).status).toBe(422);
  expect(
    (await submit(reservation(text, "a@example.com"), undefined, { origin: "https://elsewhere.example" })).status,
  ).toBe(403);
  expect(await app.db.preorder.count()).toBe(before);
});

test("a shop with an origin for video shows it from there, and its page may load it", async () => {
  const other = await startApp({ MEDIA_URL: "https://video.example.com" });
  const { showId } = await other.openEdition();
  const { text, headers } = await other.http("GET", `/api/shows/${showId}/plain`);
  expect(text).toContain(`src="https://video.example.com/media/${showId}/native.m3u8"`);
  expect(headers["content-security-policy"]).toContain("media-src 'self' https://video.example.com;");
  const policy = createContentPolicy(other.made.env, { dev: false })({ scripts: "", host: "shop.example.com" });
  expect(policy).toMatch(/media-src 'self' blob: https:\/\/video\.example\.com;/);
  expect(policy).toMatch(/connect-src 'self' https:\/\/video\.example\.com /);
  await other.stop();
});
