import { afterAll, beforeAll, expect, test } from "vitest";
import { letterExpiry } from "#lib/threads/forget-letters.ts";
import { letterPage, threadPage } from "#lib/threads/schema.ts";
import { fresh, mailboxesOf, password } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
  ops = await app.person("ops");
});

afterAll(() => app.stop());

const write = (id: string, body: object, cookie?: string) =>
  app.http("POST", `/api/preorders/${id}/letters`, { body, ...(cookie ? { cookie } : {}) });
const read = (id: string, cookie?: string, query = "") =>
  app.http("GET", `/api/preorders/${id}/letters${query}`, cookie ? { cookie } : {});
const answer = (id: string, body: string) =>
  app.http("POST", `/api/ops/preorders/${id}/letters`, { cookie: ops.cookie, body: { body } });
const bodiesOf = (page: unknown) => letterPage.parse(page).letters.map(({ body }) => body);

async function waiting() {
  const found: string[] = [];
  let after: string | null = "";
  while (after !== null) {
    const query = new URLSearchParams({ limit: "2", ...(after && { after }) });
    const page = threadPage.parse((await app.http("GET", `/api/ops/threads?${query}`, { cookie: ops.cookie })).body);
    found.push(...page.threads.map(({ orderId }) => orderId));
    after = page.next;
  }
  return found;
}

async function ordered() {
  const mine = await people.account(fresh());
  const { editionId } = await app.openEdition({ stock: 9, perPersonLimit: 9 });
  return { ...mine, editionId, orderId: await people.order(mine.cookie, editionId) };
}

test("a buyer writes, waits on the desk's list, and is answered by mail and on the open page", async () => {
  const [mine, first] = [await ordered(), await ordered()];
  expect((await write(first.orderId, { body: "I was first" }, first.cookie)).status).toBe(201);
  expect((await write(mine.orderId, { body: "  When does it come?\n\nI move in May. " }, mine.cookie)).status).toBe(
    201,
  );
  const list = await waiting();
  expect(list.indexOf(first.orderId)).toBeLessThan(list.indexOf(mine.orderId));
  const line = await openLine(app.url, { cookie: mine.cookie });
  const heard: string[] = [];
  line.on("order", ({ id }) => heard.push(id));
  expect((await answer(mine.orderId, "In April.\n\nYours")).status).toBe(201);
  await expect.poll(() => heard, soon).toEqual([mine.orderId]);
  line.disconnect();
  expect(bodiesOf((await read(mine.orderId, mine.cookie)).body)).toEqual([
    "In April.\n\nYours",
    "When does it come?\n\nI move in May.",
  ]);
  const mail = await app.db.notice.findFirstOrThrow({ where: { kind: "answered", preorderId: mine.orderId } });
  expect(mail).toMatchObject({ address: mine.email, facts: { answer: "In April.\n\nYours" } });
  expect(await waiting()).not.toContain(mine.orderId);
  const settle = `/api/ops/preorders/${first.orderId}/settled`;
  expect((await app.http("POST", settle, { cookie: ops.cookie })).status).toBe(200);
  expect(await waiting()).not.toContain(first.orderId);
  const all = await app.http("GET", "/api/ops/threads?which=all", { cookie: ops.cookie });
  expect(threadPage.parse(all.body).threads[0]).toMatchObject({
    orderId: mine.orderId,
    excerpt: "When does it come?\n\nI move in May.",
    waitingSince: null,
  });
});

test("the shop hears by mail that a buyer waits, once until it has answered, where it has an address for buyers", async () => {
  const mine = await ordered();
  const told = () =>
    app.db.notice.findMany({ where: { kind: "letterWaits", preorderId: mine.orderId }, orderBy: { createdAt: "asc" } });
  await write(mine.orderId, { body: "Nobody is there yet" }, mine.cookie);
  expect(await told()).toEqual([]);
  const owner = await app.person("owner");
  const setMail = (contactEmail: string) =>
    app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body: { contactEmail } });
  expect((await setMail("hello@kite.example")).status).toBe(200);
  await answer(mine.orderId, "Now we are");
  for (const body of ["Does it float?", "And is it red?"]) await write(mine.orderId, { body }, mine.cookie);
  expect(await told()).toMatchObject([
    { address: "hello@kite.example", userId: null, facts: { letter: "Does it float?" } },
  ]);
  await answer(mine.orderId, "It does");
  await write(mine.orderId, { body: "Thank you" }, mine.cookie);
  expect((await told()).map(({ facts }) => facts)).toMatchObject([
    { letter: "Does it float?" },
    { letter: "Thank you" },
  ]);
  await setMail("");
});

test("a guest writes by the link of the order's mail; no stranger, desk or other order's link reads or writes", async () => {
  const guest = await people.guest();
  const { editionId } = await app.openEdition();
  const contact = fresh();
  const id = await people.order(guest.cookie, editionId, contact);
  const key = new URL(app.made.orderLinks.to({ id, contact })).searchParams.get("key") ?? "";
  expect((await write(id, { body: "By link", key })).status).toBe(201);
  expect(bodiesOf((await read(id, undefined, `?key=${key}`)).body)).toEqual(["By link"]);
  const other = await ordered();
  for (const cookie of [other.cookie, (await app.person("producer")).cookie, (await app.person("host")).cookie]) {
    expect((await read(id, cookie)).status).toBe(404);
    expect((await write(id, { body: "Not mine" }, cookie)).status).toBe(404);
  }
  expect((await write(other.orderId, { body: "Wrong door", key })).status).toBe(404);
  expect(
    (await write(id, { body: "As staff" }, ops.cookie)).status,
    "the desk answers, and writes as nobody else",
  ).toBe(404);
  expect((await read(id, (await app.person("finance")).cookie)).status).toBe(200);
});

test("letters are bounded in length and number, and read a page at a time", async () => {
  const mine = await ordered();
  for (const body of ["", "  \n ", "x".repeat(2001), "a\u0000b"]) {
    const refused = await write(mine.orderId, { body }, mine.cookie);
    expect(refused, JSON.stringify(body)).toMatchObject({ status: 422, body: { code: "invalid_body", field: "body" } });
  }
  expect(await app.db.thread.count({ where: { preorderId: mine.orderId } })).toBe(0);
  const sent = await Promise.all(
    Array.from({ length: 14 }, (_, n) => write(mine.orderId, { body: `n${n}` }, mine.cookie)),
  );
  expect(sent.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(sent.filter(({ status }) => status === 429)).toHaveLength(4);
  for (let n = 0; n < 15; n += 1) await answer(mine.orderId, `answer ${n}`);
  const newest = letterPage.parse((await read(mine.orderId, mine.cookie)).body);
  const older = letterPage.parse((await read(mine.orderId, mine.cookie, `?before=${newest.next}`)).body);
  expect([newest.letters.length, older.letters.length, older.next]).toEqual([20, 5, null]);
  expect(new Set([...newest.letters, ...older.letters].map(({ id }) => id)).size).toBe(25);
});

test("a thread goes with the buyer: at a transfer, after two years, and when an erased account's order is over", async () => {
  const [given, old, erased] = [await ordered(), await ordered(), await ordered()];
  for (const { orderId, cookie } of [given, old, erased]) await write(orderId, { body: "Where I live" }, cookie);
  await people.pay(given.cookie, given.orderId);
  const transfer = { email: fresh(), reason: "They asked" };
  const path = `/api/ops/preorders/${given.orderId}/transfer`;
  expect((await app.http("POST", path, { cookie: ops.cookie, body: transfer })).status).toBe(200);
  expect(await app.db.letter.count({ where: { preorderId: given.orderId } })).toBe(0);

  const gone = await app.http("POST", "/api/me/erasure", { cookie: erased.cookie, body: { password } });
  expect(gone.status).toBe(200);
  await app.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '11 minutes' WHERE id = ${erased.orderId}::uuid`;
  await app.db
    .$executeRaw`UPDATE thread SET last_at = now() - interval '25 months' WHERE preorder_id = ${old.orderId}::uuid`;
  await letterExpiry.work(app.made);
  expect(await app.db.letter.count({ where: { preorderId: old.orderId } })).toBe(0);
  const left = async () => {
    // Asked for again: an erasure under way puts its next look off as it ends.
    await app.db.$executeRaw`UPDATE erasure SET next_at = now() WHERE user_id = ${erased.id}::uuid`;
    return app.db.letter.count({ where: { preorderId: erased.orderId } });
  };
  await expect.poll(left, { timeout: 30_000, interval: 500 }).toBe(0);
});
