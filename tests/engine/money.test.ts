import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test("an order keeps one deposit; the second is surplus, one for an order that ended is too late", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 5 });
  const [paid, ended] = [await order(editionId), await order(editionId)];
  expect([await pay(paid.id, "DEPOSIT"), await pay(paid.id, "DEPOSIT")]).toEqual(["reserved", "surplus"]);
  await move(ended.id, "HELD", "EXPIRED");
  expect([await pay(ended.id, "DEPOSIT"), await pay(ended.id, "DEPOSIT")]).toEqual(["too_late", "surplus"]);
});

test("a balance is kept once, and what comes after it is surplus", async () => {
  const { id } = await lockedOrder();
  expect([await pay(id, "BALANCE"), await pay(id, "BALANCE")]).toEqual(["paid", "surplus"]);
  expect((await shelf.db.preorder.findUniqueOrThrow({ where: { id } })).paidMinor).toBe(4000n);
});

test("what an ended order holds goes back from the newest charge, without what the seller keeps", async () => {
  const { id } = await lockedOrder();
  await pay(id, "BALANCE");
  await move(id, "LOCKED", "CANCELLED");
  await shelf.db.preorder.update({ where: { id }, data: { keptMinor: 600n } });
  await owe(id);
  await owe(id);
  const refunds = await shelf.db.payment.findMany({
    where: { preorderId: id, kind: "REFUND" },
    include: { charge: true },
  });
  const parts = refunds.map(({ charge, amountMinor }) => [charge?.kind, amountMinor]);
  expect(parts.toSorted()).toEqual([
    ["BALANCE", 3000n],
    ["DEPOSIT", 400n],
  ]);
});

test("while the bank decides nothing is owed and nothing is handed over; what was prevented or won stops nothing", async () => {
  const { id } = await lockedOrder();
  await pay(id, "BALANCE");
  const [charge] = await shelf.db.payment.findMany({ where: { preorderId: id, kind: "BALANCE" } });
  await tell(charge?.id, "needs_response", 1);
  await expect(shelf.db.preorder.update({ where: { id }, data: { state: "READY" } })).rejects.toThrow("disputed");
  await move(id, "LOCKED", "CANCELLED");
  await owe(id);
  expect(await refundsOf(id)).toBe(0);
  await tell(charge?.id, "prevented", 2);
  await owe(id);
  expect(await refundsOf(id)).toBe(2);
});

test("an older word of the bank takes back no newer one", async () => {
  const { id } = await lockedOrder();
  const [charge] = await shelf.db.payment.findMany({ where: { preorderId: id } });
  expect(await tell(charge?.id, "under_review", 20)).toMatchObject({ outcome: "opened" });
  expect(await tell(charge?.id, "needs_response", 10)).toMatchObject({ outcome: "known" });
  expect(await tell(charge?.id, "needs_response", 30)).toMatchObject({ outcome: "changed" });
});

test("a refund that failed is paid again, in the minutes too", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 1000, priceMinor: 4000 });
  const { id } = await order(editionId);
  await pay(id, "DEPOSIT");
  await move(id, "RESERVED", "CANCELLED");
  await owe(id);
  const [refund] = await shelf.db.payment.findMany({ where: { preorderId: id, kind: "REFUND" } });
  await shelf.ask("settle_refund($1::uuid, 'r')", refund?.id);
  expect(await shelf.ask("fail_refund($1::uuid, 'lost', false)", refund?.id)).toMatchObject({ outcome: "reversed" });
  const minutes = await shelf.db.$queryRaw<object[]>`
    SELECT sum(captured_minor)::int AS captured, sum(refunded_minor)::int AS refunded FROM sales_minute WHERE edition_id = ${editionId}::uuid`;
  expect(minutes).toEqual([{ captured: 1000, refunded: 0 }]);
});

test("tax is rounded half up, at any size", async () => {
  const cases = [
    [100, 1300, 12],
    [105, 1300, 12],
    [1, 10_000, 1],
    [3, 2000, 1],
    [900_000_000_000_000, 2000, 150_000_000_000_000],
  ];
  for (const [gross, rate, tax] of cases)
    expect(Number(await shelf.ask("tax_inside($1::bigint, $2::int)", gross, rate))).toBe(tax);
});

test("a balance is due on its day, never while the lock can be taken back, and announced when three days are left", async () => {
  const at = async (days: number) => {
    const due = new Date(Date.now() + days * 86_400_000).toISOString();
    return (await shelf.ask("balance_announced($1::timestamptz) - $1::timestamptz = interval '-3 days'", due)) ?? null;
  };
  expect([await at(4), await at(2)]).toEqual([true, null]);
  const locked = "2027-03-01T23:59:00Z";
  const due = (day: string) => shelf.ask("to_json(balance_due($1::date, $2::timestamptz))", day, locked);
  expect(new Date(String(await due("2027-03-02"))).toISOString()).toBe("2027-03-02T00:14:00.000Z");
  expect(new Date(String(await due("2027-04-01"))).toISOString()).toBe("2027-04-01T00:00:00.000Z");
});

test("three tries of a balance come before the grace period, and a try keeps the balance from a new day", async () => {
  const { id, editionId } = await lockedOrder({ balanceDueOn: "2026-12-01", balanceGraceDays: 7 });
  const fail = () => shelf.ask("fail_balance_try($1::uuid, NULL, 'nothing_kept', NULL)", id);
  expect(await fail()).toMatchObject({ tries: 1, graceUntil: null });
  const { dueAt } = await shelf.db.balance.findUniqueOrThrow({ where: { preorderId: id } });
  await shelf.db.edition.update({ where: { id: editionId }, data: { balanceDueOn: new Date("2099-01-01") } });
  expect((await shelf.db.balance.findUniqueOrThrow({ where: { preorderId: id } })).dueAt).toEqual(dueAt);
  expect(await fail()).toMatchObject({ tries: 2, graceUntil: null });
  expect(await fail()).toMatchObject({ tries: 3, nextTryAt: null, graceUntil: expect.any(String) });
  const harder = shelf.db.edition.update({ where: { id: editionId }, data: { balanceGraceDays: 6 } });
  await expect(harder).rejects.toThrow("more time for the balance");
});

test("an order whose balance is being charged becomes none of another edition", async () => {
  const { from, to } = await siblings({ priceMinor: 5000, depositMinor: 1000 });
  const { id, userId } = await reserved(from);
  await lock(id, userId);
  const payment = {
    preorderId: id,
    kind: "BALANCE",
    attempt: 1,
    rail: "test",
    amountMinor: 3000n,
    currency: "CNY",
  } as const;
  await shelf.db.payment.create({ data: { ...payment, state: "PENDING" } });
  await shelf.ask("unlock_preorder($1::uuid, $2::uuid)", id, userId);
  expect(await convert(id, userId, to)).toMatchObject({ outcome: "not_convertible" });
});

test("a cheaper edition is open while money can go back, takes its price along, and begins no refund time anew", async () => {
  const { from, to } = await siblings({ priceMinor: 700, depositMinor: 100 });
  const [inTime, tooLate] = [await reserved(from), await reserved(from)];
  const until = new Date(Date.now() + 3_600_000);
  await refundableUntil(inTime.id, until);
  await refundableUntil(tooLate.id, new Date(Date.now() - 1000));
  expect(await convert(tooLate.id, tooLate.userId, to)).toMatchObject({ outcome: "paid_more" });
  const done = await convert(inTime.id, inTime.userId, to);
  expect(done).toMatchObject({ outcome: "converted" });
  const made = await shelf.db.preorder.findFirstOrThrow({ where: { convertedFrom: inTime.id } });
  expect(made).toMatchObject({ paidMinor: 700n, state: "RESERVED", refundableUntil: until });
  expect((await shelf.db.preorder.findUniqueOrThrow({ where: { id: inTime.id } })).paidMinor).toBe(300n);
});

test("an order that no wave can hold whole is told how much one can", async () => {
  const { from, to } = await siblings({ priceMinor: 5000, depositMinor: 0, stock: 4, perPersonLimit: 9 });
  await shelf.db.deliveryWave.updateMany({ where: { editionId: to }, data: { capacity: 1 } });
  const later = { windowStart: new Date("2027-05-01"), windowEnd: new Date("2027-05-14") };
  for (const position of [2, 3, 4])
    await shelf.db.deliveryWave.create({ data: { editionId: to, position, capacity: 1, ...later } });
  const { id, userId } = await reserved(from, 2);
  expect(await convert(id, userId, to)).toMatchObject({ outcome: "too_few_left", available: 1 });
});

test("a transfer keeps the limit of the new owner, by account and by mailbox, and one that is ready still goes", async () => {
  const edition = await shelf.openEdition({ perPersonLimit: 1, depositMinor: 0 });
  const [mine, theirs] = [await order(edition.editionId), await order(edition.editionId)];
  const fresh = await shelf.buyer();
  const give = (to: string, person: string) =>
    shelf.ask(
      "transfer_preorder($1::uuid, $2::uuid, 'a@b.test', $3, $4::uuid, 'gift', false)",
      mine.id,
      to,
      person,
      fresh.id,
    );
  expect(await give(fresh.id, theirs.person)).toMatchObject({ outcome: "over_limit" });
  expect(await give(theirs.userId, "new@test")).toMatchObject({ outcome: "over_limit" });
  await lock(mine.id, mine.userId);
  await pay(mine.id, "BALANCE");
  await move(mine.id, "LOCKED", "READY");
  expect(await give(fresh.id, "new@test")).toMatchObject({ outcome: "transferred" });
});

type Overrides = NonNullable<Parameters<Shelf["openEdition"]>[0]>;

async function order(editionId: string, quantity = 1) {
  const { userId } = await shelf.buyer();
  expect((await shelf.place(editionId, [{ userId, quantity }])).outcomes).toEqual(["placed"]);
  return shelf.orderOf(userId);
}

async function reserved(editionId: string, quantity = 1) {
  const made = await order(editionId, quantity);
  await pay(made.id, "DEPOSIT");
  return made;
}

/** An order of 40.00 with 10.00 paid, locked. */
async function lockedOrder(overrides: Overrides = {}) {
  const { editionId } = await shelf.openEdition({ priceMinor: 4000, depositMinor: 1000, ...overrides });
  const made = await reserved(editionId);
  await lock(made.id, made.userId);
  return made;
}

/** Two editions of one product: one of 40.00 of which a buyer pays 10.00 at once, and another. */
async function siblings(other: Overrides): Promise<{ from: string; to: string }> {
  const from = await shelf.openEdition({ priceMinor: 4000, depositMinor: 1000, perPersonLimit: 9 });
  const to: OpenEdition = await shelf.openEdition(other);
  await shelf.db.edition.update({ where: { id: to.editionId }, data: { productId: from.productId } });
  return { from: from.editionId, to: to.editionId };
}

async function pay(preorderId: string, kind: "DEPOSIT" | "BALANCE"): Promise<unknown> {
  const { editionId, depositMinor, totalMinor, currency } = await shelf.db.preorder.findUniqueOrThrow({
    where: { id: preorderId },
  });
  const amountMinor = kind === "DEPOSIT" ? depositMinor : totalMinor - depositMinor;
  const attempt = 1 + (await shelf.db.payment.count({ where: { preorderId, kind } }));
  const { id } = await shelf.db.payment.create({
    data: { preorderId, kind, attempt, rail: "test", amountMinor, currency },
  });
  if (kind === "BALANCE")
    return Reflect.get(Object(await shelf.ask("settle_balance($1::uuid, $2)", id, id)), "outcome");
  return shelf.ask(
    "settle_deposits($1::uuid, ARRAY[$2::uuid], ARRAY[$3]) -> 'settled' -> 0 ->> 'outcome'",
    editionId,
    id,
    id,
  );
}

async function move(id: string, from: string, to: string) {
  const { editionId } = await shelf.db.preorder.findUniqueOrThrow({ where: { id } });
  await shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{${from}}', '${to}')`, editionId, id);
}

const lock = (id: string, userId: string) => shelf.ask("lock_preorder($1::uuid, $2::uuid)", id, userId);
const owe = (id: string) => shelf.ask("owe_refunds($1::uuid)::text", id);
const refundsOf = (preorderId: string) => shelf.db.payment.count({ where: { preorderId, kind: "REFUND" } });
const convert = (id: string, userId: string, to: string) =>
  shelf.ask("convert_preorder($1::uuid, $2::uuid, $3::uuid, gen_random_uuid(), $4)", id, userId, to, randomUUID());
const tell = (paymentId: string | undefined, status: string, second: number) =>
  shelf.ask(
    "tell_dispute('test', 'd-' || $1, 'dispute', $1::uuid, 'fraud', $2, NULL, NULL, NULL, '2026-11-29'::timestamptz + $3 * interval '1 second', true)",
    ...[paymentId, status, second],
  );

/** Whoever has every right makes the time of an order another. */
const refundableUntil = (id: string, until: Date) =>
  shelf.db.preorder.update({ where: { id }, data: { refundableUntil: until } });
