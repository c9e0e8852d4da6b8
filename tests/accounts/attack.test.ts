import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeTicket } from "#lib/accounts/schema.ts";
import { fresh, mailboxesOf, password, wrong } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
let editionId: string;

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
  ({ editionId } = await app.openEdition({ stock: 1000, perPersonLimit: 50 }));
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

/** Somebody with an order of theirs, which no attempt may move or show. */
async function victim() {
  const mine = await people.account(fresh());
  const order = await people.order(mine.cookie, editionId);
  return { ...mine, order };
}

const askRaw = (email: unknown, purpose = "orders") => app.http("POST", "/api/auth/code", { body: { email, purpose } });

test("another case of the letters is the same address, and no other account's", async () => {
  const { id, email, order } = await victim();
  const inside = await people.enter(await people.ask(email.toUpperCase()));
  expect((await people.who(cookieFrom(inside))).id).toBe(id);
  expect(await people.ownerOf(order)).toBe(id);
  expect(await app.db.user.count({ where: { email: { equals: email, mode: "insensitive" } } })).toBe(1);
});

const twins: [name: string, twin: (email: string) => string][] = [
  ["a Cyrillic letter", (email) => email.replace("o", "\u043e")],
  ["the Kelvin sign", (email) => `k${email}`.replace("k", "\u212a")],
  ["a dotless i", (email) => `i${email}`.replace("i", "\u0131")],
  ["letters of full width", (email) => email.replace("s", "\uff53")],
  ["a ligature", (email) => `\ufb01${email}`],
  ["an address in full width", (email) => email.replace("@", "\uff20")],
  ["an invisible space", (email) => email.replace("@", "\u200b@")],
  ["a soft hyphen", (email) => email.replace("@", "\u00ad@")],
  ["a trailing dot", (email) => `${email}.`],
  ["a dot before the sign", (email) => email.replace("@", ".@")],
  ["a trailing blank", (email) => `${email} `],
  ["a leading blank", (email) => ` ${email}`],
  ["a line break and a header", (email) => `${email}\r\nBcc: thief@example.com`],
  ["NUL", (email) => `${email}\u0000`],
  ["two addresses", (email) => `${email},thief@example.com`],
  ["a list", (email) => [email, "thief@example.com"] as unknown as string],
  ["a quoted name", (email) => `"x" <${email}>`],
];

test.each(twins)("%s makes no address that reaches another's", async (_, twin) => {
  const { id, email, order } = await victim();
  const orders = await people.order((await people.guest()).cookie, editionId, email);
  const before = await people.ownerOf(orders);
  for (const purpose of ["orders", "signIn"]) {
    const { status } = await askRaw(twin(email), purpose);
    expect(status).toBe(422);
  }
  expect(
    await app.db.notice.count({ where: { kind: "mailedCode", address: { contains: "example.com" }, userId: id } }),
  ).toBe(0);
  expect([await people.ownerOf(order), await people.ownerOf(orders)]).toEqual([id, before]);
});

test("a plus address is another address: its code finds nothing of the plain one, whatever limits think", async () => {
  const { email } = await victim();
  const plain = await people.order((await people.guest()).cookie, editionId, email);
  const before = await people.ownerOf(plain);
  const plus = email.replace("@", "+thief@");
  expect((await people.find(await people.ask(plus, "orders"))).body).toEqual({ found: 0, hasAccount: false });
  const inside = await people.enter(await people.ask(plus));
  expect((await people.who(cookieFrom(inside))).email).toBe(plus);
  expect(await people.ownerOf(plain)).toBe(before);
});

test("who signed up with an address first, without proof, is out when its owner comes by code", async () => {
  const email = fresh();
  const thief = await people.account(email, { proven: false });
  const card = await people.order(thief.cookie, editionId);
  await people.pay(thief.cookie, card);
  const inside = await people.enter(await people.ask(email));
  expect(inside.status).toBe(200);
  await expect.poll(async () => (await app.http("GET", "/api/me", { cookie: thief.cookie })).body, soon).toBe(null);
  const old = await app.http("POST", "/api/auth/sign-in/email", { body: { email, password } });
  expect(old.status, "the password of whoever that was").toBe(401);
  expect(await app.db.paymentMethod.count({ where: { userId: thief.id, removedAt: null } })).toBe(0);
});

test("a claim of somebody's address moves nothing into or out of their account", async () => {
  const { id, email, order } = await victim();
  const body = { name: "Thief", email, password: "words of a thief" };
  const claim = cookieFrom(await app.http("POST", "/api/auth/sign-up/email", { body }));
  const theirs = await people.order(claim, editionId);
  const thief = (await people.who(claim)).id;
  expect((await people.find(await people.ask(email, "orders"))).body).toMatchObject({ found: 0 });
  expect([await people.ownerOf(order), await people.ownerOf(theirs)]).toEqual([id, thief]);
  expect((await app.http("GET", `/api/preorders/${order}`, { cookie: claim })).status).toBe(404);
  const other = await people.account(fresh());
  const inside = await people.enter(await people.ask(other.email, "signIn", claim), claim);
  expect((await people.who(cookieFrom(inside))).id).toBe(other.id);
  expect(await people.ownerOf(theirs), "a claim of another address is not merged").toBe(thief);
});

test("two guests of one device keep what is theirs: only the one who is there moves along", async () => {
  const device = "launchroom.viewer=a-shared-browser-1";
  const [first, second] = [await people.guest(), await people.guest()];
  const theirs = await people.order(`${first.cookie}; ${device}`, editionId, fresh());
  const mine = await people.order(`${second.cookie}; ${device}`, editionId, fresh());
  const email = fresh();
  const here = `${second.cookie}; ${device}`;
  const inside = await people.enter(await people.ask(email, "signIn", here), here);
  const me = (await people.who(cookieFrom(inside))).id;
  expect([await people.ownerOf(theirs), await people.ownerOf(mine)]).toEqual([first.id, me]);
});

test("a signed-in account that signs in to another one by code keeps its orders", async () => {
  const [one, two] = [await victim(), await victim()];
  const inside = await people.enter(await people.ask(two.email, "signIn", one.cookie), one.cookie);
  expect((await people.who(cookieFrom(inside))).id).toBe(two.id);
  expect([await people.ownerOf(one.order), await people.ownerOf(two.order)]).toEqual([one.id, two.id]);
});

test("a code of one address opens no other, by no swap of tickets, purposes or browsers", async () => {
  const { email, order, id } = await victim();
  const thief = fresh();
  const [mine, theirs] = [await people.ask(thief), await people.ask(email)];
  expect((await people.enter({ ticket: theirs.ticket, code: mine.code })).status).toBe(409);
  expect((await people.enter({ ticket: mine.ticket, code: wrong(mine).code })).status).toBe(409);
  expect((await people.enter(await people.ask(email, "orders"))).status, "a code that finds orders").toBe(409);
  const here = "launchroom.viewer=the-browser-of-hers";
  const asked = await people.ask(email, "signIn", here);
  const there = await people.enter(asked, "launchroom.viewer=the-browser-of-his1");
  expect(there.status, "a code read over the shoulder").toBe(409);
  expect((await people.enter(asked, here)).status).toBe(200);
  expect(await people.ownerOf(order)).toBe(id);
});

test("a ticket in another spelling, of nobody or with more beside it is no ticket", async () => {
  const code = await people.ask(fresh());
  const bodies = [
    { ...code, ticket: randomUUID() },
    { ...code, code: ` ${code.code}` },
    { ...code, code: Number(code.code) },
    { ...code, code: "１２３４５６" },
    { ...code, email: "thief@example.com" },
    { ...code, ticket: [code.ticket] },
  ];
  for (const body of bodies) expect([409, 422]).toContain((await people.enter(body)).status);
  expect((await people.enter({ ...code, ticket: code.ticket.toUpperCase() })).status).toBe(200);
});

test("twenty with one code at once: one is let in, once", async () => {
  const code = await people.ask(fresh());
  const answers = await Promise.all(Array.from({ length: 20 }, () => people.enter(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
});

test("many codes of one new address at once make one account, and it has all its orders", async () => {
  const { editionId } = await app.openEdition({ stock: 1000, perPersonLimit: 50 });
  const email = fresh();
  const guests = await Promise.all(Array.from({ length: 6 }, () => people.guest()));
  const orders = [];
  for (const { cookie } of guests) orders.push(await people.order(cookie, editionId, email));
  const codes = await Promise.all(guests.map(({ cookie }) => people.ask(email, "signIn", cookie)));
  const answers = await Promise.all(codes.map((code, n) => people.enter(code, guests[n]?.cookie)));
  expect(answers.map(({ status }) => status)).toEqual(guests.map(() => 200));
  expect(await app.db.user.count({ where: { email } })).toBe(1);
  const { id } = await app.db.user.findUniqueOrThrow({ where: { email } });
  for (const order of orders) expect(await people.ownerOf(order)).toBe(id);
});

test("orders of many guests under one key all arrive", async () => {
  const { editionId } = await app.openEdition({ stock: 1000, perPersonLimit: 50 });
  const [email, key] = [fresh(), randomUUID()];
  for (let guests = 0; guests < 3; guests += 1) {
    const { cookie } = await people.guest();
    const answer = await app.http("POST", "/api/preorders", { cookie, key, body: { editionId, contact: email } });
    expect(answer.status).toBe(201);
  }
  expect((await people.find(await people.ask(email, "orders"))).body).toMatchObject({ found: 3 });
});

test("two who find the same orders at once: one has them all, and none is lost", async () => {
  const { editionId } = await app.openEdition({ stock: 1000, perPersonLimit: 50 });
  const email = fresh();
  for (let guests = 0; guests < 5; guests += 1) await people.order((await people.guest()).cookie, editionId, email);
  const [first, second] = [await people.guest(), await people.guest()];
  const codes = await Promise.all([first, second].map(({ cookie }) => people.ask(email, "orders", cookie)));
  await Promise.all(codes.map((code, n) => people.find(code, [first, second][n]?.cookie)));
  const owners = await app.db.preorder.findMany({ where: { contact: email }, select: { userId: true } });
  expect(owners).toHaveLength(5);
  for (const { userId } of owners) expect([first.id, second.id]).toContain(userId);
});

test("signing in by code opens a session that nobody had before, and ends the one that was there", async () => {
  const planted = await people.guest();
  const email = fresh();
  const inside = await people.enter(await people.ask(email, "signIn", planted.cookie), planted.cookie);
  expect(cookieFrom(inside)).not.toBe(planted.cookie);
  expect((await app.http("GET", "/api/me", { cookie: planted.cookie })).body).toBe(null);
  const made = "launchroom.session_token=chosen-by-a-thief.c2ln";
  const again = await people.enter(await people.ask(email, "signIn", made), made);
  expect(cookieFrom(again)).not.toContain("chosen-by-a-thief");
});

test("links and codes of an erased account open nothing, and its address begins anew", async () => {
  const { email, cookie, id, order } = await victim();
  const code = await people.ask(email, "signIn", cookie);
  await app.http("POST", "/api/auth/request-password-reset", { body: { email } });
  const reset = () => app.db.notice.findFirst({ where: { kind: "setPassword", address: email } });
  await expect.poll(reset, soon).not.toBe(null);
  const token = /token=([\w-]+)/.exec(JSON.stringify((await reset())?.facts))?.[1];
  const proof = app.made.addressLinks.to({ id, email });
  const key = new URL(proof).searchParams.get("key");
  await app.http("POST", "/api/me/erasure", { cookie, body: { password } });
  expect((await people.enter(code, cookie)).status).toBe(409);
  const set = { body: { token, password: "words of a thief" } };
  expect((await app.http("POST", "/api/auth/reset-password", set)).status).toBe(409);
  expect((await app.http("POST", "/api/auth/verify-email", { body: { account: id, key } })).status).toBe(409);
  expect((await app.http("POST", "/api/auth/sign-in/email", { body: { email, password } })).status).toBe(401);
  const inside = cookieFrom(await people.enter(await people.ask(email)));
  expect((await app.http("GET", `/api/preorders/${order}`, { cookie: inside })).status).toBe(404);
  expect(await people.ownerOf(order)).toBe(id);
});

test("twenty erasures of one account at once are one, and a sign-in beside them brings nothing back", async () => {
  const { cookie, email, id, order } = await victim();
  const { ticket } = codeTicket.parse((await app.http("POST", "/api/me/erasure/code", { cookie })).body);
  const proof = { ticket, code: await people.codeOf(ticket) };
  const code = await people.ask(email);
  const erase = () => app.http("POST", "/api/me/erasure", { cookie, body: proof });
  const [entered, ...answers] = await Promise.all([people.enter(code), ...Array.from({ length: 20 }, erase)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await app.db.session.count({ where: { userId: id } })).toBe(0);
  expect(await people.ownerOf(order)).toBe(id);
  expect([200, 409]).toContain(entered?.status);
  expect(await app.db.notice.count({ where: { kind: "accountErased", address: email } })).toBe(1);
});

test("a name carries no line into a mail, a cookie or a header", async () => {
  const { cookie } = await victim();
  const rename = (name: string) => app.http("PATCH", "/api/me", { cookie, body: { name } });
  for (const name of ["Lin\r\nBcc: a@example.com", "Lin\u0000", "Lin\u2028x", "\u202eniL", " ", "x".repeat(81)])
    expect((await rename(name)).status, JSON.stringify(name)).toBe(422);
  expect((await rename("Lin <b>&amp;")).status).toBe(200);
  expect((await app.http("PATCH", "/api/me", { cookie, body: { name: "Lin", role: "admin" } })).status).toBe(422);
});
