import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#lib/accounts/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { holdPasswords } from "#tests/support/password-price.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("an operator who is one no longer loses the board within a second, on the open line too", async () => {
  const { showId } = await app.openEdition();
  const operator = await app.person("ops");
  const line = await openLine(app.url, { cookie: operator.cookie });
  expect(await say(line, "watchBoard", { showId })).toMatchObject({ ok: true });
  const told = Promise.withResolvers<void>();
  line.on("signedOut", told.resolve);
  await changeRole(operator, "viewer");
  await expect.poll(() => line.connected, soon).toBe(false);
  await told.promise;
  const board = () => app.http("GET", `/api/ops/shows/${showId}/board`, { cookie: operator.cookie });
  await expect.poll(async () => (await board()).status, soon).toBe(403);
});

test("a viewer who becomes a host may host within a second", async () => {
  const someone = await app.person("viewer");
  const create = () =>
    app.http("POST", "/api/products", { cookie: someone.cookie, body: { slug: "promoted", name: "X" } });
  expect((await create()).status).toBe(403);
  await changeRole(someone, "host");
  await expect.poll(async () => (await create()).status, soon).toBe(201);
});

test("signing out ends this session here, on its open lines, and no other of the account", async () => {
  const someone = await app.person("viewer");
  const elsewhere = await app.signIn(someone.email);
  const [line, other] = await Promise.all([
    openLine(app.url, { cookie: someone.cookie }),
    openLine(app.url, { cookie: elsewhere }),
  ]);
  // An answer says that the server has settled who is on the line.
  const { showId } = await app.openEdition();
  for (const open of [line, other]) await say(open, "join", { showId });
  const signedOut = await app.http("POST", "/api/auth/sign-out", { cookie: someone.cookie, body: {} });
  expect(signedOut.status).toBe(200);
  expect(signedOut.headers["set-cookie"]?.join()).toContain("launchroom.session_token=;");
  await expect.poll(() => line.connected, soon).toBe(false);
  await expect.poll(() => whoIs(someone.cookie), soon).toBe(null);
  expect(await whoIs(elsewhere)).toMatchObject({ id: someone.id });
  expect(other.connected).toBe(true);
  other.disconnect();
});

test("a session that ended is over in every spelling of its cookie", async () => {
  const someone = await app.person("viewer");
  const spellings = [someone.cookie, decodeURIComponent(someone.cookie), someone.cookie.replace("%3D", "%3d")];
  for (const cookie of spellings) expect(await whoIs(cookie)).toMatchObject({ id: someone.id });
  await app.http("POST", "/api/auth/sign-out", { cookie: someone.cookie, body: {} });
  for (const cookie of spellings) await expect.poll(() => whoIs(cookie), soon).toBe(null);
});

test("a session that ran out is over, and a tampered cookie was never one", async () => {
  const someone = await app.person("viewer");
  const forged = someone.cookie.replace(/.{6}$/, "AAAA%3D");
  expect(await whoIs(forged)).toBe(null);
  await app.db.session.updateMany({ where: { userId: someone.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await whoIs(someone.cookie)).toBe(null);
});

test("a new account starts a new session whose token no script can read", async () => {
  const body = { name: "New", email: "new@example.com", password: "long enough 1" };
  const answer = await app.http("POST", "/api/auth/sign-up/email", { body });
  const [cookie] = answer.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^launchroom\.session_token=[^;]+;/);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(answer.body).toEqual({ ok: true });
});

test("a storm of passwords is refused with a time to come back, not with an error", { timeout: 90_000 }, async () => {
  // Nothing leaves the queue until somebody found it full.
  const letGo = holdPasswords();
  let answered = 0;
  const attempts = Array.from({ length: 40 }, async (_, n) => {
    const body = { name: "Storm", email: `storm-${n}@example.com`, password: "long enough 1" };
    const answer = await app.http("POST", "/api/auth/sign-up/email", { body });
    answered += 1;
    return answer;
  });
  await expect.poll(() => answered, { timeout: 60_000 }).toBeGreaterThan(0);
  letGo();
  const answers = await Promise.all(attempts);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.map(({ status }) => status).filter((status) => status !== 429 && status !== 503)).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ headers }) => Number(headers["retry-after"]) > 0)).toBe(true);
  // Whoever was told to come back before their turn is let in all the same; the next file of tests shares this queue.
  const gone = answers.filter(({ status }) => status === 429).length;
  const storm = () => app.db.user.count({ where: { email: { startsWith: "storm-" } } });
  await expect.poll(storm, { timeout: 60_000 }).toBe(attempts.length - gone);
});

async function changeRole({ id }: Person, role: Role) {
  await app.db.user.update({ where: { id }, data: { role } });
}

async function whoIs(cookie: string) {
  return (await app.http("GET", "/api/me", { cookie })).body;
}
