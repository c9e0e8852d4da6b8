import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type Asked, openShelf, type Shelf } from "#tests/support/shelf.ts";

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test("a hold that was given more time does not expire by the list that was made before", async () => {
  const { editionId } = await shelf.openEdition();
  const [late, given] = [await order(editionId), await order(editionId)];
  await later(late.id, "-1 second");
  await later(given.id, "1 day");
  await shelf.ask("move_preorders($1::uuid, $2::uuid[], '{HELD}', 'EXPIRED', true)", editionId, [late.id, given.id]);
  expect([await stateOf(late.id), await stateOf(given.id)]).toEqual(["EXPIRED", "HELD"]);
});

test("the first hold stays on the row, however often it is given more time", async () => {
  const { editionId } = await shelf.openEdition();
  const { id, holdExpiresAt } = await order(editionId);
  await later(id, "1 day");
  await later(id, "2 days");
  expect((await shelf.db.preorder.findUniqueOrThrow({ where: { id } })).promisedHold).toEqual(holdExpiresAt);
});

test("units of an open drop come back to its pool, those of a closed one to the shop", async () => {
  const edition = await shelf.openEdition({ stock: 10, perPersonLimit: 3 });
  const { editionId } = edition;
  const dropId = await shelf.addDrop(edition, { isOpen: true, units: 4 });
  const [one, other] = [await order(editionId, {}, dropId), await order(editionId, {}, dropId)];
  await cancel(editionId, one.id, "HELD");
  expect(await shelf.db.drop.findUnique({ where: { id: dropId } })).toMatchObject({ left: 3, held: 1 });
  await shelf.ask("close_drop($1::uuid)", dropId);
  await cancel(editionId, other.id, "HELD");
  expect(await shelf.db.drop.findUnique({ where: { id: dropId } })).toMatchObject({ left: 0, held: 0 });
  expect(await shelf.db.inventory.findUnique({ where: { editionId } })).toMatchObject({ available: 10, pooled: 0 });
});

test("a stranger can neither lock nor unlock, and the row stands as it stood", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0 });
  const [{ id, userId }, stranger] = [await order(editionId), await shelf.buyer()];
  expect(await lock(id, stranger.userId)).toMatchObject({ outcome: "not_found" });
  expect(await stateOf(id)).toBe("RESERVED");
  expect(await lock(id, userId)).toMatchObject({ outcome: "locked" });
  expect(await unlock(id, stranger.userId)).toMatchObject({ outcome: "not_found" });
  expect(await stateOf(id)).toBe("LOCKED");
});

test("a lock can be taken back for a quarter of an hour, by nobody and by no SQL after it", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0 });
  const { id, userId } = await order(editionId);
  await lock(id, userId);
  await shelf.db
    .$executeRaw`UPDATE preorder SET locked_at = now() - interval '14 minutes 50 seconds' WHERE id = ${id}::uuid`;
  expect(await unlock(id, userId)).toMatchObject({ outcome: "reserved" });
  await lock(id, userId);
  await shelf.db.$executeRaw`UPDATE preorder SET locked_at = now() - interval '15 minutes' WHERE id = ${id}::uuid`;
  expect(await unlock(id, userId)).toMatchObject({ outcome: "undo_over" });
  const byHand = shelf.db.$executeRaw`UPDATE preorder SET state = 'RESERVED' WHERE id = ${id}::uuid`;
  await expect(byHand).rejects.toThrow("can no longer be taken back");
});

test("nothing is locked after its day, by no SQL either", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0, lockDeadlineDays: 1 });
  const { id, userId } = await order(editionId);
  await shelf.db.$transaction(async (tx) => {
    await tx.$executeRaw`ALTER TABLE preorder DISABLE TRIGGER preorder_terms_are_frozen`;
    await tx.$executeRaw`UPDATE preorder SET placed_at = placed_at - interval '1 day' WHERE id = ${id}::uuid`;
    await tx.$executeRaw`ALTER TABLE preorder ENABLE TRIGGER preorder_terms_are_frozen`;
  });
  expect(await lock(id, userId)).toMatchObject({ outcome: "lock_over" });
  const byHand = shelf.db.$executeRaw`UPDATE preorder SET state = 'LOCKED' WHERE id = ${id}::uuid`;
  await expect(byHand).rejects.toThrow("the time to lock");
});

test("what was added goes to the waitlist first", async () => {
  const { editionId } = await shelf.openEdition({ stock: 1 });
  await order(editionId);
  const waiting = await shelf.buyer();
  expect((await shelf.join(editionId, [waiting])).outcomes).toEqual(["waiting"]);
  await shelf.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 9 } });
  expect(await shelf.ask("adjust_stock($1::uuid, 2)", editionId)).toMatchObject({ available: 1, served: [{}] });
  expect(await shelf.orderOf(waiting.userId)).toMatchObject({ state: "HELD" });
});

test("an edition goes only while its stock never moved and nobody came", async () => {
  const [moved, ordered, untouched] = [await shelf.openEdition(), await shelf.openEdition(), await shelf.openEdition()];
  await shelf.ask("adjust_stock($1::uuid, -1)", moved.editionId);
  await order(ordered.editionId);
  const outcomes = [];
  for (const { editionId } of [moved, ordered, untouched])
    outcomes.push(await shelf.ask("delete_edition($1::uuid)", editionId));
  expect(outcomes).toEqual(["stock_has_moved", "edition_has_orders", "deleted"]);
});

test("who let three holds run out in a day holds no more of it, two do no harm", async () => {
  const { editionId } = await shelf.openEdition({ perPersonLimit: 9 });
  const { userId } = await shelf.buyer();
  const refusals = [];
  for (let n = 0; n < 4; n += 1) {
    refusals.push(...(await shelf.buy(editionId, [{ userId }])));
    const { id } = await shelf.orderOf(userId);
    if (n < 3) await shelf.ask("move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', 'EXPIRED')", editionId, id);
  }
  expect(refusals).toEqual([null, null, null, "too_many_unpaid"]);
});

test("one address holds half of the stock at the most, also with proof, and what ran out within the hour counts", async () => {
  const { editionId } = await shelf.openEdition({ stock: 20, perPersonLimit: 20 });
  const guest = async (quantity: number): Promise<Asked> => ({
    ...{ userId: (await shelf.buyer()).userId, quantity, proven: true, guest: { network: "one" } },
  });
  const ten = await guest(10);
  expect(await shelf.buy(editionId, [ten])).toEqual([null]);
  expect(await shelf.buy(editionId, [await guest(1)])).toEqual(["too_many_unpaid"]);
  const { id } = await shelf.orderOf(ten.userId);
  await shelf.ask("move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', 'EXPIRED')", editionId, id);
  expect(await shelf.buy(editionId, [await guest(1)])).toEqual(["too_many_unpaid"]);
  await shelf.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '59 minutes' WHERE id = ${id}::uuid`;
  expect(await shelf.buy(editionId, [await guest(1)])).toEqual(["too_many_unpaid"]);
  const elsewhere = { ...(await guest(1)), guest: { network: "two" } };
  expect(await shelf.buy(editionId, [elsewhere])).toEqual([null]);
  await shelf.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '61 minutes' WHERE id = ${id}::uuid`;
  expect(await shelf.buy(editionId, [await guest(1)])).toEqual([null]);
});

test("beside a drop that asks for work accounts prove it as guests do", async () => {
  const edition = await shelf.openEdition();
  await shelf.addDrop(edition, { challenge: true, units: 2 });
  const [ada, bob] = [await shelf.buyer(), await shelf.buyer()];
  expect(await shelf.buy(edition.editionId, [ada, { ...bob, proven: true }])).toEqual(["proof_required", null]);
});

test("ten guests of one address who hold unpaid are marked, nine are not", async () => {
  const { editionId } = await shelf.openEdition({ stock: 500 });
  const guests = async (network: string, count: number) => {
    for (let n = 0; n < count; n += 1)
      await shelf.buy(editionId, [{ ...(await shelf.buyer()), proven: true, guest: { network } }]);
  };
  await guests("ten", 10);
  await guests("nine", 9);
  expect(await shelf.ask("flag_unpaid()")).toBe(10);
});

async function order(editionId: string, more: Partial<Asked> = {}, dropId?: string) {
  const { userId } = await shelf.buyer();
  expect((await shelf.place(editionId, [{ userId, key: randomUUID(), ...more }], dropId)).outcomes).toEqual(["placed"]);
  return shelf.orderOf(userId);
}

const lock = (id: string, userId: string) => shelf.ask("lock_preorder($1::uuid, $2::uuid)", id, userId);
const unlock = (id: string, userId: string) => shelf.ask("unlock_preorder($1::uuid, $2::uuid)", id, userId);
const cancel = (editionId: string, id: string, from: string) =>
  shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{${from}}', 'CANCELLED')`, editionId, id);
const stateOf = async (id: string) => (await shelf.db.preorder.findUniqueOrThrow({ where: { id } })).state;
const later = (id: string, by: string) =>
  shelf.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() + ${by}::interval WHERE id = ${id}::uuid`;
