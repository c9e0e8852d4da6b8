import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { cityReport, cityView, staffCityView } from "#lib/delivery-windows/schema.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops");
});

afterAll(() => app.stop());

beforeEach(async () => {
  await app.db.deliveryCity.deleteMany({ where: { preorders: { none: {} } } });
});

test("buyers choose from open cities in the order that operations gave them, and a change is there at once", async () => {
  const [a, b, c] = await Promise.all([add("Aberdeen", 1, 2), add("Bergen", 3, 5), add("Cork", 2, 2)]);
  await call("PUT", "cities/order", { ids: [c.id, a.id] });
  expect((await open()).map(({ name }) => name)).toEqual(["Cork", "Aberdeen", "Bergen"]);
  await call("PATCH", `cities/${a.id}`, { open: false });
  expect((await open()).map(({ name }) => name)).toEqual(["Cork", "Bergen"]);
  expect((await all()).map(({ name }) => name)).toEqual(["Cork", "Aberdeen", "Bergen"]);
  await call("PATCH", `cities/${b.id}`, { name: "Bergen 卑尔根", lastDays: 6 });
  expect(await open()).toContainEqual(
    expect.objectContaining({ id: b.id, name: "Bergen 卑尔根", firstDays: 3, lastDays: 6 }),
  );
});

test("a hand at the database is heard of too: the list that buyers see is never old", async () => {
  const { id } = await add("Dover", 1, 1);
  expect(await open()).toHaveLength(1);
  await app.db.$executeRaw`UPDATE delivery_city SET last_days = 9 WHERE id = ${id}::uuid`;
  await expect.poll(open).toMatchObject([{ id, name: "Dover", firstDays: 1, lastDays: 9 }]);
});

test("who has the list already is told that it is still good", async () => {
  await add("Esbjerg", 1, 1);
  const first = await app.http("GET", "/api/cities");
  const again = await app.http("GET", "/api/cities", { headers: { "if-none-match": first.headers.etag ?? "" } });
  expect(again).toMatchObject({ status: 304, text: "" });
  await add("Faro", 1, 1);
  const changed = await app.http("GET", "/api/cities", { headers: { "if-none-match": first.headers.etag ?? "" } });
  expect(changed.status).toBe(200);
});

test("the same name twice, days that run backwards and names of nothing are refused with the field named", async () => {
  const { id } = await add("Gdańsk", 1, 2);
  const body = { name: "Gdańsk", firstDays: 0, lastDays: 0 };
  expect(await call("POST", "cities", body)).toMatchObject({
    status: 409,
    body: { code: "city_taken", field: "name" },
  });
  const refused = (change: object, field: string) =>
    expect(call("POST", "cities", { ...body, name: "H", ...change })).resolves.toMatchObject({
      status: 422,
      body: { field },
    });
  await refused({ firstDays: 3, lastDays: 2 }, "lastDays");
  await refused({ firstDays: -1 }, "firstDays");
  await refused({ name: " " }, "name");
  await refused({ name: "a\u0000b" }, "name");
  expect(await call("PATCH", `cities/${id}`, { firstDays: 5 })).toMatchObject({
    status: 422,
    body: { field: "lastDays" },
  });
  expect(await call("PATCH", `cities/${randomUUID()}`, { open: true })).toMatchObject({ status: 404 });
});

test("a city that no order went to can be removed", async () => {
  const { id } = await add("Izmir", 1, 2);
  expect((await call("DELETE", `cities/${id}`)).status).toBe(200);
  expect(await call("DELETE", `cities/${id}`)).toMatchObject({ status: 404 });
  expect(await open()).toEqual([]);
});

test("a list is pasted as spreadsheets give it: a look first, then new cities are added and known ones changed", async () => {
  await add("Xiamen 厦门", 2, 4);
  const text =
    "\ufeffname\tfirst_days\tlast_days\topen\r\nXiamen 厦门\t3\t5\t\r\nChengdu 成都\t3\t6\tno\r\nSame\t1\t\t\r\n";
  const counted = { added: 2, changed: 1, unchanged: 0, errors: [] };
  expect(await list(text, true)).toMatchObject({ dryRun: true, separator: "\t", encoding: "utf-8", ...counted });
  expect(await all()).toHaveLength(1);
  expect(await list(text, false)).toMatchObject({ dryRun: false, ...counted });
  expect(await all()).toMatchObject([
    { name: "Xiamen 厦门", firstDays: 3, lastDays: 5, open: true },
    { name: "Chengdu 成都", firstDays: 3, lastDays: 6, open: false },
    { name: "Same", firstDays: 1, lastDays: 1, open: true },
  ]);
  expect(await list(text, true)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
});

test("one wrong line rejects the whole list and is named by its line and column", async () => {
  const text = "Kobe,1,2\nLagos,x,2\nMalaga,3,2\nKobe,1,2\nNaples,1,2,maybe";
  expect(await list(text, true)).toMatchObject({
    errors: [
      { row: 2, field: "first_days" },
      { row: 3, field: "last_days" },
      { row: 4, field: "name", code: "city_twice", values: { first: "1" } },
      { row: 5, field: "open" },
    ],
  });
  const answer = await importText(text, false);
  expect(answer).toMatchObject({ status: 422, body: { code: "import_rejected", report: { errors: { length: 4 } } } });
  expect(await all()).toEqual([]);
  expect(await importText("", true)).toMatchObject({ body: { errors: [{ row: 0, code: "empty" }] } });
});

test("every act on a city stands in the audit log", async () => {
  const { id } = await add("Oslo", 1, 2);
  await call("PATCH", `cities/${id}`, { open: false });
  await call("DELETE", `cities/${id}`);
  const acts = await app.db.$queryRaw`
    SELECT action, actor_id AS who FROM audit_log WHERE subject = ${`city:${id}`} ORDER BY id`;
  expect(acts).toEqual(["city.added", "city.changed", "city.removed"].map((action) => ({ action, who: ops.id })));
});

test("the way to a city moves the window exactly, is frozen on the order, and a closed city takes no order", async () => {
  const { editionId } = await app.openEdition({
    waves: [{ capacity: 500, start: "2028-02-20", end: "2028-03-10" }],
    perPersonLimit: 5,
  });
  const city = await add("Haikou 海口", 4, 8);
  const [buyer] = await app.buyers(1);
  const order = await place(buyer?.cookie, { editionId, cityId: city.id });
  expect(order).toMatchObject({ cityId: city.id, window: { start: "2028-02-24", end: "2028-03-18" } });
  expect((await place(buyer?.cookie, { editionId })).window).toEqual({ start: "2028-02-20", end: "2028-03-10" });

  await call("PATCH", `cities/${city.id}`, { firstDays: 30, lastDays: 40, open: false });
  const mine = await app.http("GET", `/api/preorders/${order.id}`, { cookie: buyer?.cookie });
  expect(preorderView.parse(mine.body)).toMatchObject({ city: "Haikou 海口", wave: 1, window: order.window });
  expect(await send(buyer?.cookie, { editionId, cityId: city.id })).toMatchObject({ body: { code: "unknown_city" } });
  expect(await call("DELETE", `cities/${city.id}`)).toMatchObject({ status: 409, body: { code: "city_in_use" } });
});

function call(method: string, path: string, body?: object) {
  return app.http(method, `/api/ops/${path}`, { cookie: ops.cookie, body });
}

async function add(name: string, firstDays: number, lastDays: number) {
  const answer = await call("POST", "cities", { name, firstDays, lastDays });
  expect(answer).toMatchObject({ status: 201 });
  return staffCityView.parse(answer.body);
}

async function open() {
  return z.array(cityView).parse((await app.http("GET", "/api/cities")).body);
}

async function all() {
  return z.array(staffCityView).parse((await call("GET", "cities")).body);
}

function importText(text: string, dryRun: boolean) {
  return app.http("POST", `/api/ops/cities/import?dryRun=${dryRun}`, {
    cookie: ops.cookie,
    raw: text,
    headers: { "content-type": "text/csv" },
  });
}

async function list(text: string, dryRun: boolean) {
  return cityReport.parse((await importText(text, dryRun)).body);
}

function send(cookie: string | undefined, body: object) {
  return app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
}

async function place(...args: Parameters<typeof send>) {
  const answer = await send(...args);
  expect(answer).toMatchObject({ status: 201 });
  return preorderReceipt.parse(answer.body);
}
