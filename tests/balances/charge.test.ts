import { afterAll, beforeAll, expect, test } from "vitest";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let counter: Counter;

beforeAll(async () => {
  app = await startApp({ MANUAL_TRANSFER_INSTRUCTIONS: "Send it to the bank" });
  counter = openCounter(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const day = 86_400_000;

test("what a deposit was paid with is kept for the balance and offered to that account alone", async () => {
  const order = await counter.reserve();
  const { balance } = await counter.see(order);
  expect(balance).toMatchObject({ state: "later", method: { rail: "test", label: "Test card ** 4242" } });
  expect((await app.http("GET", "/api/payments/methods", { cookie: order.cookie })).body).toEqual([balance.method]);
  const stranger = await app.person("viewer");
  expect((await app.http("GET", "/api/payments/methods", { cookie: stranger.cookie })).body).toEqual([]);
  const theirs = await counter.locked();
  const stolen = await app.http("POST", `/api/preorders/${theirs.id}/balance`, {
    cookie: theirs.cookie,
    body: { methodId: balance.method?.id },
  });
  expect(stolen).toMatchObject({ status: 409, body: { code: "method_gone" } });
});

test("an order without a balance keeps nothing", async () => {
  const order = await counter.reserve({ depositMinor: 24_900 });
  expect(await counter.see(order)).toMatchObject({ balanceMinor: 0, balance: { state: "paid", method: null } });
  await counter.lock(order);
  expect(await app.db.balance.count({ where: { preorderId: order.id } })).toBe(0);
});

test("a returning buyer pays the next deposit with what was kept", async () => {
  const before = await counter.reserve();
  const { method } = (await counter.see(before)).balance;
  const { editionId } = await app.openEdition();
  const placed = await app.http("POST", "/api/preorders", {
    cookie: before.cookie,
    body: { editionId },
    key: crypto.randomUUID(),
  });
  const next = { ...before, ...Object(placed.body) };
  expect(await counter.pay(next, { methodId: method?.id })).toMatchObject({
    status: 200,
    body: { state: "RESERVED", balance: { method }, payments: [{ method: "Test card ** 4242" }] },
  });
});

test("the balance of a locked order is charged on its day, once, whoever runs it", async () => {
  const order = await counter.locked({ balanceDueOn: "2020-01-01" });
  await counter.fallDue(order);
  await Promise.all([chargeDueBalances(app.made), chargeDueBalances(app.made), chargeDueBalances(app.made)]);
  await expect.poll(async () => (await counter.see(order)).paidMinor, soon).toBe(order.totalMinor);
  expect(await counter.see(order)).toMatchObject({
    state: "LOCKED",
    balanceMinor: 0,
    balance: { state: "paid", canPay: false },
    payments: [{ kind: "DEPOSIT" }, { kind: "BALANCE", state: "CAPTURED", method: "Test card ** 4242" }],
  });
  const entry = await app.db.ledgerEntry.findFirstOrThrow({ where: { editionId: order.editionId, kind: "balance" } });
  expect(entry).toMatchObject({
    preorderIds: [order.id],
    amountsMinor: [BigInt(order.totalMinor - order.depositMinor)],
  });
});

test("nothing is due while the lock can be taken back, and taking it back takes the balance away", async () => {
  const order = await counter.reserve({ balanceDueOn: "2020-01-01" });
  await counter.act(order, "lock");
  const { dueAt, nextTryAt } = await counter.balanceOf(order);
  const { undoUntil } = await counter.see(order);
  expect([dueAt, nextTryAt].map((at) => at?.toISOString())).toEqual([undoUntil, undoUntil]);
  await chargeDueBalances(app.made);
  expect(await counter.chargesOf(order)).toEqual([]);
  await counter.act(order, "unlock");
  expect(await app.db.balance.count({ where: { preorderId: order.id } })).toBe(0);
});

test("without a day nothing is charged until the seller calls", async () => {
  const order = await counter.locked();
  expect(await counter.see(order)).toMatchObject({ balance: { state: "later", dueOn: null, dueAt: null } });
  await chargeDueBalances(app.made);
  expect(await counter.chargesOf(order)).toEqual([]);
  const ops = await app.person("ops");
  const reserved = await counter.reserve();
  const call = { cookie: ops.cookie, body: { ids: [order.id, reserved.id, crypto.randomUUID()] } };
  const answer = await app.http("POST", "/api/ops/balances/call", call);
  expect(answer.body).toMatchObject({
    done: [order.id],
    refused: [{ code: "wrong_state" }, { code: "not_found" }],
  });
  const { dueAt } = await counter.balanceOf(order);
  expect(gap(new Date(), dueAt) / day, "two days after they were told").toBeCloseTo(2, 1);
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
  expect(await app.http("POST", "/api/ops/balances/call", call)).toMatchObject({
    body: { done: [], refused: [{ id: order.id, code: "balance_settled" }, {}, {}] },
  });
});

test("a failing charge is tried three times, then the place is kept, and nothing is cancelled by itself", async () => {
  const order = await counter.locked({ balanceGraceDays: 5 }, { card: "decline_later" });
  await tryOnce(order, 1);
  const first = await counter.balanceOf(order);
  expect(gap(first.firstTryAt, first.nextTryAt)).toBe(day);
  expect(await counter.see(order)).toMatchObject({
    state: "LOCKED",
    balance: { state: "at_risk", tries: 1, failure: "card_declined", canPay: true, graceUntil: null },
  });
  await tryOnce(order, 2);
  const second = await counter.balanceOf(order);
  expect(gap(second.firstTryAt, second.nextTryAt)).toBe(3 * day);
  await tryOnce(order, 3);
  const third = await counter.balanceOf(order);
  expect(third.nextTryAt).toBeNull();
  expect(gap(new Date(), third.graceUntil) / day).toBeCloseTo(5, 1);
  expect((await counter.chargesOf(order)).map(({ attempt, state }) => `${attempt} ${state}`)).toEqual([
    "1 FAILED",
    "2 FAILED",
    "3 FAILED",
  ]);
  await counter.endGrace(order);
  await chargeDueBalances(app.made);
  expect((await counter.see(order)).state, "only a person may release it").toBe("LOCKED");
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 499, held: 0, sold: 1 });
});

test("a new card is charged at once when a try failed before, also in the grace period", async () => {
  const order = await counter.locked({}, { card: "decline_later" });
  for (const tries of [1, 2, 3]) await tryOnce(order, tries);
  expect(await counter.act(order, "method", { card: "decline" })).toMatchObject({
    status: 402,
    body: { code: "payment_declined" },
  });
  const changed = await counter.act(order, "method", { card: "approve" });
  expect(changed.body).toMatchObject({ balance: { method: { label: "Test card ** 4242" } }, clientSecret: null });
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.see(order)).balance.state, soon).toBe("paid");
  expect(await counter.balanceOf(order)).toMatchObject({ atRiskAt: null, graceUntil: null, nextTryAt: null });
});

test("a bank that asks for the buyer fails the try, and the buyer confirms it on the page", async () => {
  const order = await counter.reserve({}, { card: "approve" });
  await counter.act(order, "method", { card: "needs_action" });
  await counter.lock(order);
  await tryOnce(order, 1);
  const { balance } = await counter.see(order);
  expect(balance).toMatchObject({ state: "at_risk", failure: "authentication_required" });
  const way = { methodId: balance.method?.id };
  expect(await counter.act(order, "balance", way)).toMatchObject({
    status: 402,
    body: { code: "payment_needs_action" },
  });
  expect(await counter.act(order, "balance", way)).toMatchObject({ status: 200, body: { balanceMinor: 0 } });
  expect((await counter.chargesOf(order)).map(({ state }) => state)).toEqual(["FAILED", "CAPTURED"]);
});

test("who left nothing to charge is asked the same three times", async () => {
  const order = await counter.locked({ depositMinor: 0 });
  expect((await counter.see(order)).balance.method).toBeNull();
  await tryOnce(order, 1);
  expect(await counter.see(order)).toMatchObject({ balance: { state: "at_risk", failure: "nothing_kept" } });
  expect(await counter.chargesOf(order)).toEqual([]);
  expect(await counter.act(order, "balance", { card: "approve" })).toMatchObject({
    status: 200,
    body: { balanceMinor: 0, paidMinor: order.totalMinor },
  });
});

test("a card that was forgotten is charged no more, here and at the rail", async () => {
  const order = await counter.locked();
  const { method } = (await counter.see(order)).balance;
  const path = `/api/payments/methods/${method?.id}`;
  const stranger = await app.person("viewer");
  expect((await app.http("DELETE", path, { cookie: stranger.cookie })).status).toBe(404);
  expect((await app.http("DELETE", path, { cookie: order.cookie })).status).toBe(200);
  expect((await app.http("GET", "/api/payments/methods", { cookie: order.cookie })).body).toEqual([]);
  expect(await app.db.testRailCard.count({ where: { card: "approve", token: await tokenOf(method?.id) } })).toBe(0);
  await tryOnce(order, 1);
  expect((await counter.see(order)).balance).toMatchObject({ method: null, failure: "nothing_kept" });
});

test("the buyer pays by hand at any time after locking, and two clicks charge once", async () => {
  const order = await counter.reserve();
  expect(await counter.act(order, "balance", {})).toMatchObject({ status: 409, body: { code: "not_payable" } });
  await counter.act(order, "lock");
  const answers = await Promise.all([counter.act(order, "balance", {}), counter.act(order, "balance", {})]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor, balanceMinor: 0 });
  expect(await counter.chargesOf(order)).toHaveLength(1);
  expect((await counter.act(order, "balance", {})).status, "paying what is paid changes nothing").toBe(200);
});

test("by hand and by itself at the same moment is one charge", async () => {
  const order = await counter.locked();
  await counter.fallDue(order);
  await Promise.all([chargeDueBalances(app.made), counter.act(order, "balance", {}), chargeDueBalances(app.made)]);
  await counter.letTimePass(order);
  await completePayments(app.made);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor });
  const captured = (await counter.chargesOf(order)).filter(({ state }) => state === "CAPTURED");
  expect(captured).toHaveLength(1);
});

test("a balance by transfer waits for its arrival and is asked for when it is late", async () => {
  const order = await counter.locked();
  expect(await counter.act(order, "balance", { rail: "manual" })).toMatchObject({ status: 200 });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  expect(await counter.see(order), "the money may be on its way").toMatchObject({ balance: { tries: 0 } });
  await app.db
    .$executeRaw`UPDATE payment SET created_at = created_at - interval '80 hours' WHERE preorder_id = ${order.id}::uuid`;
  await tryOnce(order, 1);
  expect(await counter.see(order)).toMatchObject({ balance: { failure: "transfer_missing" } });
  const [transfer] = await counter.chargesOf(order);
  expect(transfer?.state, "it may still arrive").toBe("PENDING");
  const ops = await app.person("ops");
  const body = { amountMinor: order.totalMinor - order.depositMinor, currency: "CNY" };
  await app.http("POST", `/api/ops/payments/${transfer?.id}/confirmation`, { cookie: ops.cookie, body });
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor, balance: { state: "paid" } });
});

test("a try that dies between charge and record is completed exactly once", async () => {
  const order = await counter.locked();
  const rail = app.made.rails.named("test");
  const charge = rail.charge.bind(rail);
  rail.charge = async (request) => {
    await charge(request);
    throw new Error("the process died here");
  };
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(() => counter.chargesOf(order), soon).toHaveLength(1);
  rail.charge = charge;
  expect(await counter.see(order)).toMatchObject({ balanceMinor: order.totalMinor - order.depositMinor });
  await counter.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made), chargeDueBalances(app.made)]);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
  expect(await counter.chargesOf(order)).toHaveLength(1);
});

test("a card whose answer is lost is found by the completer, and the try counts once", async () => {
  const order = await counter.locked({}, { card: "approve" });
  await counter.act(order, "method", { card: "lost_webhook" });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.chargesOf(order))[0]?.state, soon).toBe("PENDING");
  await new Promise((resume) => setTimeout(resume, 300));
  await counter.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
});

test.each([
  { currency: "JPY", priceMinor: 24_901, depositMinor: 4901 },
  { currency: "KWD", priceMinor: 24_901, depositMinor: 4907 },
])("deposit and balance in $currency are the total to the last unit", async (price) => {
  const order = await counter.locked({ ...price, balanceDueOn: "2020-01-01" });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.see(order)).balanceMinor, soon).toBe(0);
  const { payments } = await counter.see(order);
  expect(payments.map(({ amountMinor, currency }) => [amountMinor, currency])).toEqual([
    [price.depositMinor, price.currency],
    [price.priceMinor - price.depositMinor, price.currency],
  ]);
});

/** One try, by whichever process comes first. */
async function tryOnce(order: Order, tries: number) {
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.balanceOf(order)).tries, soon).toBe(tries);
}

async function tokenOf(methodId: string | undefined) {
  return (await app.db.paymentMethod.findUniqueOrThrow({ where: { id: methodId ?? "" } })).reference;
}

function gap(from: Date | null, to: Date | null): number {
  return (to?.getTime() ?? Number.NaN) - (from?.getTime() ?? Number.NaN);
}
