import { afterAll, beforeAll, expect, test } from "vitest";
import { issueOpening } from "#lib/shop/opening/issue-opening.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { cookieFrom } from "#tests/support/http.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const account = { name: "Ada Kite", email: "ada@example.com", password: "harbour lights at dusk" };
const open = (token: string, also: object = {}) =>
  app.http("POST", "/api/opening", { body: { token, ...account, ...also } });

async function link(): Promise<string> {
  const address = await issueOpening(app.db, "https://shop.example");
  return new URL(address ?? "").searchParams.get("token") ?? "";
}

test("the link that the server prints is kept as a digest, and a newer one takes its place", async () => {
  const [older, newer] = [await link(), await link()];
  const kept = await app.db.shopOpening.findUniqueOrThrow({ where: { id: 1 } });
  expect(Buffer.from(kept.digest).toString("base64url")).not.toBe(newer);
  expect(JSON.stringify(kept)).not.toContain(newer);
  expect(await open(older)).toMatchObject({ status: 409, body: { code: "opening_over" } });
  expect(await open("nobody's")).toMatchObject({ status: 409, body: { code: "opening_over" } });
  expect(await app.db.user.count()).toBe(0);
});

test("a link that has expired opens nothing", async () => {
  const token = await link();
  await app.db.$executeRaw`UPDATE shop_opening SET expires_at = now() - interval '1 second'`;
  expect(await open(token)).toMatchObject({ status: 409, body: { code: "opening_over" } });
});

test.each([
  [{ password: "password12" }, 422, { code: "password_common", field: "password" }],
  [{ password: "short" }, 422, { code: "invalid_body", field: "password" }],
  [{ name: " " }, 422, { code: "invalid_body", field: "name" }],
  [{ email: "nobody" }, 422, { code: "invalid_body", field: "email" }],
])("%j is refused, and the link stays good", async (also, status, body) => {
  const token = await link();
  expect(await open(token, also)).toMatchObject({ status, body });
  expect(await app.db.user.count()).toBe(0);
  expect((await app.db.shopOpening.findUniqueOrThrow({ where: { id: 1 } })).usedAt).toBe(null);
});

test("of two who press at once one owns the shop, is signed in, and nobody comes after", async () => {
  const token = await link();
  const answers = await Promise.all(
    Array.from({ length: 2 }, (_, at) => open(token, { email: `owner-${at}@example.com` })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const opened = answers.find(({ status }) => status === 201);
  const me = await app.http("GET", "/api/me", { cookie: opened ? cookieFrom(opened) : "" });
  expect(me.body).toMatchObject({ name: "Ada Kite", role: "owner", emailVerified: true });
  expect(await app.db.user.count()).toBe(1);
  expect(await app.db.shop.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({ mode: "real" });
  expect(await issueOpening(app.db, "https://shop.example"), "no link for a shop with an owner").toBe(null);
  const [act] = await app.db.$queryRaw<object[]>`SELECT action, subject FROM audit_entry ORDER BY id DESC LIMIT 1`;
  expect(act).toEqual({ action: "shop.opened", subject: "shop" });
});
