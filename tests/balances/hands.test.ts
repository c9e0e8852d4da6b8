import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { type Counter, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openFamily } from "#tests/support/family.ts";

let app: App;
let counter: Counter;

beforeAll(async () => {
  app = await startApp();
  counter = openCounter(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("an order that is given away leaves the card behind, and the old owner's link pays it no more", async () => {
  const order = await counter.locked();
  const { contact } = await counter.see(order);
  const link = app.made.orderLinks.to({ id: order.id, contact });
  const key = new URL(link).searchParams.get("key");
  const [ops, heir] = await Promise.all([app.person("ops"), app.person("viewer")]);
  const given = { email: heir.email, reason: "A gift", override: false };
  const transfer = await app.http("POST", `/api/ops/preorders/${order.id}/transfer`, {
    cookie: ops.cookie,
    body: given,
  });
  expect(transfer.status, transfer.text).toBe(200);
  const theirs = { ...order, cookie: heir.cookie };
  expect(await counter.see(theirs)).toMatchObject({
    balance: { method: null },
    payments: [{ kind: "DEPOSIT", state: "CAPTURED", method: null }],
  });

  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  expect(await counter.see(theirs)).toMatchObject({ balance: { state: "at_risk", failure: "nothing_kept" } });
  expect(await counter.chargesOf(order)).toEqual([]);
  const late = await app.http("POST", `/api/preorders/${order.id}/balance?key=${key}`, { body: {} });
  expect(late.status).toBe(401);
  expect(await counter.act(theirs, "balance", {})).toMatchObject({ status: 200, body: { balanceMinor: 0 } });
});

test("an order that becomes one of another edition takes its card along", async () => {
  const family = await openFamily(app, { priceMinor: 24_900, depositMinor: 4900 });
  const dearer = await family.addEdition({ priceMinor: 39_900, depositMinor: 9900 });
  const buyer = await app.person("viewer");
  const first = await family.reserve(buyer, family.editionId);
  const next = preorderView.parse((await family.convert(buyer, first, dearer)).body);
  expect(next).toMatchObject({
    ...{ state: "RESERVED", paidMinor: 4900, balanceMinor: 35_000 },
    balance: { method: { label: "Test card ** 4242" } },
  });
  const order = await counter.lock({ ...next, cookie: buyer.cookie, key: "", receipt: null });
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(() => counter.see(order)).toMatchObject({ paidMinor: 39_900, balance: { state: "paid" } });
});

test("a guest's order keeps its card when the guest takes an account", async () => {
  const order = await counter.locked();
  const { userId } = await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } });
  const owner = await app.person("viewer");
  await app.db.user.update({ where: { id: userId }, data: { isAnonymous: true } });
  await adoptGuest(app.db, { guestId: userId, ownerId: owner.id });
  expect(await counter.see({ ...order, cookie: owner.cookie })).toMatchObject({
    balance: { method: { label: "Test card ** 4242" } },
    payments: [{ method: "Test card ** 4242" }],
  });
});
