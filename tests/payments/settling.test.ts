import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireBuyer, requireOperator } from "#lib/accounts/gate.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import { applyEvent } from "#lib/payments/apply-event.ts";
import { awaitRail } from "#lib/payments/await-rail.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { failRefund } from "#lib/payments/fail-refund.ts";
import { forgetMethod } from "#lib/payments/forget-method.ts";
import { chargeTo } from "#lib/payments/keep-method.ts";
import { openAttempt } from "#lib/payments/open-attempt.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";
import { countMoneyAlarms } from "#lib/payments/queries.ts";
import type { DisputeEvent, MoneyEvent } from "#lib/payments/rail-event.ts";
import { receiveWebhook } from "#lib/payments/receive-webhook.ts";
import { resolveEvent } from "#lib/payments/resolve-event.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { signBody } from "#lib/payments/signature.ts";
import { testSigningSecret } from "#lib/payments/test-rail.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type MoneyShelf, openMoneyShelf } from "#tests/support/money-shelf.ts";

const who = { name: "Ops", email: "ops@test.launchroom", isAnonymous: false, emailVerified: true };
const ops = requireOperator({ ...who, id: randomUUID(), role: "ops" });

let shelf: MoneyShelf;
beforeAll(async () => {
  shelf = await openMoneyShelf();
  await shelf.db.user.create({ data: { ...who, id: ops.id, role: "ops" } });
  await shelf.db.shop.upsert({ where: { id: 1 }, create: { mode: "demo" }, update: { mode: "demo" } });
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test.each(["failed", "captured"] as const)("a payment that %s stays so, whatever comes late", async (kind) => {
  const row = await shelf.attempt(await shelf.hold(), "DEPOSIT");
  await apply(about(row, kind));
  const { state } = await shelf.payment(row.id);
  expect(await apply(about(row, "processing", { ref: "late" }))).toMatchObject({ status: "applied" });
  // Whoever read the row before it ended.
  await awaitRail(shelf.money, row, "late");
  expect(await shelf.payment(row.id)).toMatchObject({ state, providerRef: `of-${row.id}` });
});

test("what a friend pays with by the link is kept for nobody, however often it is told", async () => {
  const order = await shelf.lock();
  const row = await shelf.attempt(order, "BALANCE", { byLink: true });
  for (const _ of [1, 2])
    await settleCharge(shelf.money, row, { ref: "f", method: { ref: "friends", customer: null } });
  expect(await shelf.see(order)).toMatchObject({ paidMinor: 4000n });
  expect(await shelf.db.paymentMethod.count({ where: { reference: "friends" } })).toBe(0);
});

test("each payment that came too often goes back by a name that no other call has", async () => {
  const order = await shelf.reserve();
  const rail = shelf.money.rails.named("test");
  const [refund, keys] = [rail.refund.bind(rail), new Set<string>()];
  rail.refund = async (request) => {
    keys.add(request.key);
    return { state: "done", ref: request.key };
  };
  for (const attempt of [2, 3]) {
    const row = await shelf.attempt(order, "DEPOSIT", { attempt });
    keys.add(chargeRequest(row).key);
    for (const _ of [1, 2]) await settleCharge(shelf.money, row, { ref: `again-${attempt}`, method: null });
  }
  rail.refund = refund;
  expect(keys.size, "two charges and two refunds").toBe(4);
  expect(await shelf.see(order)).toMatchObject({ state: "RESERVED", paidMinor: 1000n });
});

test("a refund of more than its charge took is parked, though the order holds as much; one of all of it is booked", async () => {
  const order = await shelf.lock();
  await shelf.take(await shelf.attempt(order, "BALANCE"));
  const deposit = await depositOf(order);
  const back = (amountMinor: number) =>
    apply(about(deposit, "refunded", { amountMinor, ref: deposit.providerRef ?? "", refundRef: randomUUID() }));
  expect(await back(1001)).toMatchObject({ status: "parked" });
  expect(await shelf.see(order)).toMatchObject({ paidMinor: 4000n });
  expect(await back(1000)).toMatchObject({ status: "applied" });
  expect(await shelf.see(order)).toMatchObject({ state: "LOCKED", paidMinor: 3000n });
});

test("a refund that is owed already rests while the bank decides, and goes when it has", async () => {
  const { order, refund } = await owed();
  const deposit = await depositOf(order);
  await apply(disputed(deposit, "needs_response"));
  await payRefunds(shelf.money, order.id);
  expect(await shelf.payment(refund.id)).toMatchObject({ state: "CREATED" });
  await apply(disputed(deposit, "won", 1));
  await payRefunds(shelf.money, order.id);
  expect(await shelf.payment(refund.id)).toMatchObject({ state: "CAPTURED" });
});

test("a balance whose charge was lost on the way is not made while the bank decides about the deposit", async () => {
  const order = await shelf.lock();
  const { id } = await shelf.attempt(order, "BALANCE", { offSession: true });
  await apply(disputed(await depositOf(order), "needs_response"));
  await shelf.db.payment.update({ where: { id }, data: { checkAfter: new Date(Date.now() - 1000) } });
  await completePayments(shelf.money);
  expect(await shelf.payment(id)).toMatchObject({ state: "FAILED", failure: "never_charged" });
  expect(await shelf.see(order)).toMatchObject({ state: "LOCKED", paidMinor: 1000n });
});

test("an event that comes again does not undo the newer one", async () => {
  const { order, refund } = await owed();
  const done = about(refund, "refunded", { refundRef: "r" });
  const failed = about(refund, "refund_failed", { refundRef: "r", reason: "insufficient_funds" });
  for (const event of [done, failed, done]) await deliver(event);
  expect(await shelf.payment(refund.id)).toMatchObject({ state: "FAILED", failure: "insufficient_funds" });
  expect(await shelf.see(order)).toMatchObject({ paidMinor: 1000n });
});

test("a dispute that comes before its charge finds the order paid", async () => {
  const order = await shelf.hold();
  const { id } = await shelf.attempt(order, "DEPOSIT");
  await shelf.db.payment.update({ where: { id }, data: { state: "PENDING", providerRef: id } });
  await apply(disputed(await shelf.payment(id), "needs_response"));
  expect(await shelf.see(order)).toMatchObject({ state: "RESERVED", paidMinor: 1000n });
  expect(await shelf.ask("is_disputed($1::uuid)", order.id)).toBe(true);
});

test.each([
  ["lost_or_stolen_card", 1],
  ["insufficient_funds", 0],
])("a refund that was never done because of %s is an alarm, and told to its buyer %i times", async (reason, times) => {
  const { order, refund } = await owed();
  const alarms = await countMoneyAlarms(shelf.money, ops);
  await failRefund(shelf.money, refund, reason);
  expect(await countMoneyAlarms(shelf.money, ops)).toBe(alarms + 1);
  expect(await shelf.db.notice.count({ where: { preorderId: order.id, kind: "refundFailed" } })).toBe(times);
  const byHand = { preorderId: order.id, kind: "REFUND", rail: "manual" } as const;
  expect(await shelf.db.payment.count({ where: byHand })).toBe(times);
});

test("settling an event by hand ends the charge it was about, and no refund", async () => {
  const { refund } = await owed();
  const charge = await shelf.attempt(await shelf.hold(), "DEPOSIT");
  for (const [row, kind] of [[refund, "refunded"] as const, [charge, "captured"] as const]) {
    const event = about(row, kind, { amountMinor: 1 });
    expect(await apply(event)).toMatchObject({ status: "parked" });
    const { id } = await shelf.db.paymentEvent.findFirstOrThrow({ where: { eventId: event.id } });
    await resolveEvent(shelf.money, ops, id, "Asked the bank");
  }
  expect([await shelf.payment(refund.id), await shelf.payment(charge.id)]).toMatchObject([
    { state: "CREATED", failure: null },
    { state: "FAILED", failure: "settled_by_hand" },
  ]);
});

test("a charge that a person has to look at is left alone, though the rail would now say that it is right", async () => {
  const order = await shelf.hold();
  const row = await shelf.attempt(order, "DEPOSIT");
  await shelf.money.rails.named("test").charge(chargeRequest(row));
  expect(await apply(about(row, "captured", { amountMinor: 999 }))).toMatchObject({ status: "parked" });
  await shelf.db.payment.update({ where: { id: row.id }, data: { checkAfter: new Date(Date.now() - 1000) } });
  await completePayments(shelf.money);
  expect([await shelf.payment(row.id), await shelf.see(order)]).toMatchObject([
    { state: "CREATED" },
    { state: "HELD" },
  ]);
});

test("an order is charged to a card of its own buyer that is still there, and at once only after a try that failed", async () => {
  const order = await shelf.lock();
  const mine = await shelf.card(order.userId, "mine");
  const gone = await shelf.card(order.userId, "gone");
  await shelf.db.paymentMethod.update({ where: { id: gone.id }, data: { removedAt: new Date() } });
  const foreign = await shelf.card((await shelf.buyer()).id, "foreign");
  const kept = async (id: string) => {
    await chargeTo(shelf.money, order.id, id);
    return (await shelf.see(order)).methodId;
  };
  expect(await kept(mine.id)).toBe(mine.id);
  expect([await kept(foreign.id), await kept(gone.id)]).toEqual([mine.id, mine.id]);
  expect(await shelf.balanceOf(order)).toMatchObject({ tries: 0, nextTryAt: null });
  await shelf.ask("fail_balance_try($1::uuid, NULL, 'card_declined', NULL)", order.id);
  await kept(mine.id);
  expect((await shelf.balanceOf(order)).nextTryAt?.getTime()).toBeLessThanOrEqual(Date.now());
});

test("a card that was forgotten stands at no order, and nothing is paid with it", async () => {
  const order = await shelf.lock();
  const { id } = await shelf.card(order.userId, "forgotten");
  await chargeTo(shelf.money, order.id, id);
  await forgetMethod(shelf.money, requireBuyer({ ...who, id: order.userId, role: "viewer" }), id);
  expect(await shelf.see(order)).toMatchObject({ methodId: null });
  const wanted = { preorderId: order.id, kind: "BALANCE", userId: order.userId } as const;
  const paying = openAttempt(shelf.money, wanted, { rail: "test", methodId: id, byLink: false });
  await expect(paying).rejects.toMatchObject({ code: "method_gone" });
});

/** An order that ended with its deposit paid, and the refund of it that no rail was asked for yet. */
async function owed() {
  const order = await shelf.reserve();
  await shelf.move(order, "RESERVED", "CANCELLED");
  await oweRefund(shelf.db, order.id);
  const { id } = await shelf.db.payment.findFirstOrThrow({ where: { preorderId: order.id, kind: "REFUND" } });
  return { order, refund: await shelf.payment(id) };
}

async function depositOf({ id: preorderId }: { id: string }) {
  const { id } = await shelf.db.payment.findFirstOrThrow({ where: { preorderId, kind: "DEPOSIT" } });
  return shelf.payment(id);
}

const apply = (event: MoneyEvent | DisputeEvent) => applyEvent(shelf.money, "test", event);

/** As the test rail delivers it. */
function deliver(event: MoneyEvent) {
  const body = JSON.stringify(event);
  const signature = signBody(body, testSigningSecret("s"));
  return receiveWebhook(shelf.money, "test", Buffer.from(body), () => signature);
}

function about(row: PaymentRow, kind: MoneyEvent["kind"], change: Partial<MoneyEvent> = {}): MoneyEvent {
  const { id: paymentId, currency } = row;
  const facts = { paymentId, ref: `of-${paymentId}`, refundRef: null, amountMinor: Number(row.amountMinor), currency };
  return { id: randomUUID(), kind, ...facts, reason: null, method: null, ...change };
}

function disputed({ id, providerRef }: PaymentRow, status: string, second = 0): DisputeEvent {
  const told = { reason: "fraudulent", status, toldAt: new Date(Date.UTC(2026, 10, 29, 0, 0, second)).toISOString() };
  const charge = { ref: providerRef ?? "", disputeRef: `d-${id}`, amountMinor: null, currency: null, dueBy: null };
  return { id: randomUUID(), kind: "dispute", ...charge, ...told, isActionable: true };
}
