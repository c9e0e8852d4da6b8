import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { productView } from "#lib/catalog/schema.ts";
import { staffWaveView, wavePreview } from "#lib/delivery-windows/schema.ts";
import { notifyWaves } from "#lib/preorders/notify-wave.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops");
});

afterAll(() => app.stop());

const first = { start: "2028-03-01", end: "2028-03-20" };
const second = { start: "2028-06-01", end: "2028-06-20" };
const later = { start: "2028-04-10", end: "2028-04-30" };
const reason = "The enamel oven broke.";

test("a moved wave tells every live order of it, shifted for its city, and leaves everybody else alone", async () => {
  const { waves, city, plain, toCity, gone, next, editionId } = await setStage({ capacity: 4 });
  const moved = await move(waves[0], later);
  expect(moved).toMatchObject({ status: 200, body: { orders: 2 } });

  const one = await read(plain);
  expect(one.promise).toEqual([
    { ...first, reason: null, at: plain.placedAt },
    { ...later, reason, at: expect.any(String) },
  ]);
  expect(one.window).toEqual(later);
  expect((await read(toCity)).window).toEqual({ start: "2028-04-12", end: "2028-05-05" });
  expect((await read(gone)).promise).toHaveLength(1);
  expect((await read(next)).promise).toHaveLength(1);
  expect((await place({ editionId, cityId: city.id })).window).toEqual({ start: "2028-04-12", end: "2028-05-05" });
  const frozen = await app.db.preorder.findUniqueOrThrow({ where: { id: plain.id } });
  expect(frozen.windowStart?.toISOString().slice(0, 10)).toBe(first.start);
});

test("the preview says city by city what would change, and changes nothing", async () => {
  const { waves, city, plain } = await setStage();
  expect(await preview(waves[0], later)).toEqual({
    ...{ fits: true, orders: 2, units: 3 },
    changes: [
      { city: null, orders: 1, units: 2, before: first, after: later },
      {
        ...{ city: city.name, orders: 1, units: 1 },
        before: { start: "2028-03-03", end: "2028-03-25" },
        after: { start: "2028-04-12", end: "2028-05-05" },
      },
    ],
  });
  expect(await preview(waves[0], { start: "2028-07-01", end: "2028-07-20" })).toMatchObject({ fits: false, orders: 2 });
  expect((await read(plain)).window).toEqual(first);
  expect(await preview(waves[1], second)).toMatchObject({ orders: 0, changes: [] });
});

test("waves may not overtake each other: the one in the way moves first", async () => {
  const { waves, plain } = await setStage();
  const far = { start: "2028-07-01", end: "2028-07-20" };
  expect(await move(waves[0], far)).toMatchObject({ status: 409, body: { code: "windows_out_of_order" } });
  expect(await move(waves[1], { start: "2028-02-01", end: "2028-08-01" })).toMatchObject({ status: 409 });
  expect((await read(plain)).promise).toHaveLength(1);
  expect((await move(waves[1], { start: "2028-08-01", end: "2028-08-20" })).status).toBe(200);
  expect((await move(waves[0], far)).status).toBe(200);
});

test("moving twice to the same days is one act, and an order that was moved by itself follows its wave again", async () => {
  const { waves, plain, toCity } = await setStage();
  await app.http("POST", `/api/ops/preorders/${plain.id}/promise`, {
    cookie: ops.cookie,
    body: { start: "2028-05-01", end: "2028-05-02", reason: "The buyer moves house." },
  });
  expect(await move(waves[0], later)).toMatchObject({ body: { orders: 2 } });
  expect(await move(waves[0], later)).toMatchObject({ body: { orders: 0 } });
  expect((await read(plain)).promise.map(({ start }) => start)).toEqual([first.start, "2028-05-01", later.start]);
  expect((await read(toCity)).promise).toHaveLength(2);
  expect(await actsOn(waves[0])).toHaveLength(1);
});

test("the buyers hear of it at once, and the act stands in the audit log with how many it touched", async () => {
  const { waves, plain } = await setStage();
  const line = await openLine(app.url, { cookie: plain.cookie });
  const heard: unknown[] = [];
  line.on("order", (change) => heard.push(change));
  await move(waves[0], later);
  await expect.poll(() => heard, soon).toEqual([{ id: plain.id, state: "HELD" }]);
  expect(await actsOn(waves[0])).toEqual([
    { action: "wave.moved", who: ops.id, before: first, after: { ...later, reason, orders: 2 } },
  ]);
  line.disconnect();
});

test("every buyer of a moved wave gets one letter, with what was promised before and the reason", async () => {
  const { waves, plain, toCity } = await setStage();
  await move(waves[0], later);
  const letters = async () => {
    const found = await app.db.notice.findMany({
      where: { kind: "promiseMoved", preorderId: { in: [plain.id, toCity.id] } },
    });
    return new Map(found.map(({ preorderId, facts }) => [preorderId, facts]));
  };
  await expect.poll(async () => (await letters()).size, soon).toBe(2);
  expect((await letters()).get(plain.id)).toMatchObject({ before: first, after: later, reason });
  expect((await letters()).get(toCity.id)).toMatchObject({
    before: { start: "2028-03-03", end: "2028-03-25" },
    after: { start: "2028-04-12", end: "2028-05-05" },
    order: { window: { start: "2028-04-12", end: "2028-05-05" } },
  });
  await expect.poll(() => app.db.waveMove.count({ where: { toldAt: null } }), soon).toBe(0);
  await notifyWaves(app.made);
  expect(await app.db.notice.count({ where: { kind: "promiseMoved", preorderId: plain.id } })).toBe(1);
});

test("a move without a reason, backwards or of no wave is refused and writes nothing", async () => {
  const { waves, plain } = await setStage();
  expect(await move(waves[0], later, " ")).toMatchObject({ status: 422, body: { field: "reason" } });
  expect(await move(waves[0], { start: later.end, end: later.start })).toMatchObject({ body: { field: "end" } });
  expect(await move(randomUUID(), later)).toMatchObject({ status: 404 });
  expect(
    (await app.http("GET", `/api/ops/waves/${randomUUID()}/promise?start=2028-01-01&end=2028-01-02`, ops)).status,
  ).toBe(404);
  expect((await read(plain)).promise).toHaveLength(1);
});

test("orders placed while the wave moves are promised one window or the other, never a third", async () => {
  const { editionId, waves } = await setStage({ capacity: 400 });
  const buyers = await app.buyers(60);
  const orders = buyers.map(({ cookie }) => place({ editionId }, cookie));
  const [moved, ...placed] = await Promise.all([move(waves[0], later), ...orders]);
  expect(moved).toMatchObject({ status: 200 });
  for (const order of placed) {
    const { promise } = await read(order);
    expect(promise.at(-1)).toMatchObject(later);
    expect([first.start, later.start]).toContain(promise[0]?.start);
  }
});

test("operations see every wave with what it promised", async () => {
  const { waves, editionId } = await setStage();
  const listed = staffWaveView
    .array()
    .parse((await app.http("GET", "/api/ops/waves", { cookie: ops.cookie })).body)
    .filter((wave) => wave.editionId === editionId);
  expect(listed).toMatchObject([
    { id: waves[0], number: 1, allocated: 3, ...first },
    { id: waves[1], number: 2, allocated: 4, ...second },
  ]);
});

/** Two waves; in the first an order without a city, one to a city and one that was cancelled; in the second another. */
async function setStage({ capacity = 3 } = {}) {
  const edition = await app.openEdition({
    ...{ stock: capacity + 10, perPersonLimit: 10 },
    waves: [
      { capacity, ...first },
      { capacity: 10, ...second },
    ],
  });
  const { editionId, productId } = edition;
  const city = await app.db.deliveryCity.create({ data: { name: `C ${randomUUID()}`, firstDays: 2, lastDays: 5 } });
  const gone = await place({ editionId });
  await app.http("POST", `/api/preorders/${gone.id}/cancellation`, { cookie: gone.cookie });
  const plain = await place({ editionId, quantity: 2 });
  const next = await place({ editionId, quantity: capacity > 10 ? 1 : 4 });
  const toCity = await place({ editionId, cityId: city.id });
  const product = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
  const waves = (product.editions[0]?.waves ?? []).map(({ id }) => id);
  return { editionId, city, waves, plain, toCity, gone, next };
}

async function place(body: object, cookie?: string) {
  const [buyer] = cookie ? [{ cookie }] : await app.buyers(1);
  const answer = await app.http("POST", "/api/preorders", { cookie: buyer?.cookie, key: randomUUID(), body });
  expect(answer).toMatchObject({ status: 201 });
  return { ...preorderReceipt.parse(answer.body), cookie: buyer?.cookie ?? "" };
}

async function read({ id, cookie }: { id: string; cookie: string }) {
  return preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
}

function move(waveId: string | undefined, window: { start: string; end: string }, why = reason) {
  return app.http("POST", `/api/ops/waves/${waveId}/promise`, { cookie: ops.cookie, body: { ...window, reason: why } });
}

async function preview(waveId: string | undefined, window: { start: string; end: string }) {
  const path = `/api/ops/waves/${waveId}/promise?${new URLSearchParams(window)}`;
  return wavePreview.parse((await app.http("GET", path, { cookie: ops.cookie })).body);
}

function actsOn(waveId: string | undefined) {
  return app.db.$queryRaw<unknown[]>`
    SELECT action, actor_id AS who, before, after FROM audit_log WHERE subject = ${`wave:${waveId}`}`;
}
