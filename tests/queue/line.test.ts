import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { QueueEntry } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { chanceOf } from "#lib/queue/view.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openDropStage, placeOf, receiptOf } from "#tests/support/drops.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("who lined up early is served at the opening, without a further tap, with what they filled in", async () => {
  const stage = await openDropStage(app, { stock: 10, perPersonLimit: 3 }, { units: 3, perPersonLimit: 2 });
  await stage.act("arm");
  const buyers = await app.buyers(3);
  const [first, second, third] = buyers;
  await stage.join(first?.cookie, { quantity: 2, contact: "Two@example.com" });
  await stage.join(second?.cookie, { quantity: 2 });
  await stage.join(third?.cookie, { quantity: 1 });
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  const [one] = await ordersOf(first?.cookie);
  expect(one).toMatchObject({ quantity: 2, contact: "two@example.com", state: "HELD", dropId: stage.dropId });
  // Two units for the second are too many for the one that is left; it does not block the third.
  expect(await ordersOf(second?.cookie)).toEqual([]);
  expect(await ordersOf(third?.cookie)).toHaveLength(1);
  expect(await stage.read()).toMatchObject({ left: 0, held: 3, waiting: 1 });
});

test("a place is one an account, survives every reload and device, and joining again changes nothing", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const buyer = await app.person("viewer");
  const key = randomUUID();
  const place = placeOf(await stage.join(buyer.cookie, {}, key));
  expect(placeOf(await stage.join(buyer.cookie, {}, key)).id).toBe(place.id);
  const phone = await app.signIn(buyer.email);
  expect(placeOf(await stage.join(phone)).id).toBe(place.id);
  const mine = await app.http("GET", "/api/line", { cookie: phone });
  expect(mine.body).toMatchObject([
    { id: place.id, state: "WAITING", peopleAhead: 0, drop: { id: stage.dropId, status: "ARMED", waiting: 1 } },
  ]);
  expect(await stage.read()).toMatchObject({ waiting: 1 });
});

test("a place that is taken or left on one device is told to the others of its account", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const buyer = await app.person("viewer");
  const other = await openLine(app.url, { cookie: await app.signIn(buyer.email) });
  const heard: QueueEntry[] = [];
  other.on("line", (entry) => heard.push(entry));
  await say(other, "join", { showId: stage.showId });
  const place = placeOf(await stage.join(buyer.cookie));
  await expect.poll(() => heard.at(-1), soon).toEqual(place);
  await app.http("DELETE", `/api/line/${place.id}`, { cookie: buyer.cookie });
  await expect.poll(() => heard.at(-1), soon).toEqual({ ...place, state: "LEFT" });
  other.disconnect();
});

test("a guest's place moves along when they take an account", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const guest = await app.person("guest");
  const place = placeOf(await stage.join(guest.cookie, { contact: "guest@example.com" }));
  const { id } = await app.person("viewer");
  const { adoptGuest } = await import("#lib/accounts/adopt-guest.ts");
  await adoptGuest(app.db, { guestId: guest.id, ownerId: id });
  expect(await app.db.queueEntry.findUniqueOrThrow({ where: { id: place.id } })).toMatchObject({ userId: id });
});

test("a shuffled start follows the seed whose hash everybody saw before", async () => {
  const stage = await openDropStage(app, { stock: 50 }, { units: 5, mode: "SHUFFLED" });
  const { seedHash } = await stage.act("arm");
  const buyers = await app.buyers(12);
  const places = await Promise.all(buyers.map(async ({ cookie }) => placeOf(await stage.join(cookie))));
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  const { seed } = await stage.read();
  expect(
    createHash("sha256")
      .update(Buffer.from(seed ?? "", "hex"))
      .digest("hex"),
  ).toBe(seedHash);
  const rank = (id: string) =>
    createHash("sha256")
      .update(Buffer.concat([Buffer.from(seed ?? "", "hex"), Buffer.from(id.replaceAll("-", ""), "hex")]))
      .digest("hex");
  const drawn = places.map(({ id }) => id).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const rows = await app.db.queueEntry.findMany({ where: { dropId: stage.dropId }, orderBy: { place: "asc" } });
  expect(rows.map(({ id }) => id)).toEqual(drawn);
  expect(rows.filter(({ state }) => state === "SERVED").map(({ id }) => id)).toEqual(drawn.slice(0, 5));
});

test("everybody who waits is told place, units and whether it can win, the moment the drop opens", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 2 });
  await stage.act("arm");
  const buyers = await app.buyers(6);
  const heard = new Map<string, QueueEntry[]>();
  const lines = await Promise.all(
    buyers.map(async ({ id, cookie }) => {
      const line = await openLine(app.url, { cookie });
      heard.set(id, []);
      line.on("line", (entry) => heard.get(id)?.push(entry));
      return line;
    }),
  );
  for (const { cookie } of buyers) await stage.join(cookie);
  for (const entries of heard.values()) entries.length = 0;
  await stage.fire();
  const said = () => buyers.map(({ id }) => heard.get(id)?.at(-1));
  const states = ["SERVED", "SERVED", "WAITING", "WAITING", "WAITING", "WAITING"];
  await expect.poll(() => said().map((entry) => entry?.state), soon).toEqual(states);
  const drop = await stage.read();
  const chances = said()
    .slice(2)
    .map((entry) => entry && chanceOf(entry, drop).can);
  expect(chances).toEqual(["if_units_return", "if_units_return", "not_win", "not_win"]);
  for (const line of lines) line.disconnect();
});

test("whoever left the middle of a line no longer stands before those behind, and no longer wants anything", async () => {
  const stage = await openDropStage(app, { stock: 5, perPersonLimit: 2 }, { units: 2, perPersonLimit: 2 });
  await stage.act("arm");
  const buyers = await app.buyers(5);
  const places: QueueEntry[] = [];
  for (const { cookie } of buyers) places.push(placeOf(await stage.join(cookie)));
  expect(await stage.read()).toMatchObject({ waiting: 5, wanted: 5 });
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  const last = placeOf(await app.http("GET", `/api/line/${places[4]?.id}`, { cookie: buyers[4]?.cookie }));
  const before = await stage.read();
  expect(before).toMatchObject({ held: 2, waiting: 3, wanted: 3 });
  expect(chanceOf(last, before).can).toBe("not_win");
  await app.http("DELETE", `/api/line/${places[3]?.id}`, { cookie: buyers[3]?.cookie });
  const after = await stage.read();
  expect(after).toMatchObject({ waiting: 2, wanted: 2, nextUnits: 5 });
  expect(chanceOf(last, after).can).toBe("if_units_return");
  await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE drop_id = ${stage.dropId}::uuid`;
  await expect.poll(async () => (await ordersOf(buyers[4]?.cookie)).length, soon).toBe(1);
  expect(await stage.read()).toMatchObject({ waiting: 0, wanted: 0, held: 2 });
});

test("a hold that runs out gives its unit to the next in line in the same moment, and both are told", async () => {
  const stage = await openDropStage(app, { stock: 5 }, { units: 1 });
  await stage.act("arm");
  await stage.fire();
  const [holder, next, other] = await app.buyers(3);
  const order = receiptOf(await stage.buy(holder?.cookie));
  expect(await stage.buy(next?.cookie)).toMatchObject({ status: 409, body: { code: "sold_out" } });
  const place = placeOf(await stage.join(next?.cookie));
  expect(place).toMatchObject({ state: "WAITING" });
  expect(await stage.join(other?.cookie)).toMatchObject({ status: 409, body: { code: "queue_full" } });
  const line = await openLine(app.url, { cookie: next?.cookie });
  const heard: QueueEntry[] = [];
  line.on("line", (entry) => heard.push(entry));
  await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE id = ${order.id}::uuid`;
  await expect.poll(() => heard.at(-1), soon).toMatchObject({ id: place.id, state: "SERVED" });
  expect(await stage.read()).toMatchObject({ left: 0, held: 1, waiting: 0 });
  expect(await ordersOf(next?.cookie)).toMatchObject([{ state: "HELD", dropId: stage.dropId }]);
  line.disconnect();
});

test("the waitlist of a sold-out edition is served by every unit that comes back, in its order, before the shop", async () => {
  const edition = await app.openEdition({ stock: 2 });
  const [a, b, first, second, stranger] = await app.buyers(5);
  const orders = [await order(a?.cookie, edition.editionId), await order(b?.cookie, edition.editionId)];
  const one = await waitlist(first?.cookie, edition.editionId);
  const two = await waitlist(second?.cookie, edition.editionId);
  expect([one.status, two.status]).toEqual([201, 201]);
  await cancel(orders[0], a?.cookie);
  expect(await ordersOf(first?.cookie)).toMatchObject([{ state: "HELD" }]);
  expect(await order(stranger?.cookie, edition.editionId)).toMatchObject({ status: 409, body: { code: "sold_out" } });
  await cancel(orders[1], b?.cookie);
  expect(await ordersOf(second?.cookie)).toMatchObject([{ state: "HELD" }]);
  expect(await readStock(app.db, edition.editionId)).toEqual({ available: 0, held: 2, sold: 0 });
  const [served] = await ordersOf(first?.cookie);
  const wait = Date.parse(served?.holdExpiresAt ?? "") - Date.parse(served?.placedAt ?? "");
  expect(wait).toBe(1_800_000);
});

test("while there are units nobody waits, and new stock goes to the waitlist first", async () => {
  const host = await app.person("host");
  const edition = await app.openEdition({ stock: 1 }, host.email);
  const [buyer, waiting] = await app.buyers(2);
  expect(await waitlist(waiting?.cookie, edition.editionId)).toMatchObject({
    status: 409,
    body: { code: "units_available" },
  });
  await order(buyer?.cookie, edition.editionId);
  await waitlist(waiting?.cookie, edition.editionId);
  await app.db.deliveryWave.updateMany({ where: { editionId: edition.editionId }, data: { capacity: 3 } });
  const adjusted = await app.http("POST", `/api/editions/${edition.editionId}/stock`, {
    cookie: host.cookie,
    body: { delta: 2, reason: "a second run" },
  });
  expect(adjusted.status).toBe(200);
  expect(await ordersOf(waiting?.cookie)).toMatchObject([{ state: "HELD" }]);
  expect(await readStock(app.db, edition.editionId)).toEqual({ available: 1, held: 2, sold: 0 });
});

test("who leaves the line is passed over; a place that became an order is left by cancelling it", async () => {
  const stage = await openDropStage(app, { stock: 5 }, { units: 1 });
  await stage.act("arm");
  const [a, b] = await app.buyers(2);
  const first = placeOf(await stage.join(a?.cookie));
  const second = placeOf(await stage.join(b?.cookie));
  const leave = (id: string, cookie = "") => app.http("DELETE", `/api/line/${id}`, { cookie });
  expect((await leave(first.id, a?.cookie)).status).toBe(200);
  expect((await leave(first.id, a?.cookie)).status).toBe(200);
  await stage.fire();
  await expect.poll(async () => (await ordersOf(b?.cookie)).length, soon).toBe(1);
  expect(await ordersOf(a?.cookie)).toEqual([]);
  expect(await leave(second.id, b?.cookie)).toMatchObject({ status: 409, body: { code: "queue_served" } });
});

test("who gives back a unit of an open drop gives it to its line; after the end it is the shop's", async () => {
  const stage = await openDropStage(app, { stock: 3 }, { units: 2 });
  await stage.act("arm");
  await stage.fire();
  const [a, b] = await app.buyers(2);
  const one = await stage.buy(a?.cookie);
  const two = await stage.buy(b?.cookie);
  await cancel(one, a?.cookie);
  expect(await stage.read()).toMatchObject({ left: 1, held: 1 });
  await stage.act("close");
  await cancel(two, b?.cookie);
  expect(await stage.read()).toMatchObject({ left: 0, held: 0 });
  expect(await readStock(app.db, stage.editionId)).toEqual({ available: 3, held: 0, sold: 0 });
});

async function ordersOf(cookie = "") {
  const { body } = await app.http("GET", "/api/preorders", { cookie });
  return z.array(preorderReceipt.loose()).parse(body);
}

function order(cookie = "", editionId = "") {
  return app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
}

function waitlist(cookie = "", editionId = "") {
  return app.http("POST", `/api/editions/${editionId}/line`, { cookie, key: randomUUID(), body: {} });
}

async function cancel(placed: { body: unknown } | undefined, cookie = "") {
  const { id } = receiptOf({ body: placed?.body });
  expect((await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie })).status).toBe(200);
}
