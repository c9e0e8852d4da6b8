import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireOperator } from "#lib/accounts/gate.ts";
import { Boards } from "#lib/live/boards.ts";
import { Broadcast } from "#lib/live/broadcast.ts";
import { createPublisher } from "#lib/live/publish.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import { exportOrders } from "#lib/orders/export-orders.ts";
import { listOrders } from "#lib/orders/queries.ts";
import { readOrder } from "#lib/orders/read-order.ts";
import { movePromise } from "#lib/preorders/move-promise.ts";
import { notifyBuyers } from "#lib/preorders/notify-buyers.ts";
import { OrderLinks } from "#lib/preorders/order-links.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { quoteConversions } from "#lib/preorders/quote-conversions.ts";
import { readOneOrder } from "#lib/preorders/read-orders.ts";
import { remindToLock } from "#lib/preorders/remind-to-lock.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

const hour = 3_600_000;
const orderLinks = new OrderLinks({ secret: "s", publicUrl: "https://shop.test" });
const ops = { id: randomUUID(), name: "Ops", email: "ops@test.launchroom", isAnonymous: false, emailVerified: true };
const operator = requireOperator({ ...ops, role: "ops" });

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
  await shelf.db.user.create({ data: { ...ops, role: "ops" } });
});
afterAll(() => shelf.close());

test("a page that is full and the last promises no other, and no order stands on two", async () => {
  const { editionId, sku } = await shelf.openEdition();
  const placed = [await order(editionId), await order(editionId), await order(editionId)].map(({ id }) => id);
  const first = await listOrders(shelf, operator, { sku, limit: 2 });
  expect(first.orders.map(({ id }) => id)).toEqual([placed[2], placed[1]]);
  const last = await listOrders(shelf, operator, { sku, limit: 1, after: first.next ?? "" });
  expect([last.orders.map(({ id }) => id), last.next]).toEqual([[placed[0]], null]);
});

test("a name finds those who gave it, not every guest, and is no pattern", async () => {
  const { editionId } = await shelf.openEdition();
  const [ada, guest] = [await order(editionId), await order(editionId)];
  await shelf.db.user.update({ where: { id: ada.userId }, data: { name: "Gue_st Ada" } });
  await shelf.db.user.update({ where: { id: guest.userId }, data: { name: "Guest", isAnonymous: true } });
  const find = async (q: string) => (await listOrders(shelf, operator, { q, limit: 9 })).orders.map(({ id }) => id);
  expect([await find("gue"), await find("gue%ada"), await find("gue_st")]).toEqual([[ada.id], [], [ada.id]]);
});

test("an order that somebody found in order is flagged no longer", async () => {
  const { editionId, sku } = await shelf.openEdition();
  const [cleared, marked] = [await order(editionId), await order(editionId)];
  const flag = { rule: "device", cluster: "one", accounts: 3 } as const;
  await shelf.db.preorderFlag.create({ data: { ...flag, preorderId: cleared.id, clearedAt: new Date() } });
  await shelf.db.preorderFlag.create({ data: { ...flag, preorderId: marked.id } });
  const all = (await listOrders(shelf, operator, { sku, limit: 9 })).orders.map(({ id, flagged }) => [id, flagged]);
  expect(new Map(all.map(([id, flagged]) => [id, flagged]))).toEqual(
    new Map([
      [marked.id, true],
      [cleared.id, false],
    ]),
  );
  const flagged = await listOrders(shelf, operator, { sku, flagged: "true", limit: 9 });
  expect(flagged.orders.map(({ id }) => id)).toEqual([marked.id]);
});

test.each(["=1+1", "+1", "-1+1", "@A1", "\tx", "\rx"])(
  "a name that begins as %j is no formula in the file",
  async (name) => {
    const { editionId, sku } = await shelf.openEdition();
    const { userId } = await order(editionId);
    await shelf.db.user.update({ where: { id: userId }, data: { name } });
    let file = "";
    for await (const part of exportOrders(shelf, operator, { sku })) file += part;
    expect(file).toMatch(new RegExp(`,"?'${name.replace(/[+]/g, "\\+")}`));
  },
);

test("a name with quotes and commas is one cell of the file", async () => {
  const { editionId, sku } = await shelf.openEdition();
  const { userId } = await order(editionId);
  await shelf.db.user.update({ where: { id: userId }, data: { name: 'Ada "Ace", Countess' } });
  let file = "";
  for await (const part of exportOrders(shelf, operator, { sku })) file += part;
  expect(file).toContain(',"Ada ""Ace"", Countess",');
});

test("a record names who took a lock back, and every entry of the ledger with the order", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0 });
  const { id, userId } = await order(editionId);
  await shelf.db.user.update({ where: { id: userId }, data: { name: "Ada" } });
  const act = (actor: string, call: string) =>
    shelf.db.$executeRawUnsafe(`SELECT set_config('launchroom.actor', '${actor}', true), ${call}`);
  await act(userId, `lock_preorder('${id}', '${userId}')`);
  await act(userId, `unlock_preorder('${id}', '${userId}')`);
  await act(operator.id, `move_preorders('${editionId}', ARRAY['${id}'::uuid], '{RESERVED}', 'CANCELLED')`);
  const record = await readOrder(shelf, operator, id);
  expect(record.history.map(({ kind, actor }) => [kind, actor])).toEqual(
    expect.arrayContaining([
      ["UNLOCKED", "Ada"],
      ["CANCELLED", "Ops"],
    ]),
  );
  expect(record.ledger.map(({ kind }) => kind)).toEqual(["placed", "locked", "reserved", "cancelled"]);
});

test("an order shows its times to the minute, and what can be done with it only while it can", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0, lockDeadlineDays: 2 });
  const { id, userId, placedAt, refundableUntil } = await order(editionId);
  const seen = async (at: Date) => viewPreorder(await readOneOrder(shelf.db, id), at);
  expect(await seen(placedAt)).toMatchObject({
    lockBy: new Date(placedAt.getTime() + 48 * hour).toISOString(),
    canLock: true,
    canCancel: true,
  });
  expect(await seen(refundableUntil)).toMatchObject({ canLock: false, canCancel: false });
  await shelf.ask("lock_preorder($1::uuid, $2::uuid)", id, userId);
  const { lockedAt } = await shelf.db.preorder.findUniqueOrThrow({ where: { id } });
  const locked = lockedAt ?? placedAt;
  expect((await seen(locked)).undoUntil).toBe(new Date(locked.getTime() + hour / 4).toISOString());
  expect((await seen(new Date(locked.getTime() + hour / 4))).undoUntil).toBeNull();
});

test("a balance is due from its moment on, and what went back counts as not paid", async () => {
  const { editionId } = await shelf.openEdition({ priceMinor: 4000, depositMinor: 1000 });
  const { id, currency } = await order(editionId);
  const charge = {
    preorderId: id,
    attempt: 1,
    rail: "test",
    currency,
    state: "CAPTURED",
    settledAt: new Date(),
  } as const;
  const paid = await shelf.db.payment.create({ data: { ...charge, kind: "DEPOSIT", amountMinor: 1000n } });
  await shelf.db.payment.create({ data: { ...charge, kind: "REFUND", amountMinor: 400n, refundOf: paid.id } });
  const dueAt = new Date(Date.now() + hour);
  await shelf.db.balance.create({ data: { preorderId: id, dueAt } });
  const seen = async (at: Date) => viewPreorder(await readOneOrder(shelf.db, id), at);
  expect(await seen(new Date())).toMatchObject({ balanceMinor: 3000, balance: { state: "later" } });
  expect(await seen(dueAt)).toMatchObject({ balance: { state: "due" } });
});

test("a link opens one order for whoever it was written to, for 180 days", () => {
  const order = { id: randomUUID(), contact: "ada@test.launchroom" };
  const key = new URL(orderLinks.to(order)).searchParams.get("key") ?? "";
  const inDays = (days: number) => Date.now() + days * 24 * hour;
  expect([orderLinks.opens(order, key), orderLinks.opens(order, key, inDays(179))]).toEqual([true, true]);
  expect(orderLinks.opens(order, key, inDays(180.1))).toBe(false);
  expect(orderLinks.opens({ ...order, contact: "bob@test.launchroom" }, key)).toBe(false);
  expect(orderLinks.opens({ ...order, id: randomUUID() }, key)).toBe(false);
  expect(new OrderLinks({ secret: "other", publicUrl: "https://shop.test" }).opens(order, key)).toBe(false);
});

test("a conversion is quoted as it would be: over the limit, at the same price, with what one wave holds", async () => {
  const from = await shelf.openEdition({ priceMinor: 4000, depositMinor: 0, perPersonLimit: 3 });
  const same = await shelf.openEdition({ priceMinor: 4000, depositMinor: 0, stock: 9, perPersonLimit: 3 });
  const small = await shelf.openEdition({ priceMinor: 3000, depositMinor: 0, perPersonLimit: 1 });
  for (const { editionId } of [same, small])
    await shelf.db.edition.update({ where: { id: editionId }, data: { productId: from.productId } });
  await shelf.db.deliveryWave.updateMany({ where: { editionId: same.editionId }, data: { capacity: 1 } });
  const { id, userId } = await order(from.editionId, 2);
  await shelf.db.preorder.update({ where: { id }, data: { paidMinor: 8000n } });
  const quotes = async () => {
    const made = await quoteConversions(shelf, { ...ops, role: "viewer", id: userId }, id);
    return new Map(made.map((quote) => [quote.editionId, quote]));
  };
  expect((await quotes()).get(same.editionId)).toMatchObject({
    refusal: "too_few_left",
    available: 1,
    refundMinor: 0,
    balanceMinor: 0,
  });
  expect((await quotes()).get(small.editionId)).toMatchObject({ refusal: "over_limit", refundMinor: 2000 });
  await shelf.db.preorder.update({ where: { id }, data: { refundableUntil: new Date(Date.now() - 1000) } });
  expect((await quotes()).get(same.editionId)?.refusal).toBe("too_few_left");
  expect((await quotes()).get(small.editionId)?.refusal).toBe("paid_more");
});

test("a letter about another window says the last one that was promised, and who has the parcel gets none", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0, priceMinor: 0 });
  const { id, userId } = await order(editionId);
  const app = { db: shelf.db, orderLinks, publish: quietPublisher() };
  const move = (month: string) =>
    movePromise(app, operator, id, { start: `2027-${month}-01`, end: `2027-${month}-10`, reason: "The mould broke." });
  await move("05");
  await move("06");
  const letters = await shelf.db.notice.findMany({ where: { preorderId: id }, orderBy: { createdAt: "asc" } });
  expect(letters[1]?.facts).toMatchObject({ before: { start: "2027-05-01" }, after: { start: "2027-06-01" } });
  await shelf.ask("lock_preorder($1::uuid, $2::uuid)", id, userId);
  for (const [state, to] of [
    ["LOCKED", "READY"],
    ["READY", "DELIVERED"],
  ])
    await shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{${state}}', '${to}')`, editionId, id);
  await expect(move("07")).rejects.toMatchObject({ code: "order_over" });
  expect((await findPreorderOf(shelf, operator, id))?.window?.start).toBe("2027-06-01");
});

test("a lock is reminded of a day and two hours before its end, once each, and of nobody who has just ordered or has locked", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0, lockDeadlineDays: 2 });
  const fresh = await order((await shelf.openEdition({ depositMinor: 0, lockDeadlineDays: 1 })).editionId);
  const [soon, locked] = [await order(editionId), await order(editionId)];
  await shelf.ask("lock_preorder($1::uuid, $2::uuid)", locked.id, locked.userId);
  await shelf.db.$transaction(async (tx) => {
    await tx.$executeRaw`ALTER TABLE preorder DISABLE TRIGGER preorder_terms_are_frozen`;
    await tx.$executeRaw`UPDATE preorder SET placed_at = placed_at - interval '47 hours' WHERE id IN (${soon.id}::uuid, ${locked.id}::uuid)`;
    await tx.$executeRaw`ALTER TABLE preorder ENABLE TRIGGER preorder_terms_are_frozen`;
  });
  for (let n = 0; n < 2; n += 1) await remindToLock({ db: shelf.db, orderLinks });
  const told = await shelf.db.notice.findMany({
    where: { kind: "lockReminder", preorderId: { in: [fresh.id, soon.id, locked.id] } },
  });
  expect(told.map(({ preorderId }) => preorderId)).toEqual([soon.id]);
});

test("what happened to an order is told once, and the balance with it", async () => {
  const { editionId } = await shelf.openEdition({ priceMinor: 4000, depositMinor: 0 });
  const { id, userId, currency } = await order(editionId);
  await shelf.ask("lock_preorder($1::uuid, $2::uuid)", id, userId);
  const { id: payment } = await shelf.db.payment.create({
    data: { preorderId: id, kind: "BALANCE", attempt: 1, rail: "test", amountMinor: 4000n, currency },
  });
  await shelf.ask("settle_balance($1::uuid, 'r')", payment);
  await Promise.all([1, 2].map(() => notifyBuyers({ db: shelf.db, orderLinks })));
  const told = await shelf.db.notice.findMany({ where: { preorderId: id }, orderBy: { createdAt: "asc" } });
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(["balancePaid", "locked", "reserved"]);
});

function quietPublisher() {
  const quiet = () => {};
  const rooms = new Rooms({ load: async () => null, send: quiet });
  const boards = new Boards({ read: async () => null, isWatched: () => false, send: quiet });
  return createPublisher({ rooms, boards, broadcast: new Broadcast({ snapshots: new Snapshots(async () => null) }) });
}

async function order(editionId: string, quantity = 1) {
  const { userId } = await shelf.buyer();
  expect((await shelf.place(editionId, [{ userId, quantity }])).outcomes).toEqual(["placed"]);
  return shelf.orderOf(userId);
}
