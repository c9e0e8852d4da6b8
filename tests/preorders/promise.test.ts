import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine } from "#tests/support/sockets.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const june = { start: "2028-06-01", end: "2028-06-20", reason: "The mould for the door cracked." };
const july = { start: "2028-07-03", end: "2028-07-09", reason: "The second mould took longer." };

test("a new order shows the window it was frozen with and no reason", async () => {
  const order = await place();
  expect((await read(order)).promise).toEqual([{ ...order.window, reason: null, at: order.placedAt }]);
});

test("every change of the promise keeps what was promised before, and the last one counts", async () => {
  const order = await place();
  expect((await move(order.id, june)).status).toBe(200);
  expect((await move(order.id, july)).status).toBe(200);
  const after = await read(order);
  expect(after.promise).toEqual([
    { ...order.window, reason: null, at: order.placedAt },
    { ...june, at: expect.any(String) },
    { ...july, at: expect.any(String) },
  ]);
  expect(after.window).toEqual({ start: july.start, end: july.end });
  const frozen = await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } });
  expect(frozen.windowStart?.toISOString().slice(0, 10)).toBe(order.window?.start);
  expect(frozen.windowEnd?.toISOString().slice(0, 10)).toBe(order.window?.end);
});

test("a change of the promise stands in the audit log with what was before", async () => {
  const order = await place();
  const ops = await app.person("ops");
  await move(order.id, june, ops.cookie);
  const acts = await app.db.$queryRaw`
    SELECT actor_id AS who, action, before, after FROM audit_log WHERE subject = ${`preorder:${order.id}`}`;
  expect(acts).toEqual([{ who: ops.id, action: "promise.moved", before: order.window, after: june }]);
});

test("the buyer hears of a changed promise at once", async () => {
  const order = await place();
  const line = await openLine(app.url, { cookie: order.cookie });
  const heard: unknown[] = [];
  line.on("order", (change) => heard.push(change));
  await move(order.id, june);
  await expect.poll(() => heard).toEqual([{ id: order.id, state: "HELD" }]);
  line.disconnect();
});

test("a promise without a reason, with its end before its start or for an order that ended is refused", async () => {
  const order = await place();
  expect(await move(order.id, { ...june, reason: " " })).toMatchObject({ status: 422, body: { field: "reason" } });
  expect(await move(order.id, { ...june, end: "2028-05-31" })).toMatchObject({ status: 422, body: { field: "end" } });
  expect(await move(randomUUID(), june)).toMatchObject({ status: 404 });
  await app.http("POST", `/api/preorders/${order.id}/cancellation`, { cookie: order.cookie });
  expect(await move(order.id, june)).toMatchObject({ status: 409, body: { code: "order_over", state: "CANCELLED" } });
  expect((await read(order)).promise).toHaveLength(1);
});

async function place() {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  const placed = await app.http("POST", "/api/preorders", { cookie, body: { editionId }, key: randomUUID() });
  return { ...preorderReceipt.parse(placed.body), cookie };
}

async function move(id: string, body: unknown, cookie?: string) {
  return app.http("POST", `/api/ops/preorders/${id}/promise`, {
    cookie: cookie ?? (await app.person("ops")).cookie,
    body,
  });
}

async function read({ id, cookie }: { id: string; cookie: string }) {
  return preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
}
