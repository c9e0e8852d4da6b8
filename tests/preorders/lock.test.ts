import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { board } from "#lib/live/contract.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openLine } from "#tests/support/sockets.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("a reserved order is locked by its buyer, and the board counts it as locked and no longer as reserved", async () => {
  const mine = await reserve();
  expect(await read(mine)).toMatchObject({ canLock: true, lockBy: null, lockedAt: null, undoUntil: null });
  expect(await boardOf(mine.showId)).toMatchObject({ reserved: 1, locked: 0 });

  const locked = preorderView.parse((await lock(mine)).body);
  expect(locked).toMatchObject({ state: "LOCKED", canLock: false, canCancel: false, canPay: false });
  expect(Date.parse(locked.undoUntil ?? "") - Date.parse(locked.lockedAt ?? "")).toBe(15 * 60_000);
  expect(await boardOf(mine.showId)).toMatchObject({ reserved: 0, locked: 1 });
  expect(await readStock(app.db, mine.editionId)).toEqual({ available: 499, held: 0, sold: 1 });

  const undone = await unlock(mine);
  expect(undone).toMatchObject({
    status: 200,
    body: { state: "RESERVED", canLock: true, lockedAt: null, undoUntil: null },
  });
  expect(await boardOf(mine.showId)).toMatchObject({ reserved: 1, locked: 0 });
});

test("locking twice is one lock with one moment, and undoing twice is one undo", async () => {
  const mine = await reserve();
  const first = preorderView.parse((await lock(mine)).body);
  const second = preorderView.parse((await lock(mine)).body);
  expect(second.lockedAt).toBe(first.lockedAt);
  expect([(await unlock(mine)).status, (await unlock(mine)).status]).toEqual([200, 200]);
  expect(await kindsOf(mine.editionId)).toEqual(["opened", "placed", "reserved", "locked", "reserved"]);
});

test("an order that is held, cancelled or not there cannot be locked", async () => {
  const held = await reserve({}, { pay: false });
  expect(await lock(held)).toMatchObject({ status: 409, body: { code: "not_lockable", state: "HELD" } });
  expect(await unlock(held)).toMatchObject({ status: 409, body: { code: "not_locked" } });
  const cancelled = await reserve();
  await cancel(cancelled);
  expect(await lock(cancelled)).toMatchObject({ status: 409, body: { code: "not_lockable", state: "CANCELLED" } });
  expect(await lock({ ...held, id: randomUUID() })).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test("a stranger can neither lock nor take back, and does not learn that the order exists", async () => {
  const mine = await reserve();
  const [stranger] = await app.buyers(1);
  const other = { ...mine, cookie: stranger?.cookie ?? "" };
  const stands = async () => (await app.db.preorder.findUniqueOrThrow({ where: { id: mine.id } })).state;
  expect(await lock(other)).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await stands()).toBe("RESERVED");
  await lock(mine);
  expect(await unlock(other)).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await read(mine)).toMatchObject({ state: "LOCKED" });
});

test("a locked order is not cancelled by its buyer, an undone one is", async () => {
  const mine = await reserve();
  await lock(mine);
  expect(await cancel(mine)).toMatchObject({ status: 409, body: { code: "not_cancellable", state: "LOCKED" } });
  expect(await read(mine)).toMatchObject({ state: "LOCKED", paidMinor: mine.depositMinor });
  await unlock(mine);
  expect(await cancel(mine)).toMatchObject({ status: 200, body: { state: "CANCELLED", paidMinor: 0 } });
});

test("after fifteen minutes a lock stands, for the database's own hand too", async () => {
  const mine = await reserve();
  await lock(mine);
  await setLockAge(mine.id, "14 minutes 50 seconds");
  expect(await read(mine)).toMatchObject({ state: "LOCKED", undoUntil: expect.any(String) });
  await setLockAge(mine.id, "15 minutes");
  expect(await unlock(mine)).toMatchObject({ status: 409, body: { code: "undo_over" } });
  expect(await read(mine)).toMatchObject({ state: "LOCKED", undoUntil: null, lockedAt: expect.any(String) });
  await expect(app.db.preorder.update({ where: { id: mine.id }, data: { state: "RESERVED" } })).rejects.toThrow();
});

test("a lock can be taken back until the last moment", async () => {
  const mine = await reserve();
  await lock(mine);
  await setLockAge(mine.id, "14 minutes 50 seconds");
  expect(await unlock(mine)).toMatchObject({ status: 200, body: { state: "RESERVED" } });
});

test("the lock deadline of the edition is shown, ends the locking and locks nothing by itself", async () => {
  const mine = await reserve({ lockDeadlineDays: 21 });
  const before = await read(mine);
  expect(Date.parse(before.lockBy ?? "") - Date.parse(before.placedAt)).toBe(21 * 86_400_000);
  expect(before.canLock).toBe(true);
  await setAge(mine.id, 21);
  expect(await read(mine)).toMatchObject({ state: "RESERVED", canLock: false });
  expect(await lock(mine)).toMatchObject({ status: 409, body: { code: "lock_over" } });
  await expect(app.db.preorder.update({ where: { id: mine.id }, data: { state: "LOCKED" } })).rejects.toThrow();
  expect(await read(mine)).toMatchObject({ state: "RESERVED" });
});

test("a lock deadline that buyers were told may only move away", async () => {
  const { editionId } = await reserve({ lockDeadlineDays: 21 });
  const set = (lockDeadlineDays: number | null) =>
    app.db.edition.update({ where: { id: editionId }, data: { lockDeadlineDays } });
  await expect(set(20)).rejects.toThrow(/promised more time/);
  await set(30);
  await set(null);
  await expect(set(60)).rejects.toThrow(/promised more time/);
});

test("twenty buyers who lock, undo and lock all at once leave whole books and a board that knows every state", async () => {
  const { showId, editionId } = await app.openEdition();
  const orders = await Promise.all((await app.buyers(20)).map(({ cookie }) => order(editionId, cookie)));
  const answers = await Promise.all(orders.flatMap((each) => [lock(each), unlock(each), lock(each), unlock(each)]));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const states = await Promise.all(orders.map(async (each) => (await read(each)).state));
  const count = (state: string) => states.filter((each) => each === state).length;
  expect(await boardOf(showId)).toMatchObject({ reserved: count("RESERVED"), locked: count("LOCKED") });
  expect(count("RESERVED") + count("LOCKED")).toBe(20);
  expect(await readStock(app.db, editionId)).toEqual({ available: 480, held: 0, sold: 20 });
});

test("locking and cancelling at the same moment end in one of the two, with the money right", async () => {
  for (let round = 0; round < 5; round += 1) {
    const mine = await reserve();
    const answers = await Promise.all([lock(mine), cancel(mine)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const after = await read(mine);
    expect([after.state, after.paidMinor]).toEqual(
      answers[0].status === 200 ? ["LOCKED", mine.depositMinor] : ["CANCELLED", 0],
    );
  }
});

test("the buyer's other screens hear of the lock", async () => {
  const mine = await reserve();
  const line = await openLine(app.url, { cookie: mine.cookie });
  const heard: unknown[] = [];
  line.on("order", (change) => heard.push(change));
  await lock(mine);
  await unlock(mine);
  await expect
    .poll(() => heard)
    .toEqual([
      { id: mine.id, state: "LOCKED" },
      { id: mine.id, state: "RESERVED" },
    ]);
  line.disconnect();
});

type Order = { id: string; cookie: string };

async function reserve(overrides: Parameters<App["openEdition"]>[0] = {}, { pay = true } = {}) {
  const { showId, editionId } = await app.openEdition(overrides);
  const [buyer] = await app.buyers(1);
  return { ...(await order(editionId, buyer?.cookie ?? "", pay)), showId };
}

async function order(editionId: string, cookie: string, pay = true) {
  const placed = await app.http("POST", "/api/preorders", { cookie, body: { editionId }, key: randomUUID() });
  const receipt = preorderReceipt.parse(placed.body);
  if (pay) await app.http("POST", `/api/preorders/${receipt.id}/deposit`, { cookie, body: {} });
  return { ...receipt, cookie };
}

const lock = (mine: Order) => insist(mine, "lock");
const unlock = (mine: Order) => insist(mine, "unlock");
const cancel = (mine: Order) => insist(mine, "cancellation");

/** Whoever is told to come again, on a full machine, comes again. */
async function insist({ id, cookie }: Order, verb: string): ReturnType<typeof app.http> {
  const answer = await app.http("POST", `/api/preorders/${id}/${verb}`, { cookie });
  if (answer.status !== 503) return answer;
  await new Promise((resume) => setTimeout(resume, 500));
  return insist({ id, cookie }, verb);
}

async function read({ id, cookie }: Order) {
  return preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
}

async function boardOf(showId: string) {
  const ops = await app.person("ops");
  const answer = await app.http("GET", `/api/ops/shows/${showId}/board`, { cookie: ops.cookie });
  return board.parse(answer.body).orders;
}

async function kindsOf(editionId: string) {
  const entries = await app.db.ledgerEntry.findMany({ where: { editionId }, orderBy: { seq: "asc" } });
  return entries.map(({ kind }) => kind);
}

async function setLockAge(id: string, age: string) {
  await app.db.$executeRaw`UPDATE preorder SET locked_at = now() - ${age}::interval WHERE id = ${id}::uuid`;
}

/** Terms are frozen, the moment of placing too, so the wall is lifted for one statement to let the days pass. */
async function setAge(id: string, days: number) {
  await app.db.$transaction([
    app.db.$executeRaw`ALTER TABLE preorder DISABLE TRIGGER preorder_terms_are_frozen`,
    app.db
      .$executeRaw`UPDATE preorder SET placed_at = now() - make_interval(days => ${days}::int) WHERE id = ${id}::uuid`,
    app.db.$executeRaw`ALTER TABLE preorder ENABLE TRIGGER preorder_terms_are_frozen`,
  ]);
}
