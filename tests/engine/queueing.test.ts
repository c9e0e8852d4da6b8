import { createHash, randomUUID } from "node:crypto";
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

test("two drops do not take the same units, and what one of them leaves the other may have", async () => {
  const edition = await shelf.openEdition({ stock: 10 });
  const first = await shelf.addDrop(edition, { units: 6 });
  const second = await shelf.addDrop(edition, { units: 5, isArmed: false });
  expect(await arm(second)).toMatchObject({ outcome: "too_few_left", available: 4 });
  await shelf.ask("close_drop($1::uuid, 'PREPARED')", first);
  expect(await arm(second)).toMatchObject({ outcome: "armed" });
  expect(await dropOf(first)).toMatchObject({ status: "PREPARED", closedAt: null, left: 0 });
});

test("who has a code is served before everybody who came earlier, the others in their order", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition, { units: 2 });
  const [early, later, coded] = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.join(edition.editionId, [early], dropId);
  await shelf.join(edition.editionId, [later], dropId);
  await shelf.join(edition.editionId, [{ ...coded, code: await codeFor(edition, dropId) }], dropId);
  await open(dropId);
  expect(await placesOf(dropId)).toEqual([
    [coded.id, "SERVED"],
    [early.id, "SERVED"],
    [later.id, "WAITING"],
  ]);
});

test("a code that is over, ended or used is good neither at the door of a line nor inside it", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  const waiting = await shelf.buyer();
  const { entries } = await shelf.join(edition.editionId, [waiting], dropId);
  const past = new Date(Date.now() - 1000);
  const good = await codeFor(edition, dropId);
  const bad = [
    await codeFor(edition, dropId, { expiresAt: past }),
    await codeFor(edition, dropId, { revokedAt: past }),
  ];
  expect((await shelf.join(edition.editionId, [{ ...(await shelf.buyer()), code: good }], dropId)).outcomes).toEqual([
    "waiting",
  ]);
  for (const code of [...bad, good]) {
    const asked = [{ ...(await shelf.buyer()), code }];
    expect((await shelf.join(edition.editionId, asked, dropId)).outcomes).toEqual(["code_invalid"]);
    expect(await bring(entries[0]?.id, waiting.id, code)).toMatchObject({ outcome: "code_invalid" });
  }
  expect(await bring(entries[0]?.id, waiting.id, await codeFor(edition, dropId))).toMatchObject({ outcome: "waiting" });
});

test("a code comes back with its place, and with the drop; one that has won is used up", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition, { units: 1 });
  const code = await codeFor(edition, dropId);
  const holder = await shelf.buyer();
  const join = () => shelf.join(edition.editionId, [{ ...holder, code }], dropId);
  const left = await join();
  expect(await shelf.ask("leave_queue($1::uuid, $2::uuid)", left.entries[0]?.id, holder.id)).toMatchObject({
    outcome: "left",
  });
  expect((await join()).outcomes).toEqual(["waiting"]);
  await shelf.ask("close_drop($1::uuid, 'PREPARED')", dropId);
  await arm(dropId);
  expect((await join()).outcomes).toEqual(["waiting"]);
  await open(dropId);
  const { id } = await shelf.db.accessCode.findFirstOrThrow({ where: { dropId } });
  expect(await shelf.ask("revoke_code($1::uuid)", id)).toBe("code_used");
});

test("a code that was drawn with stays, also while its holder still waits; before the opening it can be ended", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition, { units: 1 });
  for (let n = 0; n < 2; n += 1)
    await shelf.join(edition.editionId, [{ ...(await shelf.buyer()), code: await codeFor(edition, dropId) }], dropId);
  await codeFor(edition, dropId);
  const codes = await shelf.db.accessCode.findMany({ where: { dropId }, orderBy: { createdAt: "asc" } });
  const revoke = (n: number) => shelf.ask("revoke_code($1::uuid)", codes[n]?.id);
  expect(await revoke(2)).toBe("revoked");
  await open(dropId);
  expect([await revoke(0), await revoke(1), await revoke(2)]).toEqual(["code_used", "code_used", "revoked"]);
});

test("on a waitlist holders of codes stand in the order in which they came, before everybody else", async () => {
  const edition = await shelf.openEdition({ stock: 1 });
  const { editionId } = edition;
  await shelf.place(editionId, [await shelf.buyer()]);
  const people = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  for (const [n, person] of people.entries()) {
    const code = n === 0 ? undefined : await codeFor(edition, null);
    expect((await shelf.join(editionId, [{ ...person, code }])).outcomes).toEqual(["waiting"]);
  }
  const line = await shelf.db.queueEntry.findMany({ where: { editionId }, orderBy: { place: "asc" } });
  expect(line.map(({ userId }) => userId)).toEqual([1, 2, 3, 0].map((n) => people[n]?.id));
});

test("what belongs to a guest in a line goes to the account, the code too", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  const [guest, owner] = [await shelf.buyer(), await shelf.buyer()];
  await shelf.join(edition.editionId, [{ ...guest, code: await codeFor(edition, dropId) }], dropId);
  await shelf.ask("adopt_guest($1::uuid, $2::uuid)::text", guest.id, owner.id);
  expect(await shelf.db.accessCode.findFirst({ where: { dropId } })).toMatchObject({ userId: owner.id });
});

test("the last unit that could come back may be waited for, and no more", async () => {
  const edition = await shelf.openEdition({ perPersonLimit: 5 });
  const dropId = await shelf.addDrop(edition, { units: 2, isOpen: true });
  for (let n = 0; n < 2; n += 1) await shelf.place(edition.editionId, [await shelf.buyer()], dropId);
  const joining = [];
  for (let n = 0; n < 3; n += 1)
    joining.push(...(await shelf.join(edition.editionId, [await shelf.buyer()], dropId)).outcomes);
  expect(joining).toEqual(["waiting", "waiting", "queue_full"]);
});

test("who asks for more than came back does not block those behind, and the counts follow everybody who goes", async () => {
  const edition = await shelf.openEdition({ stock: 3, perPersonLimit: 5 });
  const dropId = await shelf.addDrop(edition, { units: 3, perPersonLimit: 3, isOpen: true });
  const holders = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.place(edition.editionId, holders, dropId);
  const [greedy, modest, other] = [await shelf.buyer(), await shelf.buyer(), await shelf.buyer()];
  await shelf.join(edition.editionId, [{ ...greedy, quantity: 2 }, modest], dropId);
  expect(await dropOf(dropId)).toMatchObject({ waiting: 2, wanted: 3 });
  const { id } = await shelf.orderOf(holders[0]?.id ?? "");
  await shelf.ask("move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', 'CANCELLED')", edition.editionId, id);
  expect(await placesOf(dropId)).toEqual([
    [greedy.id, "WAITING"],
    [modest.id, "SERVED"],
  ]);
  expect(await dropOf(dropId)).toMatchObject({ waiting: 1, wanted: 2, left: 0 });
  const entry = await shelf.db.queueEntry.findFirstOrThrow({ where: { userId: greedy.id } });
  await shelf.ask("leave_queue($1::uuid, $2::uuid)", entry.id, greedy.id);
  expect(await dropOf(dropId)).toMatchObject({ waiting: 0, wanted: 0 });
  expect((await shelf.join(edition.editionId, [other], dropId)).outcomes).toEqual(["waiting"]);
});

test("what a drop leaves goes to the waitlist of its edition before it is the shop's", async () => {
  const edition = await shelf.openEdition({ stock: 2 });
  const dropId = await shelf.addDrop(edition, { units: 2, isOpen: true });
  const waiting = await shelf.buyer();
  expect((await shelf.join(edition.editionId, [waiting])).outcomes).toEqual(["waiting"]);
  expect(await shelf.ask("close_drop($1::uuid)", dropId)).toMatchObject({ stock: { available: 1 }, served: [{}] });
  expect(await shelf.orderOf(waiting.id)).toMatchObject({ state: "HELD", dropId: null });
});

test("a pause before the opening moves it by as long as it lasted", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  await shelf.db
    .$executeRaw`UPDATE drop SET opens_at = now() + interval '1 minute', closes_at = now() + interval '6 minutes', paused_at = now() - interval '1 hour' WHERE id = ${dropId}::uuid`;
  const before = await dropOf(dropId);
  await shelf.ask("pause_drop($1::uuid, false)", dropId);
  const after = await dropOf(dropId);
  const moved = [moment(after.opensAt) - moment(before.opensAt), moment(after.closesAt) - moment(before.closesAt)];
  for (const ms of moved) expect(Math.abs(ms - 3_600_000)).toBeLessThan(60_000);
});

test("a drop that nobody has fired does not stand still with the picture, one that was fired does", async () => {
  const edition = await shelf.openEdition();
  const dropId = await shelf.addDrop(edition);
  expect(await shelf.ask("pause_drop_with_video($1::uuid, true)", dropId)).toBeNull();
  await shelf.db
    .$executeRaw`UPDATE drop SET opens_at = now() + interval '1 minute', closes_at = now() + interval '6 minutes' WHERE id = ${dropId}::uuid`;
  expect(await shelf.ask("pause_drop_with_video($1::uuid, true)", dropId)).toMatchObject({
    drop: { pausedForVideo: true },
  });
});

const arm = (dropId: string) => shelf.ask("arm_drop($1::uuid, $2)", dropId, Buffer.alloc(32));
const bring = (entryId: string | undefined, userId: string, code: Buffer) =>
  shelf.ask("bring_code($1::uuid, $2::uuid, $3)", entryId, userId, code);
const dropOf = (id: string) => shelf.db.drop.findUniqueOrThrow({ where: { id } });
const moment = (date: Date | null) => date?.getTime() ?? 0;

async function open(dropId: string) {
  await shelf.db
    .$executeRaw`UPDATE drop SET opens_at = now() - interval '1 second', closes_at = now() + interval '5 minutes' WHERE id = ${dropId}::uuid`;
  await shelf.ask("advance_drop($1::uuid)", dropId);
}

async function placesOf(dropId: string) {
  const line = await shelf.db.queueEntry.findMany({ where: { dropId }, orderBy: { place: "asc" } });
  return line.map(({ userId, state }) => [userId, state]);
}

/** A code of an edition's waitlist, or of a drop. Returns its hash. */
async function codeFor(
  { editionId }: OpenEdition,
  dropId: string | null,
  more: { expiresAt?: Date; revokedAt?: Date } = {},
) {
  const codeHash = createHash("sha256").update(randomUUID()).digest();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await shelf.db.accessCode.create({
    data: { id: randomUUID(), editionId, dropId, codeHash, hint: "AB", expiresAt, ...more },
  });
  return codeHash;
}
