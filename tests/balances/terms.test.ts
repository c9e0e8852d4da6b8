import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireOperator } from "#lib/accounts/gate.ts";
import { callBalances } from "#lib/balances/call-balances.ts";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { releaseOrder } from "#lib/balances/release-order.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import { chargeTo } from "#lib/payments/keep-method.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type MoneyShelf, openMoneyShelf } from "#tests/support/money-shelf.ts";

const who = { name: "Ops", email: "ops@test.launchroom", isAnonymous: false, emailVerified: true };
const ops = requireOperator({ ...who, id: randomUUID(), role: "ops" });
const minute = 60_000;

let shelf: MoneyShelf;
beforeAll(async () => {
  shelf = await openMoneyShelf();
  await shelf.db.user.create({ data: { ...who, id: ops.id, role: "ops" } });
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test("a balance that is called is due when its lock stands, not before, and a day that was told stays", async () => {
  const order = await shelf.lock();
  const call = (inDays: number) => callBalances(shelf.money, ops, { ids: [order.id], inDays });
  expect(await call(0)).toMatchObject({ done: [order.id] });
  const { lockedAt } = await shelf.see(order);
  const { dueAt } = await shelf.balanceOf(order);
  expect((dueAt?.getTime() ?? 0) - (lockedAt?.getTime() ?? 0)).toBe(15 * minute);
  expect(await call(9)).toMatchObject({ done: [], refused: [{ id: order.id, code: "balance_settled" }] });
  expect(await shelf.balanceOf(order)).toMatchObject({ dueAt });
});

test.each([
  ["a card's form", "test", 29, 31, [{ failure: "replaced" }, { paidAt: expect.any(Date) }]],
  ["a transfer", "manual", 71 * 60, 73 * 60, [{ state: "CREATED" }, { tries: 1, failure: "transfer_missing" }]],
])("%s is waited for as long as was said", async (_, rail, early, late, end) => {
  const order = await shelf.lock();
  const { id } = await shelf.attempt(order, "BALANCE", { rail, createdAt: new Date(Date.now() - early * minute) });
  await due(order.id);
  expect([await shelf.payment(id), await shelf.balanceOf(order)]).toMatchObject([
    { state: "CREATED" },
    { tries: 0, paidAt: null },
  ]);
  await shelf.db.payment.update({ where: { id }, data: { createdAt: new Date(Date.now() - late * minute) } });
  await due(order.id);
  expect([await shelf.payment(id), await shelf.balanceOf(order)]).toMatchObject(end);
});

test("the tries of a balance have numbers of their own, whatever became of the deposit's", async () => {
  const order = await shelf.hold();
  await failPayment(shelf.money, await shelf.attempt(order, "DEPOSIT"), "card_declined", null);
  await shelf.take(await shelf.attempt(order, "DEPOSIT", { attempt: 2 }));
  await shelf.ask("lock_preorder($1::uuid, $2::uuid)", order.id, order.userId);
  const { id } = await shelf.card(order.userId, "unknown to the rail");
  await chargeTo(shelf.money, order.id, id);
  for (const _ of [1, 2]) await due(order.id);
  const tries = await shelf.db.payment.findMany({ where: { preorderId: order.id, kind: "BALANCE" } });
  expect(tries.map(({ attempt }) => attempt).toSorted()).toEqual([1, 2]);
});

test("of an order that is given up no more is kept than was paid", async () => {
  const order = await shelf.lock();
  const part = {
    preorderId: order.id,
    kind: "REFUND",
    attempt: 1,
    rail: "test",
    amountMinor: 400n,
    currency: "CNY",
  } as const;
  const { id: refundOf } = await shelf.db.payment.findFirstOrThrow({ where: { preorderId: order.id } });
  const { id } = await shelf.db.payment.create({ data: { ...part, refundOf } });
  await shelf.ask("settle_refund($1::uuid, 'r')", id);
  for (const _ of [1, 2, 3]) await shelf.ask("fail_balance_try($1::uuid, NULL, 'nothing_kept', NULL)", order.id);
  await shelf.db.balance.update({ where: { preorderId: order.id }, data: { graceUntil: new Date(Date.now() - 1000) } });
  await releaseOrder(shelf.money, ops, order.id, { back: "all_but_deposit", reason: "No answer" });
  expect(await shelf.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 600n, keptMinor: 600n });
});

/** The day of this balance comes, or the next try. */
async function due(preorderId: string) {
  await shelf.db.balance.update({ where: { preorderId }, data: { nextTryAt: new Date(Date.now() - 1000) } });
  await chargeDueBalances(shelf.money);
}
