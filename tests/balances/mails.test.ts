import { afterAll, beforeAll, expect, test } from "vitest";
import { announceBalances } from "#lib/balances/announce-balances.ts";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { kinds, type NoticeKind } from "#lib/notices/kinds.ts";
import { mailText } from "#lib/notices/mail-text.ts";
import { sayFor } from "#lib/notices/say.ts";
import { findPreorderByKey } from "#lib/preorders/queries.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let counter: Counter;
let ops: Person;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: "https://live.example.com" });
  counter = openCounter(app);
  ops = await app.person("ops");
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("every failed try is told once, with the next one, then with how long the place is kept", async () => {
  const order = await counter.locked({ balanceGraceDays: 5 }, { card: "decline_later" });
  for (const tries of [1, 2, 3]) await tryOnce(order, tries);
  const mails = await mailsOf(order, "balanceFailed");
  expect(mails.map(({ text }) => [/We try again on/.test(text), /Your place is kept until/.test(text)])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ]);
  for (const { text, subject } of mails) {
    expect(subject).toContain("could not be charged");
    expect(text).toContain("Still to pay: ¥200");
    expect(text).toContain("Charged to: Test card •• 0341");
    expect(text).toContain(`https://live.example.com/preorders/${order.id}?key=`);
  }
});

test("who holds the link of that mail reads and pays, changes nothing, and sees nothing of what the buyer pays with", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  await tryOnce(order, 1);
  const key = keyIn((await mailsOf(order, "balanceFailed"))[0]?.text ?? "");
  const at = (verb: string, with_ = key) => `/api/preorders/${order.id}/${verb}?key=${encodeURIComponent(with_)}`;
  const { method } = (await counter.see(order)).balance;
  expect(await app.http("POST", at("balance", `${key}x`), { body: {} })).toMatchObject({ status: 401 });
  expect(await app.http("POST", at("balance"), { body: { methodId: method?.id } })).toMatchObject({
    body: { code: "method_gone" },
  });
  const friend = await app.person("viewer");
  const before = await rowsOf(order);
  for (const body of [{ methodId: method?.id }, { card: "slow" }, { card: "decline_later" }]) {
    expect((await app.http("POST", at("method"), { body })).status, "by the link alone").toBe(401);
    expect((await app.http("POST", at("method"), { cookie: friend.cookie, body })).status, "from an account").toBe(404);
  }
  for (const verb of ["deposit", "cancellation", "lock", "unlock", "conversion"]) {
    const sent = { body: verb === "conversion" ? { editionId: order.editionId } : {}, key: "a-key-of-a-friend" };
    expect((await app.http("POST", at(verb), sent)).status, verb).toBe(401);
    expect((await app.http("POST", at(verb), { ...sent, cookie: friend.cookie })).status, verb).toBe(404);
  }
  expect(await rowsOf(order), "nothing of it stands anywhere").toEqual(before);
  const seen = await findPreorderByKey(app.made, order.id, key);
  expect(seen).toMatchObject({ balance: { method: null, canPay: true, canChangeMethod: false }, canCancel: false });
  expect(JSON.stringify(seen)).not.toContain("Test card");

  const other = await counter.locked({}, { card: "decline_later" });
  const foreign = `/api/preorders/${other.id}/balance?key=${encodeURIComponent(key)}`;
  expect((await app.http("POST", foreign, { body: {} })).status).toBe(401);
});

test("a friend with the link pays by card at once", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  await tryOnce(order, 1);
  const key = keyIn((await mailsOf(order, "balanceFailed"))[0]?.text ?? "");
  const friend = await app.person("viewer");
  const path = `/api/preorders/${order.id}/balance?key=${encodeURIComponent(key)}`;
  expect(await app.http("POST", path, { cookie: friend.cookie, body: {} })).toMatchObject({
    status: 200,
    body: { balanceMinor: 0 },
  });
  const [mail] = await mailsOf(order, "balancePaid");
  expect(mail?.text).toContain("The balance of ¥200 has arrived");
  const [paid] = await app.db.payment.findMany({ where: { preorderId: order.id, kind: "BALANCE", state: "CAPTURED" } });
  expect(paid).toMatchObject({ byLink: true, methodId: null });
  expect(await app.db.paymentMethod.count({ where: { userId: friend.id } }), "nothing is kept for the friend").toBe(0);
  expect(await app.db.paymentMethod.count({ where: { preorders: { some: { id: order.id } } } })).toBe(1);
});

test("who tries cards by a link spends the link's tries, never the buyer's", async () => {
  const order = await counter.locked();
  const { searchParams } = new URL(
    app.made.orderLinks.to({ id: order.id, contact: (await counter.see(order)).contact }),
  );
  const path = `/api/preorders/${order.id}/balance?key=${searchParams.get("key")}`;
  const answers: number[] = [];
  for (let n = 0; n < 24; n += 1) answers.push((await app.http("POST", path, { body: { card: "decline" } })).status);
  expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 402));
  expect(answers.at(-1)).toBe(429);
  expect(await counter.act(order, "balance", {})).toMatchObject({ status: 200, body: { balanceMinor: 0 } });
});

test("buyer and friend never share one form: what the one began is ended when the other pays", async () => {
  const order = await counter.locked();
  const { searchParams } = new URL(
    app.made.orderLinks.to({ id: order.id, contact: (await counter.see(order)).contact }),
  );
  const path = `/api/preorders/${order.id}/balance?key=${searchParams.get("key")}`;
  expect((await counter.act(order, "balance", { card: "needs_action" })).status).toBe(402);
  expect(await app.http("POST", path, { body: {} })).toMatchObject({ status: 200, body: { balanceMinor: 0 } });
  const tries = await counter.chargesOf(order);
  expect(tries.map(({ byLink, state, failure }) => [byLink, state, failure])).toEqual([
    [false, "FAILED", "replaced"],
    [true, "CAPTURED", null],
  ]);
});

test("the charge is announced three days before, once, and when the seller calls", async () => {
  const order = await counter.locked({ balanceDueOn: "2030-03-01" });
  const { announceAt } = await counter.balanceOf(order);
  expect(announceAt?.toISOString()).toBe("2030-02-26T00:00:00.000Z");
  await app.db.$executeRaw`UPDATE balance SET announce_at = now() WHERE preorder_id = ${order.id}::uuid`;
  await Promise.all([announceBalances(app.made), announceBalances(app.made), announceBalances(app.made)]);
  const called = await counter.locked();
  await app.http("POST", "/api/ops/balances/call", { cookie: ops.cookie, body: { ids: [called.id], inDays: 4 } });
  await announceBalances(app.made);
  for (const each of [order, called]) {
    const [mail] = await mailsOf(each, "balanceNear");
    expect(mail?.text).toMatch(/We charge ¥200 to Test card •• 4242 on \w{3}, \w{3} \d+/);
  }
});

test("more time and a release are told with the reason and the rule of the money", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  for (const tries of [1, 2, 3]) await tryOnce(order, tries);
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const grace = { until, reason: "Your bank was closed" };
  await app.http("POST", `/api/ops/preorders/${order.id}/grace`, { cookie: ops.cookie, body: grace });
  expect((await mailsOf(order, "graceExtended"))[0]?.text).toContain("Your bank was closed");
  await counter.endGrace(order);
  const release = { back: "all_but_deposit", reason: "No answer to five mails" };
  await app.http("POST", `/api/ops/preorders/${order.id}/release`, { cookie: ops.cookie, body: release });
  const [mail] = await mailsOf(order, "released");
  for (const words of ["No answer to five mails", "¥49 is kept by the seller"]) expect(mail?.text).toContain(words);
  expect(mail?.text).not.toContain("goes back to you");
  expect(await app.db.notice.count({ where: { preorderId: order.id, kind: "cancelled" } })).toBe(0);
});

/** Everything of an order and its buyer that somebody else could have changed. */
async function rowsOf({ id }: Order) {
  const row = await app.db.preorder.findUniqueOrThrow({ where: { id }, include: { payments: true, balance: true } });
  return { row, methods: await app.db.paymentMethod.findMany({ orderBy: { id: "asc" } }) };
}

async function tryOnce(order: Order, tries: number) {
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.balanceOf(order)).tries, soon).toBe(tries);
}

/** What the outbox holds of one kind for an order, as it is written; waits for the first. */
async function mailsOf({ id: preorderId }: Order, kind: NoticeKind) {
  await expect.poll(() => app.db.notice.count({ where: { preorderId, kind } }), soon).toBeGreaterThan(0);
  const rows = await app.db.notice.findMany({ where: { preorderId, kind }, orderBy: { createdAt: "asc" } });
  const say = sayFor({ locale: "en", timeZone: "UTC" });
  return rows.map(({ facts }) => {
    const mail = kinds[kind].write(facts, say);
    return { subject: mail.subject, text: mailText(mail, say, "") };
  });
}

function keyIn(text: string): string {
  return decodeURIComponent(/\?key=([\w.%-]+)/.exec(text)?.[1] ?? "");
}
