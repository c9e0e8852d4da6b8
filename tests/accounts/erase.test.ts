import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeTicket } from "#lib/accounts/schema.ts";
import { fresh, mailboxesOf, password } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
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

const erase = (cookie: string, body: object) => app.http("POST", "/api/me/erasure", { cookie, body });

test("an erased account is out at once, gives its holds back, keeps paid orders for delivery, and its address begins anew", async () => {
  const mine = await people.account(fresh());
  const { editionId, showId } = await app.openEdition({ stock: 10, perPersonLimit: 10 });
  const paid = await people.order(mine.cookie, editionId);
  await people.pay(mine.cookie, paid);
  const held = await people.order(mine.cookie, editionId);
  const line = await openLine(app.url, { cookie: mine.cookie });
  await say(line, "join", { showId });
  expect((await app.http("GET", "/api/me/erasure", { cookie: mine.cookie })).body).toMatchObject({ held: 1, open: 1 });
  expect((await erase(mine.cookie, { password: "not mine" })).body).toMatchObject({ code: "wrong_password" });
  expect((await erase(mine.cookie, { password })).status).toBe(200);
  await expect.poll(() => line.connected, soon).toBe(false);
  expect((await app.http("GET", "/api/me", { cookie: mine.cookie })).body).toBe(null);
  expect(await app.db.preorder.findUnique({ where: { id: held } })).toMatchObject({ state: "CANCELLED" });
  expect(await app.db.preorder.findUnique({ where: { id: paid } })).toMatchObject({
    state: "RESERVED",
    contact: mine.email,
  });
  expect(await readStock(app.db, editionId)).toMatchObject({ available: 9, held: 0, sold: 1 });
  const row = await app.db.user.findUniqueOrThrow({ where: { id: mine.id }, include: { paymentMethods: true } });
  expect(row.paymentMethods.every(({ removedAt, label }) => removedAt !== null && label === null)).toBe(true);
  expect(JSON.stringify({ ...row })).not.toContain(mine.email);
  expect(await app.db.notice.count({ where: { kind: "accountErased", address: mine.email } })).toBe(1);

  const again = await people.enter(await people.ask(mine.email));
  const me = await people.who(cookieFrom(again));
  expect(me.id).not.toBe(mine.id);
  expect((await app.http("GET", "/api/preorders", { cookie: cookieFrom(again) })).body).toEqual([]);
  const found = await people.find(await people.ask(mine.email, "orders"));
  expect(found.body).toMatchObject({ found: 0 });
});

test("the address leaves an order of an erased account once it is over and told", async () => {
  const mine = await people.account(fresh());
  const { editionId } = await app.openEdition();
  const held = await people.order(mine.cookie, editionId);
  await erase(mine.cookie, { password });
  // Ten minutes are enough for who tells; those of this test are none.
  await expect.poll(() => app.db.notice.count({ where: { preorderId: held, kind: "cancelled" } }), soon).toBe(1);
  await app.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '11 minutes' WHERE id = ${held}::uuid`;
  // The round that is under way says at its end when the next one is: what was brought nearer meanwhile is brought nearer again.
  const contactSoon = async () => {
    await app.db.$executeRaw`
      UPDATE erasure SET next_at = now() WHERE user_id = ${mine.id}::uuid AND next_at > now() + interval '5 minutes'`;
    return (await app.db.preorder.findUniqueOrThrow({ where: { id: held } })).contact;
  };
  await expect.poll(contactSoon, soon).toBe(`erased-${mine.id}@erased.invalid`);
  await expect
    .poll(async () => (await app.db.erasure.findUniqueOrThrow({ where: { userId: mine.id } })).doneAt, soon)
    .not.toBe(null);
  expect(await app.db.notice.findMany({ where: { userId: mine.id }, select: { kind: true } })).toEqual([]);
});

test("without a password a mailed code erases, and staff cannot erase themselves", async () => {
  const cookie = cookieFrom(await people.enter(await people.ask(fresh())));
  const asked = await app.http("POST", "/api/me/erasure/code", { cookie });
  const { ticket } = codeTicket.parse(asked.body);
  const signIn = await people.ask((await people.who(cookie)).email);
  expect((await erase(cookie, signIn)).status, "a code for something else").toBe(409);
  expect((await erase(cookie, { ticket, code: await people.codeOf(ticket) })).status).toBe(200);
  expect((await app.http("GET", "/api/me", { cookie })).body).toBe(null);

  const host = await app.person("host");
  const theirs = codeTicket.parse((await app.http("POST", "/api/me/erasure/code", { cookie: host.cookie })).body);
  const proof = { ticket: theirs.ticket, code: await people.codeOf(theirs.ticket) };
  expect((await erase(host.cookie, proof)).status).toBe(403);
  expect((await people.who(host.cookie)).id).toBe(host.id);
});

test("an export holds all that is kept, as JSON and CSV, and nothing of anybody else", async () => {
  const mine = await people.account(fresh());
  const other = await people.account(fresh());
  const { editionId } = await app.openEdition();
  const id = await people.order(mine.cookie, editionId);
  await people.pay(mine.cookie, id);
  const theirs = await people.order(other.cookie, editionId);
  await app.db.user.update({ where: { id: mine.id }, data: { name: '=HYPERLINK(1),"x"' } });
  const answer = await fetch(`${app.url}/api/me/export`, { headers: { cookie: mine.cookie } });
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const text = (name: string) => new TextDecoder().decode(files[name]);
  expect(JSON.parse(text("orders.json"))).toMatchObject([{ key: id, contact: mine.email, state: "RESERVED" }]);
  expect(JSON.parse(text("payments.json"))).toMatchObject([{ order: id, state: "CAPTURED" }]);
  expect(text("account.csv")).toContain(`"'=HYPERLINK(1),""x"""`);
  for (const name of Object.keys(files)) {
    if (name.endsWith(".json")) JSON.parse(text(name));
    expect(text(name)).not.toContain(theirs);
    expect(text(name)).not.toContain(other.email);
  }
});
