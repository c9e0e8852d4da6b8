import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "#lib/accounts/password.ts";
import { actor } from "#lib/accounts/schema.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
  hashed = await hashPassword(password);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const password = "a password of my own";
let hashed: string;

test("signing up says nothing of whether an address is taken, and word goes to the mailbox alone", async () => {
  const email = fresh();
  const first = await signUp(email, "the first password");
  const second = await signUp(email.toUpperCase(), "the second password");
  expect(shapeOf(second)).toEqual(shapeOf(first));
  const [me, other] = [await who(cookieFrom(first)), await who(cookieFrom(second))];
  expect({ ...other, id: me.id }).toEqual(me);
  expect(other.id).not.toBe(me.id);
  expect((await signIn(email, "the second password")).status).toBe(200);
  expect((await signIn(email, "a third password")).status).toBe(401);
  expect((await app.db.notice.findMany({ where: { address: email } })).map(({ kind }) => kind)).toEqual([
    "confirmAddress",
    "confirmAddress",
  ]);
});

test("whoever reads the mails takes the address back from an account that only said it was theirs", async () => {
  const email = fresh();
  const squatter = await account(email);
  await app.http("POST", "/api/auth/send-verification-email", { cookie: squatter, body: {} });
  const owner = cookieFrom(await signUp(email, password));
  const [, link] = await linksTo(email);
  expect((await prove({ ...link, key: forged(link?.key ?? "") })).status, "a forged one").toBe(409);
  expect((await who(owner)).emailVerified).toBe(false);
  expect((await prove(link)).status).toBe(200);
  expect(await who(owner)).toMatchObject({ email, emailVerified: true, isAnonymous: false });
  expect((await who(squatter)).emailVerified).toBe(false);
  const [theirs] = await linksTo(email);
  expect(await prove(theirs), "the other link is worth nothing any more").toMatchObject({
    status: 409,
    body: { code: "link_over" },
  });
  expect(await app.db.user.findUnique({ where: { email } })).toMatchObject({ id: (await who(owner)).id });

  await signUp(email, "one more stranger here");
  const told = await app.db.notice.findFirst({ where: { address: email }, orderBy: { createdAt: "desc" } });
  expect(told).toMatchObject({ kind: "accountExists", userId: (await who(owner)).id });
});

test("what somebody bought under a claim moves into the account that they sign in to", async () => {
  const email = fresh();
  const mine = await account(email);
  const claim = cookieFrom(await signUp(email, "a password forgotten"));
  const { editionId } = await app.openEdition();
  const order = await place(claim, { editionId });
  const back = await app.http("POST", "/api/auth/sign-in/email", { cookie: claim, body: { email, password } });
  expect(await who(cookieFrom(back))).toMatchObject({ id: (await who(mine)).id });
  expect(await app.db.preorder.findUnique({ where: { id: order.id } })).toMatchObject({ userId: (await who(mine)).id });
});

test("of many who sign up with one address in the same moment one gets it, and nobody an error", async () => {
  const email = fresh();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => signUp(n % 2 ? email.toUpperCase() : email, password)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  for (const { body } of answers.filter(({ status }) => status === 409))
    expect(body).toMatchObject({ code: "email_taken", field: "email" });
  expect(await app.db.user.count({ where: { OR: [{ email }, { claimedEmail: email }] } })).toBe(1);
});

test("an order is given to an account that proved the address, and waits for one that did not", async () => {
  const email = fresh();
  const stranger = await account(email);
  const { editionId } = await app.openEdition();
  const { id } = await place((await app.person("viewer")).cookie, { editionId });
  const payer = await app.db.preorder.findUniqueOrThrow({ where: { id } });
  await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: await cookieOf(payer.userId), body: {} });
  const ops = await app.person("ops");
  const given = { email, reason: "A gift", override: false };
  const transfer = await app.http("POST", `/api/ops/preorders/${id}/transfer`, { cookie: ops.cookie, body: given });
  expect(transfer.status, transfer.text).toBe(200);
  const strangerId = (await who(stranger)).id;
  expect((await app.db.preorder.findUniqueOrThrow({ where: { id } })).userId).not.toBe(strangerId);
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: stranger })).status).toBe(404);

  const owner = cookieFrom(await signUp(email, password));
  const [link] = await linksTo(email);
  await prove(link);
  expect(await app.db.preorder.findUnique({ where: { id } })).toMatchObject({ userId: (await who(owner)).id });
});

test("a guest who types somebody's address uses up nothing of theirs; guests share one mailbox's limit", async () => {
  const { editionId } = await app.openEdition({ perPersonLimit: 1, stock: 10 });
  const email = fresh();
  const victim = await account(email);
  await place(await becomeGuest(), { editionId, contact: email });
  const again = { cookie: await becomeGuest(), key: randomUUID(), body: { editionId, contact: email } };
  expect(await app.http("POST", "/api/preorders", again)).toMatchObject({ status: 409, body: { code: "over_limit" } });
  await place(victim, { editionId });
  const second = { cookie: victim, key: randomUUID(), body: { editionId, contact: fresh() } };
  expect(await app.http("POST", "/api/preorders", second)).toMatchObject({ status: 409, body: { code: "over_limit" } });
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(2);
});

test("a forgotten password is chosen anew by mail, once, and everybody else is out at that moment", async () => {
  const email = fresh();
  const before = await account(email);
  const line = await openLine(app.url, { cookie: before });
  const { showId } = await app.openEdition();
  await say(line, "join", { showId });
  const ask = (to: string) => app.http("POST", "/api/auth/request-password-reset", { body: { email: to } });
  expect(await ask(fresh())).toMatchObject({ status: 200, body: { ok: true } });
  expect(await ask(email.toUpperCase())).toMatchObject({ status: 200, body: { ok: true } });
  const token = await tokenTo(email);
  const set = (chosen: string) => app.http("POST", "/api/auth/reset-password", { body: { token, password: chosen } });
  expect((await set("password12")).body, "a common one takes nothing").toMatchObject({ code: "password_common" });
  expect((await set("one that I remember")).status).toBe(200);
  expect(await set("another one of mine")).toMatchObject({ status: 409, body: { code: "link_over" } });
  await expect.poll(() => line.connected, soon).toBe(false);
  await expect.poll(async () => (await app.http("GET", "/api/me", { cookie: before })).body, soon).toBe(null);
  expect((await signIn(email, password)).status).toBe(401);
  const inside = await signIn(email, "one that I remember");
  expect(inside.status).toBe(200);
  expect(await who(cookieFrom(inside)), "who reads the mails has the address").toMatchObject({ emailVerified: true });
  expect(await app.db.verification.count({ where: { value: (await who(cookieFrom(inside))).id } })).toBe(0);
});

test("a link to a new password ends after an hour, and an unproven account loses the card that was kept in it", async () => {
  const email = fresh();
  const cookie = await account(email);
  const { editionId } = await app.openEdition();
  const { id } = await place(cookie, { editionId });
  await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
  expect((await app.db.preorder.findUniqueOrThrow({ where: { id } })).methodId).not.toBe(null);
  const set = async () =>
    app.http("POST", "/api/auth/reset-password", { body: { token: await tokenTo(email), password } });
  await app.http("POST", "/api/auth/request-password-reset", { body: { email } });
  await tokenTo(email);
  await app.db.$executeRaw`UPDATE verification SET expires_at = now() - interval '1 second'`;
  expect((await set()).body).toMatchObject({ code: "link_over" });
  await app.db.notice.deleteMany({ where: { address: email } });
  await app.http("POST", "/api/auth/request-password-reset", { body: { email } });
  expect((await set()).status).toBe(200);
  expect((await app.db.preorder.findUniqueOrThrow({ where: { id } })).methodId).toBe(null);
});

test("changing the password asks for the old one and ends every other session with its lines, not this one", async () => {
  const email = fresh();
  const here = await account(email);
  const there = await app.signIn(email);
  const line = await openLine(app.url, { cookie: there });
  const { showId } = await app.openEdition();
  await say(line, "join", { showId });
  const change = (current: string) =>
    app.http("POST", "/api/auth/change-password", { cookie: here, body: { current, password: "one that I remember" } });
  expect(await change("not the old one")).toMatchObject({
    status: 401,
    body: { code: "wrong_password", field: "current" },
  });
  expect((await who(there)).email).toBe(email);
  expect((await change(password)).status).toBe(200);
  await expect.poll(() => line.connected, soon).toBe(false);
  expect((await app.http("GET", "/api/me", { cookie: there })).body).toBe(null);
  expect((await who(here)).email).toBe(email);
  const { accounts } = await app.db.user.findUniqueOrThrow({ where: { email }, include: { accounts: true } });
  expect(accounts).toHaveLength(1);
  expect(accounts[0]?.password).not.toBe(hashed);
  const out = await app.http("POST", "/api/auth/sign-out-everywhere", { cookie: here, body: {} });
  expect(out.status).toBe(200);
  expect(
    await app.db.session.count({ where: { userId: (await app.db.user.findUniqueOrThrow({ where: { email } })).id } }),
  ).toBe(0);
});

test("nobody who reads the outbox gets into an account by a link that stands there", async () => {
  const email = fresh();
  const mine = await account(email);
  await app.http("POST", "/api/auth/send-verification-email", { cookie: mine, body: {} });
  await app.http("POST", "/api/auth/request-password-reset", { body: { email } });
  const token = await tokenTo(email);
  const { cookie } = await app.person("ops");
  for (const { id, facts } of await app.db.notice.findMany({ where: { address: email } })) {
    const seen = await app.http("GET", `/api/ops/notices/${id}`, { cookie });
    expect(seen.status).toBe(200);
    const [, key] = /key=([^"&]+)/.exec(JSON.stringify(facts)) ?? [];
    for (const secret of [token, key]) if (secret) expect(seen.text).not.toContain(secret);
  }
});

/** An account that nobody asked to prove anything yet, with a session. */
async function account(email: string): Promise<string> {
  const { id } = await app.db.user.create({ data: { name: "Somebody", email, role: "viewer" } });
  await app.db.account.create({ data: { userId: id, accountId: id, providerId: "credential", password: hashed } });
  return app.signIn(email);
}

const fresh = () => `someone-${randomUUID()}@example.com`;

const signUp = (email: string, chosen: string) =>
  app.http("POST", "/api/auth/sign-up/email", { body: { name: "Somebody", email, password: chosen } });

const signIn = (email: string, given: string) =>
  app.http("POST", "/api/auth/sign-in/email", { body: { email, password: given } });

async function who(cookie: string) {
  const { body } = await app.http("GET", "/api/me", { cookie });
  return actor.parse(body);
}

/** An answer without what is new in every answer. */
function shapeOf({ status, headers, body }: Awaited<ReturnType<typeof signUp>>) {
  const cookies = (headers["set-cookie"] ?? []).map((line) =>
    line.replace(/=[^;]+/, "=").replace(/Expires=[^;]+/i, ""),
  );
  return { status, body, cookies, names: Object.keys(headers).toSorted() };
}

/** The keys that were mailed to an address, in order. */
async function linksTo(email: string) {
  const rows = await app.db.notice.findMany({
    where: { address: email, kind: "confirmAddress" },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ facts }) => {
    const { searchParams } = new URL(/https?:[^"]+/.exec(JSON.stringify(facts))?.[0] ?? "");
    return { account: searchParams.get("account") ?? "", key: searchParams.get("key") ?? "" };
  });
}

const prove = (link: { account?: string; key?: string } | undefined) =>
  app.http("POST", "/api/auth/verify-email", { body: { account: link?.account, key: link?.key } });

async function tokenTo(email: string): Promise<string> {
  const mails = () =>
    app.db.notice.findMany({ where: { address: email, kind: "setPassword" }, orderBy: { createdAt: "desc" } });
  await expect.poll(async () => (await mails()).length, soon).toBeGreaterThan(0);
  return /token=([\w-]+)/.exec(JSON.stringify((await mails())[0]?.facts))?.[1] ?? "";
}

async function becomeGuest() {
  return cookieFrom(await app.http("POST", "/api/auth/sign-in/anonymous", { body: {} }));
}

async function cookieOf(id: string) {
  return app.signIn((await app.db.user.findUniqueOrThrow({ where: { id } })).email);
}

async function place(cookie: string, body: { editionId: string; contact?: string }) {
  const answer = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
  expect(answer.status, answer.text).toBe(201);
  return preorderReceipt.parse(answer.body);
}

/** Another first character: the last one of a base64url text has bits that mean nothing. */
const forged = (key: string) => `${key.startsWith("x") ? "y" : "x"}${key.slice(1)}`;
