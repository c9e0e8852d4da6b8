import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeTicket } from "#lib/accounts/schema.ts";
import { resetFactors } from "#lib/factors/reset-factors.ts";
import { addedFactor, newApp, ownFactors } from "#lib/factors/schema.ts";
import { fresh, mailboxesOf, password } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
});

afterAll(() => app.stop());

/** A code of the app, of this half minute or of one beside it. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Added by the code of the half minute before, which leaves the others for the test. `code` is that one. */
async function addApp(cookie: string) {
  const begun = await app.http("POST", "/api/me/factors/app", { cookie });
  const { secret } = newApp.parse(begun.body);
  await untilHalfMinuteHas(2000);
  const code = codeOf(secret, -1);
  const added = await app.http("PUT", "/api/me/factors/app", { cookie, body: { code } });
  expect(added.status, added.text).toBe(200);
  return { secret, code, codes: addedFactor.parse(added.body).recoveryCodes ?? [] };
}

/** The code of the half minute before is none any more once this one is over. */
async function untilHalfMinuteHas(ms: number) {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < ms) await pause(left);
}

/** An account with a password and an app. */
async function guarded() {
  const mine = await people.account(fresh());
  return { ...mine, ...(await addApp(mine.cookie)) };
}

async function byPassword(email: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await app.http("POST", "/api/auth/sign-in/email", { body: { email, password }, headers });
  expect(answer, answer.text).toMatchObject({ status: 200, body: { factorNeeded: true } });
  return cookieFrom(answer);
}

const show = (cookie: string, body: object) => app.http("POST", "/api/auth/factor", { cookie, body });
const me = async (cookie: string) => (await app.http("GET", "/api/me", { cookie })).body;
const factorsOf = async (cookie: string) =>
  ownFactors.parse((await app.http("GET", "/api/me/factors", { cookie })).body);

/** As if whoever has this session had shown long ago who they are. */
const age = ({ id }: { id: string }) =>
  app.db.$executeRaw`UPDATE session SET proven_at = now() - interval '16 minutes' WHERE user_id = ${id}::uuid`;

test("every way in asks: until a factor was shown a session is nobody's, on routes, pages and lines", async () => {
  const mine = await guarded();
  const mailed = await people.enter(await people.ask(mine.email));
  expect(mailed.body).toEqual({ factorNeeded: true });
  await app.http("POST", "/api/auth/request-password-reset", { body: { email: mine.email } });
  await expect.poll(() => app.db.notice.count({ where: { kind: "setPassword", address: mine.email } }), soon).toBe(1);
  const mail = await app.db.notice.findFirstOrThrow({ where: { kind: "setPassword", address: mine.email } });
  const token = /token=([^"&]+)/.exec(JSON.stringify(mail.facts))?.[1] ?? "";
  expect((await app.http("POST", "/api/auth/reset-password", { body: { token, password } })).status).toBe(200);
  expect(await app.db.knownDevice.count({ where: { userId: mine.id } }), "a mail alone makes no browser known").toBe(0);

  const again = await people.enter(await people.ask(mine.email));
  for (const half of [await byPassword(mine.email), cookieFrom(again), await app.signIn(mine.email)]) {
    expect(await me(half)).toBe(null);
    for (const path of ["/api/preorders", "/api/me/sessions", "/api/me/export", "/api/me/factors"])
      expect((await app.http("GET", path, { cookie: half })).status, path).toBe(401);
    const put = { current: password, password: "quite another password" };
    expect((await app.http("POST", "/api/auth/change-password", { cookie: half, body: put })).status).toBe(401);
    expect((await app.http("POST", "/api/me/factors/app", { cookie: half })).status).toBe(401);
    expect((await app.http("POST", "/api/me/proof", { cookie: half, body: { password } })).status).toBe(401);
    const line = await openLine(app.url, { cookie: half });
    const { showId } = await app.openEdition();
    expect((await say(line, "chat", { showId, body: "hello" })).ok).toBe(false);
    line.disconnect();
  }
  const half = await byPassword(mine.email);
  expect((await show(half, { code: codeOf(mine.secret) })).status).toBe(200);
  expect(await me(half)).toMatchObject({ id: mine.id });
  expect((await app.http("GET", "/api/me/sessions", { cookie: half })).body, "half ones are none").toHaveLength(1);
});

test("a code is good once, for its own account, around its half minute; a half session ends after ten minutes", async () => {
  const [mine, theirs] = [await guarded(), await guarded()];
  const [half, other] = [await byPassword(mine.email), await byPassword(mine.email)];
  expect(await show(half, { code: mine.code }), "that which added it").toMatchObject({
    status: 409,
    body: { code: "factor_wrong", field: "code" },
  });
  expect((await show(half, { code: codeOf(theirs.secret) })).status).toBe(409);
  expect((await show(half, { code: codeOf(mine.secret, 5) })).status).toBe(409);
  const code = codeOf(mine.secret);
  const both = await Promise.all([show(half, { code }), show(other, { code })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const late = await byPassword(mine.email);
  await app.db.$executeRaw`UPDATE session SET factor_due = now() - interval '1 second'
    WHERE user_id = ${mine.id}::uuid AND factor_due IS NOT NULL`;
  expect(await show(late, { code: codeOf(mine.secret, 1) })).toMatchObject({ body: { code: "sign_in_over" } });
  expect(await me(late)).toBe(null);
});

test("a recovery code opens once, is told by mail, and only its digest was ever kept", async () => {
  const mine = await guarded();
  const [first = "", second = ""] = mine.codes;
  expect(mine.codes).toHaveLength(10);
  const kept = JSON.stringify(await app.db.recoveryCode.findMany({ where: { userId: mine.id } }));
  expect(kept).not.toContain(first);
  const row = await app.db.factor.findFirstOrThrow({ where: { userId: mine.id } });
  expect(row.sealedSecret).not.toContain(mine.secret);
  const [half, other] = [await byPassword(mine.email), await byPassword(mine.email)];
  const both = await Promise.all([half, other].map((cookie) => show(cookie, { recovery: first.toUpperCase() })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const stranger = await guarded();
  expect((await show(await byPassword(stranger.email), { recovery: second })).status).toBe(409);
  const told = await app.db.notice.findMany({ where: { kind: "factorsChanged", address: mine.email } });
  expect(told.map(({ facts }) => facts)).toMatchObject([{ change: "added" }, { change: "codeUsed" }]);
  const inside = both[0]?.status === 200 ? half : other;
  const renewed = await app.http("POST", "/api/me/factors/codes", { cookie: inside });
  expect(renewed.status).toBe(200);
  expect((await show(await byPassword(mine.email), { recovery: second })).status, "an old one").toBe(409);
});

test("the first factor ends what was open elsewhere; changing any wants a proof of the last quarter of an hour", async () => {
  const mine = await people.account(fresh());
  const thief = await app.signIn(mine.email);
  await age(mine);
  const begin = () => app.http("POST", "/api/me/factors/app", { cookie: mine.cookie });
  expect(await begin()).toMatchObject({ status: 403, body: { code: "proof_needed" } });
  const prove = (body: object) => app.http("POST", "/api/me/proof", { cookie: mine.cookie, body });
  expect(await prove({ password: "not it at all" })).toMatchObject({ status: 401, body: { code: "wrong_password" } });
  const { ticket } = codeTicket.parse((await app.http("POST", "/api/me/proof/code", mine)).body);
  const signIn = await people.ask(mine.email);
  expect((await prove(signIn)).status, "a code for something else").toBe(409);
  expect((await prove({ ticket, code: await people.codeOf(ticket) })).status).toBe(200);
  const { secret } = await addApp(mine.cookie);
  expect(await me(thief)).toBe(null);

  await age(mine);
  const [factor] = (await factorsOf(mine.cookie)).factors;
  const remove = () => app.http("DELETE", `/api/me/factors/${factor?.id}`, { cookie: mine.cookie });
  expect(await remove()).toMatchObject({ status: 403, body: { code: "proof_needed" } });
  expect(await prove({ password }), "a password is not enough any more").toMatchObject({
    body: { code: "factor_needed" },
  });
  expect((await show(mine.cookie, { code: codeOf(secret) })).status).toBe(200);
  const stranger = await guarded();
  expect((await app.http("DELETE", `/api/me/factors/${factor?.id}`, stranger)).status).toBe(404);
  expect((await remove()).status).toBe(200);
  expect(await factorsOf(mine.cookie)).toMatchObject({ factors: [], codesLeft: 0 });
  const plain = await app.http("POST", "/api/auth/sign-in/email", { body: { email: mine.email, password } });
  expect(plain.body).toEqual({ factorNeeded: false });
});

test("guessing ends after ten tries across restarts, and the owner is still in by a known browser and by a recovery code", async () => {
  const mine = await guarded();
  const browser = { cookie: `launchroom.viewer=${randomUUID().replaceAll("-", "")}` };
  const known = `${await byPassword(mine.email, browser)}; ${browser.cookie}`;
  expect((await show(known, { code: codeOf(mine.secret) })).status).toBe(200);
  const half = await byPassword(mine.email);
  const answers = await Promise.all(Array.from({ length: 16 }, () => show(half, { code: "000000" })));
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
  expect((await show(half, { code: codeOf(mine.secret, 1) })).status, "even the right one").toBe(429);
  expect(await app.db.guessCount.count({ where: { spent: { gte: 10 }, key: { startsWith: "factors:" } } })).toBe(1);
  const back = `${await byPassword(mine.email, browser)}; ${browser.cookie}`;
  expect((await show(back, { code: codeOf(mine.secret, 1) })).status).toBe(200);

  // From many networks at once six digits are closed to all but known browsers; a recovery code is not.
  const other = await guarded();
  const there = await byPassword(other.email);
  expect((await show(there, { code: "000000" })).status).toBe(409);
  await app.db.$executeRaw`UPDATE guess_count SET spent = 60 WHERE key LIKE 'factorsByAccount:%'`;
  expect((await show(there, { code: codeOf(other.secret) })).status).toBe(429);
  expect((await show(there, { recovery: other.codes[0] })).status).toBe(200);
});

test("where the owner demands it, whoever sees money sees none without a factor, on open lines too, until it is set up", async () => {
  const owner = await app.person("owner");
  const staff = await app.person("finance");
  const demand = (demanded: boolean, { cookie }: Person) =>
    app.http("PUT", "/api/settings/factors", { cookie, body: { demanded } });
  expect(await demand(true, owner)).toMatchObject({ status: 403, body: { code: "factor_needed" } });
  const { codes } = await addApp(owner.cookie);
  const { showId } = await app.openEdition();
  const line = await openLine(app.url, { cookie: staff.cookie });
  expect((await say(line, "watchBoard", { showId })).ok).toBe(true);
  expect((await demand(true, owner)).status).toBe(200);
  try {
    await expect.poll(() => line.connected, soon).toBe(false);
    const read = () => app.http("GET", "/api/ops/preorders", { cookie: staff.cookie });
    await expect.poll(async () => (await read()).status, soon).toBe(403);
    expect((await read()).body).toMatchObject({ code: "factor_needed" });
    expect((await app.http("GET", "/api/settings/people", { cookie: owner.cookie })).status).toBe(200);
    const idle = await app.person("owner");
    expect(await demand(false, idle), "nobody switches it off without one").toMatchObject({ status: 403 });
    const host = await app.person("host");
    expect((await app.http("GET", "/api/products", { cookie: host.cookie })).status, "no money, no demand").toBe(200);
    const again = await openLine(app.url, { cookie: staff.cookie });
    expect(await say(again, "watchBoard", { showId })).toMatchObject({ ok: false });
    await addApp(staff.cookie);
    await expect.poll(async () => (await read()).status, soon).toBe(200);

    const gone = await resetFactors(app.made, staff.email);
    expect(gone).toBe(1);
    await expect.poll(async () => (await read()).status, soon).toBe(401);
    const back = await app.signIn(staff.email);
    expect((await app.http("GET", "/api/ops/preorders", { cookie: back })).body).toMatchObject({
      code: "factor_needed",
    });
  } finally {
    await app.db.$executeRaw`UPDATE shop SET demands_factors = false`;
  }
  expect(codes).toHaveLength(10);
});

test("an unproven address gets no factor; erasing takes all, and the export names them without what opens", async () => {
  const unproven = await people.account(fresh(), { proven: false });
  expect((await app.http("POST", "/api/me/factors/app", unproven)).body).toMatchObject({ code: "address_unproven" });
  const mine = await guarded();
  const erased = await app.http("POST", "/api/me/erasure", { cookie: mine.cookie, body: { password } });
  expect(erased.status).toBe(200);
  expect(await app.db.factor.count({ where: { userId: mine.id } })).toBe(0);
  expect(await app.db.recoveryCode.count({ where: { userId: mine.id } })).toBe(0);
});

test("a chosen time zone outlives signing in elsewhere and another language", async () => {
  const mine = await people.account(fresh());
  const choose = (body: object) => app.http("PUT", "/api/me/reader", { cookie: mine.cookie, body });
  await choose({ locale: "en", timeZone: "Asia/Shanghai" });
  await choose({ locale: "zh-CN" });
  await app.http("POST", "/api/auth/sign-in/email", {
    body: { email: mine.email, password },
    headers: { cookie: "zone=Europe%2FBerlin; locale=en" },
  });
  const { locale, timeZone } = await app.db.user.findUniqueOrThrow({ where: { id: mine.id } });
  expect({ locale, timeZone }).toEqual({ locale: "zh-CN", timeZone: "Asia/Shanghai" });
});
