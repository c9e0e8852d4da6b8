import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { deviceIn } from "#lib/accounts/device.ts";
import { codeTicket, sessionView } from "#lib/accounts/schema.ts";
import { fresh, mailboxesOf, password, wrong } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("asking for a code answers the same whoever has the address, and the digits sign in once", async () => {
  const mine = await people.account(fresh());
  const stranger = fresh();
  const [known, unknown] = await Promise.all(
    [mine.email.toUpperCase(), stranger].map((email) =>
      app.http("POST", "/api/auth/code", { body: { email, purpose: "signIn" } }),
    ),
  );
  expect(Object.keys(known?.headers ?? {}).toSorted()).toEqual(Object.keys(unknown?.headers ?? {}).toSorted());
  expect([known?.status, unknown?.status]).toEqual([200, 200]);
  const code = await people.ask(mine.email);
  const inside = await people.enter(code);
  expect(inside.headers["set-cookie"]?.join()).toMatch(/HttpOnly.*SameSite=Lax/);
  expect(await people.who(cookieFrom(inside))).toMatchObject({ id: mine.id, emailVerified: true });
  expect(await people.enter(code)).toMatchObject({ status: 409, body: { code: "mailed_code_wrong" } });
});

test("who has no account has one from then on, proven, and its orders as a guest move along", async () => {
  const email = fresh();
  const { editionId } = await app.openEdition();
  const guest = await people.guest();
  const id = await people.order(guest.cookie, editionId, email);
  const elsewhere = await people.order((await people.guest()).cookie, editionId, fresh());
  const inside = await people.enter(await people.ask(email, "signIn", guest.cookie), guest.cookie);
  const me = await people.who(cookieFrom(inside));
  expect(me).toMatchObject({ email, emailVerified: true, isAnonymous: false, role: "viewer" });
  expect(await people.ownerOf(id)).toBe(me.id);
  expect(await people.ownerOf(elsewhere)).not.toBe(me.id);
  expect(await app.db.user.findUnique({ where: { id: guest.id } })).toBe(null);
  expect((await app.http("GET", "/api/me", { cookie: guest.cookie })).body).toBe(null);
});

test("a code ends after ten minutes and after five wrong tries; the right one costs nothing", async () => {
  const email = fresh();
  const late = await people.ask(email);
  await app.db
    .$executeRaw`UPDATE mailed_code SET expires_at = now() - interval '1 second' WHERE id = ${late.ticket}::uuid`;
  expect((await people.enter(late)).status).toBe(409);
  const tried = await people.ask(email);
  for (let times = 0; times < 5; times += 1) expect((await people.enter(wrong(tried))).status).toBe(409);
  expect((await people.enter(tried)).status).toBe(409);
  expect((await people.enter(await people.ask(email))).status).toBe(200);
});

test("guessing is counted over all codes of an address, and never keeps out a browser that the account knows", async () => {
  const { email, id } = await people.account(fresh());
  const known = "launchroom.viewer=a-browser-of-mine-1";
  const device = deviceIn(known) ?? "";
  await app.db.knownDevice.create({ data: { userId: id, device } });
  for (let mails = 0; mails < 9; mails += 1) {
    const code = await people.ask(email);
    for (let times = 0; times < 5; times += 1) await people.enter(wrong(code));
  }
  const last = await people.ask(email);
  expect((await people.enter(last)).body).toMatchObject({ code: "rate_limited" });
  const more = () => app.http("POST", "/api/auth/code", { body: { email, purpose: "signIn" } });
  expect((await more()).body).toMatchObject({ code: "rate_limited" });
  const mine = await people.ask(email, "signIn", known);
  expect((await people.enter(mine, known)).status).toBe(200);
  const { status } = await app.http("POST", "/api/auth/sign-in/email", { body: { email, password } });
  expect(status, "and the password still opens").toBe(200);
});

test("a guest finds the orders of an address by a code, exactly those, on any device", async () => {
  const email = fresh();
  const { editionId } = await app.openEdition({ perPersonLimit: 5, stock: 10 });
  const first = await people.order((await people.guest()).cookie, editionId, email.toUpperCase());
  const second = await people.order((await people.guest()).cookie, editionId, email);
  const other = await people.order((await people.guest()).cookie, editionId, `x${email}`);
  const here = await people.find(await people.ask(email, "orders"));
  expect(here.body).toEqual({ found: 2, hasAccount: false });
  const me = await people.who(cookieFrom(here));
  expect(me.isAnonymous).toBe(true);
  expect([await people.ownerOf(first), await people.ownerOf(second)]).toEqual([me.id, me.id]);
  expect(await people.ownerOf(other)).not.toBe(me.id);
  const mine = await people.account(fresh());
  const there = await people.find(await people.ask(email, "orders", mine.cookie), mine.cookie);
  expect(there.body).toMatchObject({ found: 2 });
  expect(await people.ownerOf(first)).toBe(mine.id);
  const again = await people.find(await people.ask(email, "orders"));
  expect(again.body, "an account keeps what it has").toMatchObject({ found: 0 });
});

test("an address is changed by a code to the new one, and the old one is told; nothing changes before", async () => {
  const mine = await people.account(fresh());
  const wanted = fresh();
  const ask = (email: string) => app.http("POST", "/api/me/email", { cookie: mine.cookie, body: { email } });
  const { ticket } = ticketOf(await ask(wanted));
  expect((await people.who(mine.cookie)).email).toBe(mine.email);
  const answer = { ticket, code: await people.codeOf(ticket) };
  const put = (body: object, cookie = mine.cookie) => app.http("PUT", "/api/me/email", { cookie, body });
  expect((await put(answer, (await people.account(fresh())).cookie)).status, "somebody else's").toBe(409);
  expect((await put(answer)).status).toBe(200);
  await expect.poll(async () => (await people.who(mine.cookie)).email, soon).toBe(wanted);
  expect(await app.db.notice.findFirst({ where: { kind: "addressChanged" } })).toMatchObject({ address: mine.email });

  const theirs = await people.account(fresh());
  const taken = ticketOf(await ask(theirs.email));
  const proven = { ticket: taken.ticket, code: await people.codeOf(taken.ticket) };
  expect((await put(proven)).body, "said only to who reads its mails").toMatchObject({ code: "email_taken" });
  expect((await people.who(theirs.cookie)).email).toBe(theirs.email);
});

test("one session is ended, or all others, with their lines, and nobody ends a stranger's", async () => {
  const mine = await people.account(fresh());
  const [there, far] = [await app.signIn(mine.email), await app.signIn(mine.email)];
  const list = async () =>
    z.array(sessionView).parse((await app.http("GET", "/api/me/sessions", { cookie: mine.cookie })).body);
  expect((await list()).filter(({ isThis }) => isThis)).toHaveLength(1);
  const { showId } = await app.openEdition();
  const line = await openLine(app.url, { cookie: there });
  await say(line, "join", { showId });
  const token = app.made.sessions.tokenOf(there) ?? "";
  const { id } = await app.db.session.findUniqueOrThrow({ where: { token } });
  const stranger = await people.account(fresh());
  const end = (cookie: string) => app.http("DELETE", `/api/me/sessions/${id}`, { cookie });
  expect((await end(stranger.cookie)).status).toBe(404);
  expect((await end(mine.cookie)).status).toBe(200);
  await expect.poll(() => line.connected, soon).toBe(false);
  expect((await app.http("DELETE", "/api/me/sessions", { cookie: mine.cookie })).status).toBe(200);
  await expect.poll(async () => (await app.http("GET", "/api/me", { cookie: far })).body, soon).toBe(null);
  expect(await list()).toHaveLength(1);
});

test("operators read no code in the outbox", async () => {
  const { ticket, code } = await people.ask(fresh());
  const { id } = await app.db.notice.findUniqueOrThrow({ where: { key: `mailedCode:${ticket}` } });
  const { cookie } = await app.person("ops");
  const { status, text } = await app.http("GET", `/api/ops/notices/${id}`, { cookie });
  expect(status).toBe(200);
  expect(text).not.toContain(code);
});

const ticketOf = ({ body }: { body: unknown }) => codeTicket.parse(body);
