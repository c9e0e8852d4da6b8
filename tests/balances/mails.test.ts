import { afterAll, beforeAll, expect, test } from "vitest";
import { announceBalances } from "#lib/balances/announce-balances.ts";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { kinds, type NoticeKind } from "#lib/notices/kinds.ts";
import { mailText } from "#lib/notices/mail-text.ts";
import { sayFor } from "#lib/notices/say.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/cast.ts";
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

test("who holds the link of that mail pays the rest or leaves a card, without an account and with nothing of the buyer's", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  await tryOnce(order, 1);
  const key = keyIn((await mailsOf(order, "balanceFailed"))[0]?.text ?? "");
  const at = (verb: string, with_ = key) => `/api/preorders/${order.id}/${verb}?key=${encodeURIComponent(with_)}`;
  const { method } = (await counter.see(order)).balance;
  expect(await app.http("POST", at("balance", `${key}x`), { body: {} })).toMatchObject({ status: 401 });
  expect(await app.http("POST", at("balance"), { body: { methodId: method?.id } })).toMatchObject({
    body: { code: "method_gone" },
  });
  expect(await app.http("POST", at("method"), { body: { methodId: method?.id } })).toMatchObject({
    body: { code: "method_gone" },
  });
  expect((await app.http("POST", at("deposit"), { body: {} })).status, "for nothing else").toBe(401);
  expect((await app.http("POST", at("cancellation"))).status).toBe(401);

  const left = await app.http("POST", at("method"), { body: { card: "slow" } });
  expect(left).toMatchObject({
    status: 200,
    body: { balance: { method: { label: "Test card ** 0077" } }, canCancel: false },
  });
  const other = await counter.locked({}, { card: "decline_later" });
  const foreign = `/api/preorders/${other.id}/balance?key=${encodeURIComponent(key)}`;
  expect((await app.http("POST", foreign, { body: {} })).status).toBe(401);
  await expect.poll(async () => (await counter.see(order)).balance.state, { timeout: 15_000 }).toBe("paid");
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
});

test("the charge is announced three days before, once, and when the seller calls", async () => {
  const order = await counter.locked({ balanceDueOn: "2030-03-01" });
  const { announceAt } = await counter.balanceOf(order);
  expect(announceAt?.toISOString()).toBe("2030-02-26T00:00:00.000Z");
  await app.db.$executeRaw`UPDATE balance SET announce_at = now() WHERE preorder_id = ${order.id}::uuid`;
  await Promise.all([announceBalances(), announceBalances(), announceBalances()]);
  const called = await counter.locked();
  await app.http("POST", "/api/ops/balances/call", { cookie: ops.cookie, body: { ids: [called.id], inDays: 4 } });
  await announceBalances();
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

async function tryOnce(order: Order, tries: number) {
  await counter.fallDue(order);
  await chargeDueBalances();
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
