import { randomUUID } from "node:crypto";
import { setTimeout as rest } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Batchers } from "#lib/engine/batchers.ts";
import { convertOrder } from "#lib/engine/convert-order.ts";
import { Engine } from "#lib/engine/engine.ts";
import { flagOrders } from "#lib/engine/flag-orders.ts";
import { maskName } from "#lib/engine/mask-name.ts";
import { closeDrop } from "#lib/engine/move-drop.ts";
import { moveOrders } from "#lib/engine/move-orders.ts";
import { adjustStock } from "#lib/engine/move-stock.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { PlaceRequest } from "#lib/engine/order-requests.ts";
import { buyerPerson, personOf, provenPerson } from "#lib/engine/person.ts";
import { viewEntry } from "#lib/engine/rows.ts";
import { shiftWindow } from "#lib/engine/shift-window.ts";
import { transferOrder } from "#lib/engine/transfer-order.ts";
import { Boards } from "#lib/live/boards.ts";
import { Broadcast } from "#lib/live/broadcast.ts";
import { createPublisher } from "#lib/live/publish.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";
import { soon } from "#tests/support/soon.ts";

let shelf: Shelf;
let engine: Engine;
/** What owners and people in queues were told, and how many units of which edition rooms were. */
let told: string[] = [];

beforeAll(async () => {
  shelf = await openShelf();
  const boards = new Boards({ read: async () => null, isWatched: () => false, send: () => {} });
  const publish = createPublisher({
    rooms: new Rooms({ load: async () => null, send: () => {} }),
    boards,
    broadcast: new Broadcast({ snapshots: new Snapshots(async () => null) }),
  });
  const heard: typeof publish = {
    ...publish,
    orderChanged: (userId, { state }) => told.push(`${userId} ${state}`),
    queueMoved: (userId, { state }) => told.push(`${userId} ${state} in line`),
    stockMoved: ({ editionId, available }) => told.push(`${editionId} ${available}`),
    ordersPlaced: (editionId, orders) => told.push(`${editionId} sold ${orders.length}`),
  };
  engine = new Engine({ db: shelf.db, hot: shelf.db, publish: heard, boards });
});
beforeEach(() => {
  told = [];
});
afterAll(async () => {
  await engine.drain();
  await shelf.close();
});

test("whose hold ran out is told, whose was prolonged meanwhile keeps it and hears nothing", async () => {
  const { editionId } = await shelf.openEdition();
  const [late, given] = [await order(editionId), await order(editionId)];
  await shelf.db.preorder.update({ where: { id: late.id }, data: { holdExpiresAt: new Date(Date.now() - 1000) } });
  const ids = [late.id, given.id];
  await engine.once((write) => moveOrders(write, { editionId, ids, from: ["HELD"], to: "EXPIRED", dueOnly: true }));
  expect(told).toContain(`${late.userId} EXPIRED`);
  expect(told.filter((word) => word.includes(given.userId))).toEqual([]);
});

test("an order that is given away is told to both", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0 });
  const [{ id, userId }, owner] = [await order(editionId), await shelf.buyer()];
  const given = { orderId: id, ownerId: owner.id, contact: owner.email, person: owner.email, actorId: owner.id };
  await engine.commit((write) => transferOrder(write, { ...given, reason: "gift", override: false }));
  expect(told.toSorted()).toEqual([`${userId} RESERVED`, `${owner.id} RESERVED`].toSorted());
});

test("what fails half way is undone and told to nobody; of single calls what was done is told all the same", async () => {
  const { editionId } = await shelf.openEdition({ stock: 5 });
  const fail = async (write: Parameters<Parameters<Engine["commit"]>[0]>[0]) => {
    await adjustStock(write, editionId, -1);
    throw new Error("changed my mind");
  };
  await expect(engine.commit(fail)).rejects.toThrow("changed my mind");
  expect([told, (await stockOf(editionId)).available]).toEqual([[], 5]);
  const failing = engine.once(async (write) => {
    await adjustStock(write, editionId, -1);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect([told, (await stockOf(editionId)).available]).toEqual([[`${editionId} 4`], 4]);
});

test("two that wait for each other are both done, and each is told once", async () => {
  const editions = [await shelf.openEdition({ stock: 5 }), await shelf.openEdition({ stock: 5 })].map(
    (e) => e.editionId,
  );
  let inside = 0;
  const takeInTurn = (ids: string[]) =>
    engine.commit(async (write) => {
      for (const [n, id] of ids.entries()) {
        await adjustStock(write, id, -1);
        if (n === 0) inside += 1;
        await expect.poll(() => inside, soon).toBeGreaterThanOrEqual(2);
      }
    });
  await Promise.all([takeInTurn(editions), takeInTurn(editions.toReversed())]);
  expect(inside, "one of them was broken off and ran again").toBe(3);
  expect(await Promise.all(editions.map(async (id) => (await stockOf(id)).available))).toEqual([3, 3]);
  expect(told.filter((word) => word.endsWith(" 4"))).toHaveLength(2);
  expect(told).toHaveLength(4);
});

test("an order that becomes one of another edition is told in both, and only as it was shown", async () => {
  const from = await shelf.openEdition({ depositMinor: 0 });
  const to = await shelf.openEdition({ depositMinor: 0 });
  await shelf.db.edition.update({ where: { id: to.editionId }, data: { productId: from.productId } });
  const { id, userId, totalMinor } = await order(from.editionId);
  const wanted = { orderId: id, userId, editionId: to.editionId, idemKey: randomUUID() };
  const expected = { totalMinor: Number(totalMinor), windowEnd: "2030-01-01" };
  const shown = engine.commit((write) => convertOrder(write, { ...wanted, expected }));
  await expect(shown).rejects.toMatchObject({ code: "terms_changed" });
  told = [];
  await engine.commit((write) => convertOrder(write, { ...wanted, expected: undefined }));
  expect(told).toEqual(
    expect.arrayContaining([
      `${from.editionId} 500`,
      `${to.editionId} 499`,
      `${userId} CANCELLED`,
      `${userId} RESERVED`,
    ]),
  );
});

test("who waited for a drop is told that it is over", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  const waiting = await shelf.buyer();
  await shelf.join(edition.editionId, [waiting], dropId);
  await engine.once((write) => closeDrop(write, dropId));
  expect(told).toContain(`${waiting.id} CLOSED in line`);
});

test("who pays in time is told RESERVED, who pays too late is not", async () => {
  const { editionId } = await shelf.openEdition();
  const [inTime, late] = [await order(editionId), await order(editionId)];
  await shelf.ask("move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', 'EXPIRED')", editionId, late.id);
  const outcomes = [];
  for (const { id: preorderId, depositMinor: amountMinor } of [inTime, late]) {
    const { id } = await shelf.db.payment.create({
      data: { preorderId, kind: "DEPOSIT", attempt: 1, rail: "test", amountMinor, currency: "CNY" },
    });
    const { outcome } = await engine.deposits.submit(editionId, { paymentId: id, preorderId, ref: id, kept: null });
    outcomes.push(outcome);
  }
  expect(outcomes).toEqual(["reserved", "too_late"]);
  expect(told.filter((word) => word.endsWith("RESERVED"))).toEqual([`${inTime.userId} RESERVED`]);
});

test("of many who are served at once the room sees the last twenty", async () => {
  const { editionId } = await shelf.openEdition({ stock: 1 });
  await order(editionId);
  const crowd = await Promise.all(Array.from({ length: 25 }, () => shelf.buyer()));
  await shelf.join(editionId, crowd);
  await shelf.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 99 } });
  await engine.once((write) => adjustStock(write, editionId, 25));
  expect(told).toContain(`${editionId} sold 20`);
  expect(told.filter((word) => word.endsWith("SERVED in line"))).toHaveLength(25);
});

test("a receipt is what its row says, in any currency, and the same again when the hold was prolonged", async () => {
  const usd = { currency: "USD", priceMinor: 3900, depositMinor: 900, taxBp: 0 };
  const edition = await shelf.openEdition({ prices: [usd], perPersonLimit: 2 });
  const request = await requestOf({ currency: "USD", quantity: 2 });
  const first = await engine.orders.submit({ ...edition, dropId: null }, request);
  const row = await shelf.orderOf(request.userId);
  expect(first).toMatchObject({
    outcome: "placed",
    receipt: {
      totalMinor: 7800,
      depositMinor: 1800,
      currency: "USD",
      refundableUntil: row.refundableUntil.toISOString(),
    },
  });
  await shelf.db.preorder.update({ where: { id: row.id }, data: { holdExpiresAt: new Date(Date.now() + 86_400_000) } });
  const pool = { editionId: edition.editionId, dropId: null };
  expect(await engine.orders.submit(pool, { ...request, id: orderId() })).toEqual({ ...first, outcome: "replayed" });
  const elsewhere = { ...request, contact: "other@test.launchroom", namesContact: true };
  expect(await engine.orders.submit(pool, elsewhere)).toMatchObject({ outcome: "key_reused" });
  const unnamed = { ...elsewhere, namesContact: false };
  expect(await engine.orders.submit(pool, unnamed)).toMatchObject({ outcome: "replayed" });
});

test("two accounts of one person at one moment get what one person may have", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 1 });
  const requests = [await requestOf({ person: "ada@one" }), await requestOf({ person: "ada@one" })];
  const placed = await Promise.all(
    requests.map((request) => engine.orders.submit({ editionId, dropId: null }, request)),
  );
  expect(placed.map(({ outcome }) => outcome)).toEqual(["placed", "over_limit"]);
});

test("who was refused for what is held unpaid gets nobody's receipt", async () => {
  const { editionId } = await shelf.openEdition({ stock: 100, perPersonLimit: 50 });
  const guest = { network: "one", device: null };
  const requests = [await requestOf({ quantity: 50, guest }), await requestOf({}), await requestOf({ quantity: 2 })];
  const placed = await Promise.all(
    requests.map((request) => engine.orders.submit({ editionId, dropId: null }, request)),
  );
  expect(placed).toMatchObject([
    { outcome: "proof_required" },
    { outcome: "placed", receipt: { id: requests[1]?.id, quantity: 1 } },
    { outcome: "placed", receipt: { id: requests[2]?.id, quantity: 2 } },
  ]);
});

test("whoever asks for more than one wave holds is told how much one does", async () => {
  const { editionId } = await shelf.openEdition({ stock: 4, perPersonLimit: 4 });
  await shelf.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 1 } });
  const later = { windowStart: new Date("2027-05-01"), windowEnd: new Date("2027-05-14") };
  await shelf.db.deliveryWave.create({ data: { editionId, position: 2, capacity: 3, ...later } });
  const asked = await requestOf({ quantity: 4 });
  expect(await engine.orders.submit({ editionId, dropId: null }, asked)).toMatchObject({
    outcome: "too_few_left",
    available: 3,
  });
});

test("a sold-out shop leaves its drops open, and a drop that is over is over, not sold out", async () => {
  const edition = await shelf.openEdition({ stock: 3 });
  const { editionId } = edition;
  const dropId = await shelf.addDrop(edition, { units: 2, isOpen: true });
  const shop = { editionId, dropId: null };
  const drop = { editionId, dropId };
  const buy = async (pool: typeof shop | typeof drop) => {
    const request = await requestOf({});
    return engine.soldOut.answerTo(request.userId, pool)?.code ?? (await engine.orders.submit(pool, request)).outcome;
  };
  expect([await buy(shop), await buy(shop)]).toEqual(["placed", "sold_out"]);
  await expect.poll(() => engine.soldOut.answerTo(randomUUID(), shop)?.code, soon).toBe("sold_out");
  expect(await buy(drop)).toBe("placed");
  await engine.once((write) => closeDrop(write, dropId));
  expect([await buy(drop), await rest(50), await buy(drop)]).toEqual(["drop_over", undefined, "drop_over"]);
});

test("what has no window yet, or whose sale was closed, is not remembered beyond the change", async () => {
  const { editionId } = await shelf.openEdition();
  const pool = { editionId, dropId: null };
  const wave = await shelf.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  const buy = async () => engine.orders.submit(pool, await requestOf({})).then(({ outcome }) => outcome, refusal);
  await shelf.db.deliveryWave.delete({ where: { id: wave.id } });
  expect(await buy()).toBe("sales_closed");
  await rest(50);
  await shelf.db.deliveryWave.create({ data: wave });
  expect(await buy()).toBe("placed");
  await shelf.db.edition.update({ where: { id: editionId }, data: { salesOpen: false } });
  expect(await buy()).toBe("sales_closed");
  await expect.poll(() => engine.soldOut.answerTo(randomUUID(), pool)?.code, soon).toBe("sales_closed");
  await shelf.db.edition.update({ where: { id: editionId }, data: { salesOpen: true } });
  const stock = { ...(await stockOf(editionId)), window: null, seq: 9, salesOpen: true };
  await engine.once(async (write) => write.tell({ sales: [stock] }));
  expect(await buy()).toBe("placed");
});

test("a drop that has just closed is still looked at for who is behind its orders", async () => {
  const edition = await shelf.openEdition({ perPersonLimit: 5 });
  const dropId = await shelf.addDrop(edition, { isOpen: true });
  const [guest, owner] = [await shelf.buyer(), await shelf.buyer()];
  await shelf.db.user.update({ where: { id: guest.id }, data: { isAnonymous: true } });
  await shelf.place(edition.editionId, [guest, owner], dropId);
  await shelf.ask("adopt_guest($1::uuid, $2::uuid)::text", guest.id, owner.id);
  await shelf.ask("close_drop($1::uuid)", dropId);
  expect(await flagOrders(shelf.db)).toBe(2);
});

test("a batcher that works is not let go, however many there are", async () => {
  const gate = Promise.withResolvers<void>();
  const batchers = new Batchers<number, number>(({ editionId }) => ({
    run: async (items) => {
      if (editionId === "busy") await gate.promise;
      return items;
    },
    keysOf: () => [],
    mayRepeat: () => false,
  }));
  const busy = batchers.submit({ editionId: "busy", dropId: null }, 1);
  for (let n = 0; n < 1005; n += 1) await batchers.submit({ editionId: `e${n}`, dropId: null }, n);
  let isDrained = false;
  const draining = batchers.drain().then(() => {
    isDrained = true;
  });
  await rest(60);
  expect(isDrained).toBe(false);
  gate.resolve();
  await Promise.all([busy, draining]);
});

test("one mailbox is one person, however it is written, and what a stranger types uses up nobody's share", () => {
  const account = { id: randomUUID(), email: "a.da+shop@gmail.com", isAnonymous: false, emailVerified: false };
  expect(["A.Da+x@gmail.com", "ada@GMAIL.com"].map(personOf)).toEqual(Array(2).fill("ada@gmail.com"));
  expect(personOf("a.da@post.test")).toBe("a.da@post.test");
  const unproven = buyerPerson(account, account.email);
  expect(unproven).toMatch(/^ada\+\d+@gmail\.com$/);
  expect(buyerPerson({ ...account, emailVerified: true }, account.email)).toBe(provenPerson("ada@gmail.com"));
  expect(buyerPerson(account, "bob@post.test")).toBe("bob@post.test");
  expect(buyerPerson({ ...account, emailVerified: true }, "bob@post.test")).toBe("bob@post.test");
  expect(buyerPerson({ ...account, isAnonymous: true }, account.email)).toBe("ada@gmail.com");
});

test("what rooms, owners and buyers read is made of the rows", () => {
  expect(["Ada Lovelace", " 王小明", "", "👩‍🚀 Sally"].map(maskName)).toEqual(["A***", "王***", "***", "👩‍🚀***"]);
  expect(shiftWindow({ start: "2026-12-30", end: "2027-02-27" }, { firstDays: 2, lastDays: 5 })).toEqual({
    ...{ start: "2027-01-01", end: "2027-03-04" },
  });
  const row = {
    id: "e",
    edition_id: "e",
    drop_id: null,
    quantity: 1,
    state: "WAITING",
    reason: null,
    preorder_id: null,
  };
  const places = [-999_999_999, 1, null].map(
    (place) => viewEntry({ ...row, state: "WAITING", place, units_before: null }).place,
  );
  expect(places).toEqual([1, 1, null]);
});

async function order(editionId: string) {
  const { userId } = await shelf.buyer();
  expect((await shelf.place(editionId, [{ userId }])).outcomes).toEqual(["placed"]);
  return shelf.orderOf(userId);
}

const stockOf = (editionId: string) => shelf.db.inventory.findUniqueOrThrow({ where: { editionId } });
const refusal = (error: unknown) => Reflect.get(Object(error), "code");

async function requestOf(more: Partial<PlaceRequest>): Promise<PlaceRequest> {
  const { id: userId, email } = await shelf.buyer();
  const who = { userId, person: email, buyerName: "Buyer", contact: email };
  return { id: orderId(), ...who, idemKey: randomUUID(), quantity: 1, currency: null, cityId: null, ...more };
}
