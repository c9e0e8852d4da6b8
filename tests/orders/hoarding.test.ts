import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { flagHoarders } from "#lib/orders/flag-hoarders.ts";
import { orderPage, orderRecord } from "#lib/orders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type DropStage, openDropStage, receiptOf } from "#tests/support/drops.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops");
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("three guests of one browser are marked, buyers with browsers of their own are not, and nobody is refused", async () => {
  const stage = await openStage();
  const hoarder = browser();
  const marked = [];
  for (let n = 0; n < 3; n += 1) marked.push(await buyAsGuest(stage, hoarder, `${randomUUID()}@example.com`));
  for (let n = 0; n < 4; n += 1) await buyAsGuest(stage, browser(), `${randomUUID()}@example.com`);
  expect(await flagHoarders(app.made)).toBe(3);
  expect(await flagHoarders(app.made)).toBe(0);
  expect((await flagged(stage)).toSorted()).toEqual(marked.toSorted());
  const { flags } = await record(marked[0] ?? "");
  expect(flags).toMatchObject([{ rule: "device", accounts: 3, clearedAt: null }]);
  expect(flags[0]?.orders.toSorted()).toEqual(marked.slice(1).toSorted());
});

test("contacts of one address that differ only in digits and signs are marked; people of one office are not", async () => {
  const stage = await openStage();
  const marked = [];
  for (const contact of ["scalper.1@corp.example", "scalper2@corp.example", "scalper-33@corp.example"])
    marked.push(await buyAsGuest(stage, browser(), contact));
  for (const contact of ["ana@corp.example", "bo.li@corp.example", "chen@corp.example"])
    await buyAsGuest(stage, browser(), contact);
  await flagHoarders(app.made);
  expect((await flagged(stage)).toSorted()).toEqual(marked.toSorted());
});

test("programs without a browser are one device at their address", async () => {
  const stage = await openStage();
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.push(await buyAsGuest(stage, undefined, `${randomUUID()}@example.com`));
  await flagHoarders(app.made);
  expect((await flagged(stage)).toSorted()).toEqual(ids.toSorted());
});

test("accounts that pay with one card are marked, and only they; what the rail does not know again marks nobody", async () => {
  const stage = await openStage();
  const prints = ["one card", "one card", "one card", "another", null, null, null];
  const ids = [];
  for (const fingerprint of prints) {
    const buyer = await app.person("viewer");
    const { id } = receiptOf(await stage.buy(buyer.cookie, { contact: `${randomUUID()}@example.com` }));
    const method = { userId: buyer.id, rail: "stripe", reference: `pm_${randomUUID()}`, fingerprint };
    await app.db.preorder.update({ where: { id }, data: { method: { create: method } } });
    ids.push(id);
  }
  await flagHoarders(app.made);
  expect((await flagged(stage)).toSorted()).toEqual(ids.slice(0, 3).toSorted());
  expect((await record(ids[0] ?? "")).flags).toMatchObject([{ rule: "card", accounts: 3 }]);
});

test("an account that came to hold more than the drop allows, by adopting guests, is marked", async () => {
  const stage = await openStage();
  const owner = await app.person("viewer");
  const ids = [];
  for (let n = 0; n < 2; n += 1) {
    const guest = await app.person("guest");
    ids.push(receiptOf(await stage.buy(guest.cookie, { contact: `${randomUUID()}@example.com` })).id);
    await adoptGuest(app.db, { guestId: guest.id, ownerId: owner.id });
  }
  await flagHoarders(app.made);
  expect((await flagged(stage)).toSorted()).toEqual(ids.toSorted());
});

test("what an operator found in order is not marked again, and the clearance is on record", async () => {
  const stage = await openStage();
  const one = browser();
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.push(await buyAsGuest(stage, one, `${randomUUID()}@example.com`));
  await flagHoarders(app.made);
  const cleared = await app.http("POST", `/api/ops/preorders/${ids[0]}/clearance`, { cookie: ops.cookie });
  const { flags, audit } = orderRecord.parse(cleared.body);
  expect(flags).toMatchObject([{ rule: "device", clearedAt: expect.any(String) }]);
  expect(audit).toMatchObject([{ action: "flags.cleared" }]);
  await flagHoarders(app.made);
  expect((await flagged(stage)).toSorted()).toEqual(ids.slice(1).toSorted());
});

test("a marked order that is called off gives its unit to those who wait in the line of the drop", async () => {
  const stage = await openStage(3);
  const one = browser();
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.push(await buyAsGuest(stage, one, `${randomUUID()}@example.com`));
  const honest = await app.person("viewer");
  await stage.join(honest.cookie);
  await flagHoarders(app.made);
  const call = { cookie: ops.cookie, body: { reason: "One person behind several accounts" } };
  expect((await app.http("POST", `/api/ops/preorders/${ids[0]}/cancellation`, call)).status).toBe(200);
  const mine = await app.http("GET", "/api/preorders", { cookie: honest.cookie });
  expect(mine.body).toMatchObject([{ state: "HELD", dropId: stage.dropId }]);
  expect(await flagged(stage, "HELD")).toHaveLength(2);
});

async function openStage(units = 10): Promise<DropStage> {
  const stage = await openDropStage(app, { stock: 30 }, { units });
  await stage.act("arm");
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  return stage;
}

const browser = () => `launchroom.viewer=${randomUUID().replaceAll("-", "")}`;

async function buyAsGuest(stage: DropStage, viewer: string | undefined, contact: string): Promise<string> {
  const door = await app.http("POST", "/api/auth/sign-in/anonymous", { cookie: viewer, body: {} });
  return receiptOf(await stage.buy(cookieFrom(door), { contact })).id;
}

async function flagged({ sku }: DropStage, state?: string): Promise<string[]> {
  const query = new URLSearchParams({ sku, flagged: "true", ...(state ? { state } : {}) });
  const { body } = await app.http("GET", `/api/ops/preorders?${query}`, { cookie: ops.cookie });
  return orderPage.parse(body).orders.map(({ id }) => id);
}

async function record(id: string) {
  return orderRecord.parse((await app.http("GET", `/api/ops/preorders/${id}`, { cookie: ops.cookie })).body);
}
