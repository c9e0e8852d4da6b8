import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { cookieFrom } from "#tests/support/http.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a guest is somebody without a form, and orders once they leave an address", async () => {
  const { editionId } = await app.openEdition();
  const cookie = await becomeGuest();
  expect((await app.http("GET", "/api/me", { cookie })).body).toMatchObject({ role: "guest", isAnonymous: true });
  expect(await order(cookie, { editionId })).toMatchObject({
    status: 422,
    body: { code: "contact_required", field: "contact" },
  });
  const { id } = await placed(cookie, { editionId, contact: "Guest@Example.com" });
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie })).body).toMatchObject({
    contact: "guest@example.com",
  });
});

test("a guest who takes an account keeps their orders", async () => {
  const { editionId } = await app.openEdition();
  const guest = await becomeGuest();
  const { id } = await placed(guest, { editionId, contact: "first@example.com" });
  const email = `${randomUUID()}@example.com`;
  const signedUp = await app.http("POST", "/api/auth/sign-up/email", {
    cookie: guest,
    body: { name: "Now known", email, password: "long enough 1" },
  });
  expect(signedUp.status).toBe(200);
  const account = cookieFrom(signedUp);
  expect((await app.http("GET", "/api/me", { cookie: account })).body).toMatchObject({ role: "viewer", email });
  expect((await app.http("GET", "/api/preorders", { cookie: account })).body).toMatchObject([{ id, editionId }]);
  expect(await app.db.ledgerEntry.count({ where: { editionId } })).toBe(2);
});

test("a guest who signs in to an account they have brings their orders along", async () => {
  const email = `${randomUUID()}@example.com`;
  const password = "long enough 1";
  await app.http("POST", "/api/auth/sign-up/email", { body: { name: "Old friend", email, password } });
  const { editionId } = await app.openEdition();
  const guest = await becomeGuest();
  const { id } = await placed(guest, { editionId, contact: "first@example.com" });
  const signedIn = await app.http("POST", "/api/auth/sign-in/email", { cookie: guest, body: { email, password } });
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: cookieFrom(signedIn) })).status).toBe(200);
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: guest })).status).not.toBe(200);
});

test("nobody makes themselves more than a viewer", async () => {
  const body = { name: "Me", email: `${randomUUID()}@example.com`, password: "long enough 1", role: "owner" };
  const signedUp = await app.http("POST", "/api/auth/sign-up/email", { body });
  const cookie = signedUp.status === 200 ? cookieFrom(signedUp) : await becomeGuest();
  await app.http("POST", "/api/auth/update-user", { cookie, body: { role: "owner" } });
  const me = (await app.http("GET", "/api/me", { cookie })).body;
  expect(["viewer", "guest"]).toContain(me && typeof me === "object" && "role" in me ? me.role : null);
  expect(await app.db.user.count({ where: { role: { notIn: ["viewer", "guest", "host"] } } })).toBe(0);
});

async function becomeGuest() {
  const answer = await app.http("POST", "/api/auth/sign-in/anonymous", { body: {} });
  expect(answer.status).toBe(200);
  return cookieFrom(answer);
}

function order(cookie: string, body: { editionId: string; contact?: string }) {
  return app.http("POST", "/api/preorders", { cookie, body, key: randomUUID() });
}

async function placed(...args: Parameters<typeof order>) {
  const answer = await order(...args);
  expect(answer).toMatchObject({ status: 201 });
  return preorderReceipt.parse(answer.body);
}
