import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { digestOf } from "#lib/accounts/link-key.ts";
import { actor } from "#lib/accounts/schema.ts";
import { invitationExpiry } from "#lib/people/expire-invitations.ts";
import { findInvitation } from "#lib/people/queries.ts";
import { invitationView } from "#lib/people/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let owner: Person;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  owner = await app.person("owner", "Mara Lind");
});

afterAll(() => app.stop());

const password = "a password of my own";

test("an invited address makes an account, presses, and works here; its address is proven by that", async () => {
  const { showId } = await app.openEdition();
  const email = fresh();
  await invite({ email: email.toUpperCase(), role: "producer", showId, locale: "zh-CN" });
  const { token, locale } = await mailTo(email);
  expect(locale, "the language that the owner chose").toBe("zh-CN");
  expect(await findInvitation(app.made, token)).toMatchObject({
    inviter: "Mara Lind",
    role: "producer",
    state: "OPEN",
  });
  expect(await rolesOf(email), "looking takes nothing").toEqual([]);
  const cookie = await signUp(email);
  expect(await accept(cookie, token)).toBe(200);
  const me = await app.http("GET", "/api/me", { cookie });
  expect(me.body).toMatchObject({ email, role: "viewer", emailVerified: true, worksDesks: true });
  const pin = await app.http("PUT", `/api/shows/${showId}/pin`, { cookie, body: { productId: null } });
  expect(pin.status).toBe(200);
  expect(await accept(cookie, token), "a link is good once").toBe(409);
  expect(await stateOf(email)).toBe("ACCEPTED");
  const [joined] = await app.db.auditLog.findMany({
    where: { action: "invitation.accepted" },
    orderBy: { id: "desc" },
  });
  expect(joined).toMatchObject({ actorId: actor.parse(me.body).id, after: { role: "producer", showId } });
});

test("nothing in the table opens an invitation", async () => {
  const email = fresh();
  await invite({ email, role: "ops" });
  const { token } = await mailTo(email);
  const row = await app.db.invitation.findFirstOrThrow({ where: { email } });
  expect(Buffer.from(row.digest).equals(digestOf(token))).toBe(true);
  expect(JSON.stringify(row)).not.toContain(token);
  for (const tried of [row.id, Buffer.from(row.digest).toString("hex"), Buffer.from(row.digest).toString("base64url")])
    expect(await accept((await app.person("viewer")).cookie, tried)).toBe(409);
});

test("whoever is signed in with another address is told so, and nothing is written", async () => {
  const email = fresh();
  await invite({ email, role: "owner" });
  const { token } = await mailTo(email);
  const thief = await app.person("viewer");
  const answer = await app.http("POST", "/api/invitations/acceptance", { cookie: thief.cookie, body: { token } });
  expect(answer).toMatchObject({ status: 409, body: { code: "invitation_for_another" } });
  const guest = await app.person("guest");
  expect(await accept(guest.cookie, token)).toBe(403);
  expect(await app.db.user.findUniqueOrThrow({ where: { id: thief.id } })).toMatchObject({ role: "viewer" });
  expect(await stateOf(email)).toBe("OPEN");
});

test("an account that only claims an address takes the role when nobody has proven it, and not when somebody has", async () => {
  const [squatted, proven] = [fresh(), fresh()];
  await signUp(squatted);
  const claimant = await signUp(squatted);
  await invite({ email: squatted, role: "host" });
  expect(await accept(claimant, (await mailTo(squatted)).token)).toBe(200);
  expect(await rolesOf(squatted)).toEqual(["host"]);

  await app.db.user.create({ data: { name: "First", email: proven, emailVerified: true } });
  const second = await signUp(proven);
  await invite({ email: proven, role: "host" });
  const { token } = await mailTo(proven);
  expect(await accept(second, token)).toBe(409);
  expect(await rolesOf(proven)).toEqual(["viewer"]);
  expect(await accept(await app.signIn(proven), token)).toBe(200);
  expect(await rolesOf(proven)).toEqual(["host"]);
});

test("sent again the link before is dead; revoked, replaced or run out none opens", async () => {
  const email = fresh();
  const cookie = await signUp(email);
  const { id } = await invite({ email, role: "ops" });
  const first = await mailTo(email);
  expect((await act("POST", `/${id}/resend`)).status).toBe(200);
  const second = await mailTo(email, 2);
  expect(await accept(cookie, first.token)).toBe(409);
  expect((await act("DELETE", `/${id}`)).status).toBe(200);
  expect(await accept(cookie, second.token)).toBe(409);
  expect((await act("DELETE", `/${id}`)).body).toMatchObject({ code: "invitation_over" });
  expect((await act("POST", `/${id}/resend`)).body).toMatchObject({ code: "invitation_over" });

  await invite({ email, role: "ops" });
  const third = await mailTo(email, 3);
  await invite({ email, role: "finance" });
  expect(await accept(cookie, third.token), "another took its place").toBe(409);
  await app.db.$executeRaw`UPDATE invitation SET expires_at = now() WHERE email = ${email}`;
  expect(await accept(cookie, (await mailTo(email, 4)).token)).toBe(409);
  expect(await rolesOf(email)).toEqual(["viewer"]);
  expect((await list()).filter((each) => each.email === email).map(({ state }) => state)).toEqual([
    "EXPIRED",
    "REVOKED",
    "REVOKED",
  ]);
});

test("two presses at once take the role once", async () => {
  const email = fresh();
  const cookie = await signUp(email);
  await invite({ email, role: "tester" });
  const { token } = await mailTo(email);
  const answers = await Promise.all(Array.from({ length: 6 }, () => accept(cookie, token)));
  expect(answers.toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  expect(
    await app.db.auditLog.count({
      where: { action: "invitation.accepted", after: { path: ["role"], equals: "tester" } },
    }),
  ).toBe(1);
});

test("the last owner who takes a lesser role by mail keeps the shop", async () => {
  await app.db.$executeRaw`UPDATE "user" SET role = 'viewer' WHERE role = 'owner' AND id <> ${owner.id}::uuid`;
  await invite({ email: owner.email, role: "finance" });
  const answer = await app.http("POST", "/api/invitations/acceptance", {
    cookie: owner.cookie,
    body: { token: (await mailTo(owner.email)).token },
  });
  expect(answer.body).toMatchObject({ code: "last_owner" });
  expect(await rolesOf(owner.email)).toEqual(["owner"]);
  expect(await stateOf(owner.email)).toBe("OPEN");
});

test("one mailbox gets a few invitations in an hour, and one show has no role but its own", async () => {
  const email = fresh();
  for (let n = 0; n < 5; n += 1) await invite({ email, role: "ops" });
  const refused = await act("POST", "", { email, role: "ops" });
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  const { showId } = await app.openEdition();
  const wrong = await act("POST", "", { email: fresh(), role: "ops", showId });
  expect(wrong).toMatchObject({ status: 422, body: { field: "showId" } });
  const nowhere = await act("POST", "", { email: fresh(), role: "producer", showId: randomUUID() });
  expect(nowhere).toMatchObject({ status: 404, body: { field: "showId" } });
});

test("an account that proved the address is written to in its own language", async () => {
  const email = fresh();
  await app.db.user.create({ data: { name: "Lin", email, emailVerified: true, locale: "zh-CN" } });
  await invite({ email, role: "ops", locale: "en" });
  expect((await mailTo(email)).locale).toBe("zh-CN");
});

test("ninety days after it ran out an invitation is forgotten, whatever became of it", async () => {
  const email = fresh();
  await invite({ email, role: "ops" });
  const due = async () => {
    const [row] = await app.db.$queryRawUnsafe<{ due: boolean }[]>(`SELECT ${invitationExpiry.due} AS due`);
    return row?.due;
  };
  await app.db.$executeRaw`UPDATE invitation SET expires_at = now() - interval '89 days' WHERE email = ${email}`;
  expect(await due()).toBe(false);
  await invitationExpiry.work(app.made);
  expect(await app.db.invitation.count({ where: { email } })).toBe(1);
  await app.db.$executeRaw`UPDATE invitation SET expires_at = now() - interval '91 days' WHERE email = ${email}`;
  expect(await due()).toBe(true);
  await invitationExpiry.work(app.made);
  expect(await app.db.invitation.count({ where: { email } })).toBe(0);
});

const fresh = () => `join-${randomUUID().slice(0, 8)}@example.com`;

const act = (method: string, path: string, body?: unknown) =>
  app.http(method, `/api/settings/invitations${path}`, { cookie: owner.cookie, body });

async function invite(body: object) {
  const answer = await act("POST", "", body);
  expect(answer.status).toBe(201);
  return invitationView.parse(answer.body);
}

async function list() {
  return invitationView.array().parse((await act("GET", "")).body);
}

async function stateOf(email: string) {
  return (await list()).find((each) => each.email === email)?.state;
}

/** The newest of so many mails to an address. */
async function mailTo(email: string, count = 1) {
  const mails = () =>
    app.db.notice.findMany({ where: { address: email, kind: "invitation" }, orderBy: { createdAt: "desc" } });
  await expect.poll(async () => (await mails()).length, soon).toBe(count);
  const [newest] = await mails();
  return {
    token: /token=([\w-]+)/.exec(JSON.stringify(newest?.facts))?.[1] ?? "",
    locale: newest?.locale,
  };
}

const accept = async (cookie: string, token: string) =>
  (await app.http("POST", "/api/invitations/acceptance", { cookie, body: { token } })).status;

async function signUp(email: string): Promise<string> {
  const answer = await app.http("POST", "/api/auth/sign-up/email", { body: { name: "Lin", email, password } });
  expect(answer.status).toBe(200);
  return cookieFrom(answer);
}

async function rolesOf(email: string): Promise<string[]> {
  return (await app.db.user.findMany({ where: { email }, select: { role: true } })).map(({ role }) => role);
}
