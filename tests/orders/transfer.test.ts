import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { orderRecord } from "#lib/orders/schema.ts";
import { findPreorderByKey } from "#lib/preorders/queries.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { codeOf, openFamily, orderOf } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops", "Olga Ops");
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("an order goes to another account with its money and its promise, and the record says who, why, before and after", async () => {
  const family = await openFamily(app);
  const [giver, taker] = [await app.person("viewer"), await app.person("viewer")];
  const id = await family.reserve(giver, family.editionId);
  const before = orderOf(await app.http("GET", `/api/preorders/${id}`, { cookie: giver.cookie }));
  const heard = await listenOf(giver, taker);
  const answer = await transfer(id, { email: taker.email.toUpperCase(), reason: "Given to her sister" });
  expect(answer.status).toBe(200);
  await expect.poll(() => heard, soon).toEqual([id, id]);
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: giver.cookie })).status).toBe(404);
  const after = orderOf(await app.http("GET", `/api/preorders/${id}`, { cookie: taker.cookie }));
  expect(after).toMatchObject({
    contact: taker.email,
    paidMinor: before.paidMinor,
    window: before.window,
    canCancel: true,
  });
  expect(after.history.at(-1)).toMatchObject({ kind: "TRANSFERRED", by: "staff", reason: "Given to her sister" });
  const mails = await app.db.notice.findMany({ where: { preorderId: id, kind: { startsWith: "transferred" } } });
  expect(mails.map(({ kind, address }) => [kind, address]).toSorted()).toEqual([
    ["transferredAway", giver.email],
    ["transferredHere", taker.email],
  ]);
  const { audit, history } = orderRecord.parse(answer.body);
  expect(history.at(-1)).toMatchObject({ kind: "TRANSFERRED", actor: "Olga Ops" });
  expect(audit).toMatchObject([
    {
      actor: "Olga Ops",
      action: "preorder.transferred",
      before: { userId: giver.id, contact: giver.email },
      after: { userId: taker.id, contact: taker.email, reason: "Given to her sister", override: false },
    },
  ]);
});

test("the link in the mails of whoever had the order opens it no longer", async () => {
  const family = await openFamily(app);
  const [giver, taker] = [await app.person("viewer"), await app.person("viewer")];
  const id = await family.reserve(giver, family.editionId);
  const key = (contact: string) => new URL(app.made.orderLinks.to({ id, contact })).searchParams.get("key") ?? "";
  expect(await findPreorderByKey(app.made, id, key(giver.email))).toMatchObject({ id });
  await transfer(id, { email: taker.email, reason: "x" });
  expect(await findPreorderByKey(app.made, id, key(giver.email))).toBeNull();
  expect(await findPreorderByKey(app.made, id, key(taker.email))).toMatchObject({ id, contact: taker.email });
});

test("a receipt is sent again as the order stands now, on record, and not for one that is held or ended", async () => {
  const family = await openFamily(app);
  const buyer = await app.person("viewer");
  const { id } = orderIdOf(await family.place(buyer, family.editionId));
  const send = () => app.http("POST", `/api/ops/preorders/${id}/receipt`, { cookie: ops.cookie });
  expect(codeOf(await send())).toBe("order_over");
  await family.act(buyer, id, "deposit", {});
  expect((await send()).status).toBe(200);
  const again = await app.db.notice.findMany({ where: { preorderId: id, key: { contains: ":again:" } } });
  expect(again).toMatchObject([{ kind: "reserved", address: buyer.email }]);
  expect(await app.db.auditLog.count({ where: { subject: `preorder:${id}`, action: "receipt.resent" } })).toBe(1);
});

test("an address without an account gets the order as a guest's, and may be cancelled from there", async () => {
  const family = await openFamily(app);
  const giver = await app.person("viewer");
  const id = await family.reserve(giver, family.editionId);
  const email = `${randomUUID()}@example.com`;
  const { buyer, order } = orderRecord.parse((await transfer(id, { email, reason: "Sold on with the house" })).body);
  expect(buyer).toMatchObject({ isGuest: true, email: null });
  expect(order.contact).toBe(email);
  const again = orderRecord.parse((await transfer(id, { email, reason: "Again" })).body);
  expect(again.buyer.id).toBe(buyer.id);
  expect(again.audit).toHaveLength(1);
  const { id: owner } = await app.person("viewer");
  await adoptGuest(app.db, { guestId: buyer.id, ownerId: owner });
  expect(await app.db.preorder.findUniqueOrThrow({ where: { id } })).toMatchObject({ userId: owner });
});

test("the limit per person holds for the new owner too, by account and by mailbox, unless the operator says so", async () => {
  const family = await openFamily(app, { perPersonLimit: 1 });
  const [giver, taker] = [await app.person("viewer"), await app.person("viewer")];
  await family.reserve(taker, family.editionId);
  const id = await family.reserve(giver, family.editionId);
  const strangers = await guests();
  const refused = await transfer(id, { email: taker.email, reason: "x" });
  expect(refused).toMatchObject({ status: 409, body: { code: "over_limit", limit: 1, bought: 1 } });
  const alias = taker.email.replace("@", "+other@");
  expect(codeOf(await transfer(id, { email: alias, reason: "x" }))).toBe("over_limit");
  expect((await app.http("GET", `/api/preorders/${id}`, { cookie: giver.cookie })).status).toBe(200);
  expect(await guests()).toBe(strangers);
  const allowed = await transfer(id, { email: taker.email, reason: "Same household, checked", override: true });
  expect(orderRecord.parse(allowed.body).audit.at(-1)?.after).toMatchObject({ override: true });
});

test("a transferred order counts against its new owner's limit, and no longer against the old one's", async () => {
  const family = await openFamily(app, { perPersonLimit: 1 });
  const [giver, taker] = [await app.person("viewer"), await app.person("viewer")];
  const id = await family.reserve(giver, family.editionId);
  await transfer(id, { email: taker.email, reason: "x" });
  expect(codeOf(await family.place(taker, family.editionId))).toBe("over_limit");
  expect((await family.place(giver, family.editionId)).status).toBe(201);
});

test("only an order that is reserved, locked or ready changes hands; a hold, an ended one and a delivered one do not", async () => {
  const family = await openFamily(app);
  const buyer = await app.person("viewer");
  const { id: held } = orderIdOf(await family.place(buyer, family.editionId));
  const to = { email: (await app.person("viewer")).email, reason: "x" };
  expect(codeOf(await transfer(held, to))).toBe("not_transferable");
  await family.act(buyer, held, "deposit", {});
  await family.act(buyer, held, "lock");
  expect((await transfer(held, to)).status).toBe(200);
  await callOff(held, "x");
  expect(codeOf(await transfer(held, { ...to, email: buyer.email }))).toBe("not_transferable");
  expect((await transfer(randomUUID(), to)).status).toBe(404);
});

test("no other way leads from one account to another, and the key of an order changes only with its owner", async () => {
  const family = await openFamily(app);
  const [giver, taker] = [await app.person("viewer"), await app.person("viewer")];
  const id = await family.reserve(giver, family.editionId);
  const byHand = app.db.$executeRaw`UPDATE preorder SET user_id = ${taker.id}::uuid WHERE id = ${id}::uuid`;
  await expect(byHand).rejects.toThrow(/may not change hands/);
  const key = app.db.$executeRaw`UPDATE preorder SET idem_key = 'another' WHERE id = ${id}::uuid`;
  await expect(key).rejects.toThrow(/frozen/);
  const history = app.db.$executeRaw`UPDATE preorder_event SET reason = 'never' WHERE preorder_id = ${id}::uuid`;
  await expect(history).resolves.toBe(0);
  await family.act(giver, id, "lock");
  await expect(app.db.$executeRaw`DELETE FROM preorder_event WHERE preorder_id = ${id}::uuid`).rejects.toThrow(
    /append-only/,
  );
});

test("a key that guest and account both used does not keep the guest from becoming somebody", async () => {
  const family = await openFamily(app, { perPersonLimit: 5 });
  const [guest, account] = [await app.person("guest"), await app.person("viewer")];
  const key = randomUUID();
  const place = (cookie: string, contact?: string) =>
    app.http("POST", "/api/preorders", { cookie, key, body: { editionId: family.editionId, contact } });
  const mine = orderIdOf(await place(account.cookie));
  const guests = orderIdOf(await place(guest.cookie, "guest@example.com"));
  await adoptGuest(app.db, { guestId: guest.id, ownerId: account.id });
  expect((await app.http("GET", "/api/preorders", { cookie: account.cookie })).body).toHaveLength(2);
  expect(orderIdOf(await place(account.cookie)).id).toBe(mine.id);
  const adopted = orderOf(await app.http("GET", `/api/preorders/${guests.id}`, { cookie: account.cookie }));
  expect(adopted.history.map(({ kind }) => kind)).toEqual(["PLACED", "ADOPTED"]);
});

test("guests who become somebody while their orders are paid, cancelled and expire wait for nobody for ever", async () => {
  const family = await openFamily(app, { stock: 600, perPersonLimit: 60 });
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const [guest, owner] = [await app.person("guest"), await app.person("viewer")];
      const contact = `${randomUUID()}@example.com`;
      const orders = await Promise.all([1, 2, 3].map(() => family.place(guest, family.editionId, { contact })));
      const ids = orders.map((order) => orderIdOf(order).id);
      await Promise.all([
        adoptGuest(app.db, { guestId: guest.id, ownerId: owner.id }),
        family.act(guest, ids[0] ?? "", "deposit", {}),
        family.act(guest, ids[index % 3] ?? "", "cancellation"),
        app.db.$queryRaw`SELECT move_preorders(${family.editionId}::uuid, ${ids}::uuid[], '{HELD}', 'EXPIRED')::text`,
      ]);
      expect(await app.db.preorder.count({ where: { userId: owner.id } })).toBe(3);
    }),
  );
});

test("an operator ends any order that is not delivered: everything goes back, the unit to the line, the reason to the buyer", async () => {
  const family = await openFamily(app, { stock: 1 });
  const [buyer, waiting] = [await app.person("viewer"), await app.person("viewer")];
  const id = await family.reserve(buyer, family.editionId);
  await family.act(buyer, id, "lock");
  await app.db.$executeRaw`UPDATE preorder SET refundable_until = now() WHERE id = ${id}::uuid`;
  await app.http("POST", `/api/editions/${family.editionId}/line`, {
    cookie: waiting.cookie,
    key: randomUUID(),
    body: {},
  });
  const answers = await Promise.all([callOff(id, "Bought to be sold on"), callOff(id, "Twice at once")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { order, audit, payments } = orderRecord.parse(answers[0]?.body);
  expect(order).toMatchObject({ state: "CANCELLED" });
  expect(payments.map(({ kind, state, amountMinor }) => [kind, state, amountMinor])).toEqual([
    ["DEPOSIT", "CAPTURED", 4900],
    ["REFUND", "CAPTURED", 4900],
  ]);
  expect(audit).toMatchObject([{ action: "preorder.called_off", before: { state: "LOCKED", paidMinor: 4900 } }]);
  const own = orderOf(await app.http("GET", `/api/preorders/${id}`, { cookie: buyer.cookie }));
  expect(own.history.at(-1)).toMatchObject({
    kind: "CANCELLED",
    by: "staff",
    reason: expect.stringMatching(/Bought|Twice/),
  });
  expect(await readStock(app.db, family.editionId)).toEqual({ available: 0, held: 1, sold: 0 });
});

test("what ended stays ended: an expired or delivered order cannot be called off", async () => {
  const family = await openFamily(app);
  const buyer = await app.person("viewer");
  const { id } = orderIdOf(await family.place(buyer, family.editionId));
  await app.db
    .$queryRaw`SELECT move_preorders(${family.editionId}::uuid, ARRAY[${id}]::uuid[], '{HELD}', 'EXPIRED')::text`;
  expect(codeOf(await callOff(id, "x"))).toBe("order_over");
  expect((await callOff(randomUUID(), "x")).status).toBe(404);
});

const guests = () => app.db.user.count({ where: { isAnonymous: true } });

function transfer(id: string, body: object) {
  return app.http("POST", `/api/ops/preorders/${id}/transfer`, { cookie: ops.cookie, body });
}

function callOff(id: string, reason: string) {
  return app.http("POST", `/api/ops/preorders/${id}/cancellation`, { cookie: ops.cookie, body: { reason } });
}

/** The ids of changed orders that these people hear of, each on a line of their own. */
async function listenOf(...people: Person[]): Promise<string[]> {
  const heard: string[] = [];
  for (const { cookie } of people) {
    const line = await openLine(app.url, { cookie });
    line.on("order", ({ id }) => {
      heard.push(id);
      line.disconnect();
    });
  }
  return heard;
}

const orderIdOf = ({ body }: { body: unknown }): { id: string } => {
  const id = typeof body === "object" && body && "id" in body ? String(body.id) : "";
  return { id };
};
