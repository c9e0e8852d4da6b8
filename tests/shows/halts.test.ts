import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { applyFrame } from "#lib/live/apply.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openFamily } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("stopped sales refuse an order by a word of their own, for the shelf and a drop, and go on as they were", async () => {
  const family = await openFamily(app, { stock: 10 });
  const { host, showId, editionId } = family;
  const closed = await family.addEdition();
  await app.http("PUT", `/api/editions/${closed}/sales`, { cookie: host.cookie, body: { open: false } });
  const dropped = await family.addEdition();
  const dropId = await openDrop(host, showId, dropped);
  const before = await app.db.drop.findUniqueOrThrow({ where: { id: dropId } });
  const [first, second] = await app.buyers(2);
  if (!first || !second) throw new Error("nobody buys");

  expect(await halt(host, showId, "sales", true)).toEqual({ version: 1, on: ["sales"] });
  expect(await halt(host, showId, "sales", true)).toEqual({ version: 1, on: ["sales"] });
  const refused = { status: 409, body: { code: "sales_halted" } };
  expect(await family.place(first, editionId)).toMatchObject(refused);
  expect(await family.place(first, dropped, { dropId })).toMatchObject(refused);
  expect(await family.place(first, closed)).toMatchObject({ status: 409, body: { code: "sales_closed" } });
  expect((await app.db.drop.findUniqueOrThrow({ where: { id: dropId } })).pausedAt).not.toBeNull();
  expect(await app.db.preorder.count({ where: { showId } })).toBe(0);

  expect(await halt(host, showId, "sales", false)).toEqual({ version: 2, on: [] });
  expect((await family.place(first, editionId)).status).toBe(201);
  expect((await family.place(second, dropped, { dropId })).status).toBe(201);
  expect(await family.place(second, closed)).toMatchObject({ status: 409, body: { code: "sales_closed" } });
  const after = await app.db.drop.findUniqueOrThrow({ where: { id: dropId } });
  expect(after.pausedAt).toBeNull();
  expect(Number(after.closesAt)).toBeGreaterThan(Number(before.closesAt));
  const acts = await app.db.auditLog.findMany({ where: { subject: `show:${showId}`, actorId: host.id } });
  expect(acts.map(({ action }) => action)).toEqual(expect.arrayContaining(["show.halted", "show.released"]));
  await expectWholeBooks(app.db);
});

test("a drop that its host had paused stays paused; a product of two shows waits for both; a new product stands still, too", async () => {
  const family = await openFamily(app, { stock: 10 });
  const { host, showId, editionId, productId } = family;
  const dropped = await family.addEdition();
  const dropId = await openDrop(host, showId, dropped);
  await app.http("PUT", `/api/drops/${dropId}/pause`, { cookie: host.cookie, body: { paused: true } });
  const other = await app.openEdition({}, host.email);
  const list = (id: string) =>
    app.http("POST", `/api/shows/${other.showId}/products`, { cookie: host.cookie, body: { productId: id } });
  await halt(host, other.showId, "sales", true);
  expect((await list(productId)).status).toBe(200);
  const fresh = await family.addEdition();
  await app.http("PUT", `/api/editions/${fresh}/sales`, { cookie: host.cookie, body: { open: true } });
  expect(await family.place(await buyer(), fresh)).toMatchObject({ status: 409, body: { code: "sales_halted" } });
  expect(await family.place(await buyer(), editionId)).toMatchObject({ status: 409, body: { code: "sales_halted" } });
  await halt(host, showId, "sales", true);
  await halt(host, other.showId, "sales", false);
  expect(await family.place(await buyer(), editionId)).toMatchObject({ status: 409, body: { code: "sales_halted" } });
  await halt(host, showId, "sales", false);
  expect((await family.place(await buyer(), editionId)).status).toBe(201);
  expect((await app.db.drop.findUniqueOrThrow({ where: { id: dropId } })).pausedAt).not.toBeNull();
});

test("what stands at the end of a show stays so until somebody opens its sale, and an order under way is before the halt or after it", async () => {
  const { host, showId, editionId, place } = await openFamily(app, { stock: 50 });
  const crowd = await app.buyers(20);
  const [, ...answers] = await Promise.all([
    halt(host, showId, "sales", true),
    ...crowd.map((each) => place(each, editionId)),
  ]);
  const placed = answers.filter(({ status }) => status === 201).length;
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(placed);
  expect(await place(await buyer(), editionId)).toMatchObject({ status: 409, body: { code: "sales_halted" } });
  await app.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: { closeSales: false } });
  expect(await place(await buyer(), editionId)).toMatchObject({ status: 409, body: { code: "sales_halted" } });
  await app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open: true } });
  expect((await place(await buyer(), editionId)).status).toBe(201);
});

test("every viewer is told in under a second, who comes later finds it, and a closed chat takes lines of the house alone", async () => {
  const { host, showId } = await openFamily(app);
  const producer = await app.person("producer");
  const [guest] = await app.buyers(1);
  const line = await openLine(app.url, { cookie: guest?.cookie });
  await say(line, "join", { showId });
  await expect.poll(() => line.rooms.length, soon).toBeGreaterThan(0);
  const since = performance.now();
  await halt(producer, showId, "slate", true);
  await expect.poll(() => haltsOf(line)?.on, { ...soon, interval: 20 }).toEqual(["slate"]);
  expect(performance.now() - since).toBeLessThan(1000);

  await halt(host, showId, "chat", true);
  expect(await say(line, "chat", { showId, body: "hello" })).toMatchObject({ code: "chat_for_staff" });
  const late = await openLine(app.url);
  await say(late, "join", { showId });
  await expect.poll(() => haltsOf(late), soon).toEqual({ version: 2, on: ["slate", "chat"] });
  await halt(producer, showId, "chat", false);
  expect(await say(line, "chat", { showId, body: "hello again" })).toMatchObject({ ok: true });
  await expect.poll(() => haltsOf(line), soon).toEqual({ version: 3, on: ["slate"] });
  const polled = async () => (await app.http("GET", `/api/shows/${showId}/snapshot`)).body;
  await expect.poll(polled, soon).toMatchObject({ halts: { version: 3, on: ["slate"] } });
  for (const each of [line, late]) each.disconnect();
});

async function buyer() {
  const [one] = await app.buyers(1);
  if (!one) throw new Error("nobody buys");
  return one;
}

async function halt({ cookie }: Person, showId: string, kind: string, on: boolean): Promise<unknown> {
  const answer = await app.http("PUT", `/api/shows/${showId}/halts`, { cookie, body: { kind, on } });
  expect(answer.status).toBe(200);
  return answer.body;
}

function haltsOf({ rooms, frames }: Line) {
  const room = rooms.at(-1);
  return room && frames.reduce(applyFrame, room).halts;
}

async function openDrop({ cookie }: Person, showId: string, editionId: string): Promise<string> {
  const post = (path: string, body: object) => app.http("POST", path, { cookie, body, key: randomUUID() });
  const made = await post(`/api/shows/${showId}/drops`, { editionId, title: "Four of them", units: 4 });
  const { id } = z.object({ id: z.uuid() }).parse(made.body);
  expect((await post(`/api/drops/${id}/arm`, {})).status).toBe(200);
  expect((await post(`/api/drops/${id}/fire`, { inSeconds: 0 })).status).toBe(200);
  await expect
    .poll(async () => (await app.db.drop.findUniqueOrThrow({ where: { id } })).status, { ...soon, interval: 50 })
    .toBe("OPEN");
  return id;
}
