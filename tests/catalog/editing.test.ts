import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planWaves, type StandingWave } from "#lib/catalog/plan-waves.ts";
import { productView } from "#lib/catalog/schema.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});

afterAll(() => app.stop());

const spring = { capacity: 2, start: "2028-03-01", end: "2028-03-20" };
const summer = { capacity: 3, start: "2028-06-01", end: "2028-06-20" };
const autumn = { capacity: 4, start: "2028-09-01", end: "2028-09-20" };
const two = { stock: 5, perPersonLimit: 5, waves: [spring, summer] };

test("what is said about a product and an edition can change while they sell, but never their address and SKU", async () => {
  const { productId, editionId, sku } = await open();
  const said = { name: "Lantern", tagline: "It glows", description: "Brass", image: "/demo/mug.svg" };
  expect(await patch(`products/${productId}`, said)).toMatchObject({ status: 200, body: said });
  expect(await patch(`editions/${editionId}`, { name: "Brass", summary: "Numbered", image: null })).toMatchObject({
    status: 200,
    body: { name: "Brass", summary: "Numbered", image: null, sku },
  });
  expect(await patch(`products/${productId}`, { slug: "other" })).toMatchObject({
    status: 422,
    body: { field: "slug" },
  });
  expect(await patch(`editions/${editionId}`, { sku: "OTHER" })).toMatchObject({ status: 422, body: { field: "sku" } });
  expect(await patch(`editions/${editionId}`, { priceMinor: 1 })).toMatchObject({ status: 422 });
});

test("limits and times change for orders to come; a standing order keeps its refund days and its hold", async () => {
  const { editionId } = await open();
  const before = await place(editionId);
  expect((await patch(`editions/${editionId}`, { refundDays: 30, holdSeconds: 60, perPersonLimit: 1 })).status).toBe(
    200,
  );
  expect(await read(before)).toMatchObject({
    refundableUntil: before.refundableUntil,
    holdExpiresAt: before.holdExpiresAt,
  });
  const after = await place(editionId);
  const days = (Date.parse(after.refundableUntil) - Date.parse(after.placedAt)) / 86_400_000;
  expect(days).toBe(30);
  expect(Date.parse(after.holdExpiresAt ?? "") - Date.parse(after.placedAt)).toBe(60_000);
  const [buyer] = await app.buyers(1);
  expect(await send(editionId, { quantity: 2 }, buyer?.cookie)).toMatchObject({
    body: { code: "over_limit", limit: 1 },
  });
});

test("the time to lock may only grow once somebody ordered", async () => {
  const { editionId } = await open({ lockDeadlineDays: 10 });
  expect((await patch(`editions/${editionId}`, { lockDeadlineDays: 5 })).status).toBe(200);
  await place(editionId);
  expect(await patch(`editions/${editionId}`, { lockDeadlineDays: 4, name: "Not this either" })).toMatchObject({
    status: 409,
    body: { code: "lock_deadline_shorter", field: "lockDeadlineDays" },
  });
  expect((await patch(`editions/${editionId}`, { lockDeadlineDays: 20 })).status).toBe(200);
  expect(await patch(`editions/${editionId}`, { lockDeadlineDays: null })).toMatchObject({
    status: 200,
    body: { lockDeadlineDays: null, name: "Run" },
  });
});

test("waves are added and made larger while units of them are promised, and the next order finds its place", async () => {
  const { editionId } = await open(two);
  await place(editionId, { quantity: 2 });
  await place(editionId, { quantity: 3 });
  const [first, second] = await wavesOf(editionId);
  const wider = [{ id: first?.id, ...spring, capacity: 4 }, { id: second?.id, ...summer }, autumn];
  expect(await putWaves(editionId, wider)).toMatchObject({
    status: 200,
    body: {
      nextWindow: { wave: 1, left: 2 },
      waves: [{ capacity: 4, allocated: 2 }, { allocated: 3 }, { allocated: 0 }],
    },
  });
  await app.http("POST", `/api/editions/${editionId}/stock`, {
    cookie: host.cookie,
    body: { delta: 4, reason: "a second run" },
  });
  expect((await place(editionId, { quantity: 3 })).window).toEqual({ start: autumn.start, end: autumn.end });
  expect((await place(editionId)).window).toEqual({ start: spring.start, end: spring.end });
  await expectWholeBooks(app.db);
});

test("no change of waves breaks a promise, and each refusal says which one it would have been", async () => {
  const { editionId } = await open(two);
  const order = await place(editionId, { quantity: 2 });
  const [first, second] = await wavesOf(editionId);
  const kept = { id: first?.id, ...spring };
  const next = { id: second?.id, ...summer };
  const refused = async (waves: object[], status: number, code: string, field?: string) => {
    expect(await putWaves(editionId, waves)).toMatchObject({ status, body: { code, ...(field ? { field } : {}) } });
  };
  await refused(
    [
      { ...kept, capacity: 1 },
      { ...next, capacity: 9 },
    ],
    409,
    "wave_below_allocated",
    "waves.0.capacity",
  );
  await refused([{ ...kept, start: "2028-02-01" }, next], 409, "wave_promised", "waves.0.start");
  await refused([{ ...kept, end: "2028-03-21" }, next], 409, "wave_promised", "waves.0.end");
  await refused([{ ...next, capacity: 9 }], 409, "wave_in_use", "waves");
  await refused([kept, { ...next, capacity: 2 }], 409, "windows_too_small", "waves");
  await refused([next, kept], 422, "invalid_body", "waves");
  await refused([kept, { ...next, id: randomUUID() }], 422, "invalid_body", "waves.1.id");
  await refused([kept, kept, next], 422, "invalid_body", "waves.1.id");
  expect(await putWaves(editionId, [kept, { ...next, start: "2028-05-01", end: "2028-07-01" }])).toMatchObject({
    status: 200,
    body: { waves: [spring, { start: "2028-05-01", end: "2028-07-01" }] },
  });
  expect((await read(order)).window).toEqual({ start: spring.start, end: spring.end });
});

test("a wave that nobody ever ordered in can go, and one whose order was cancelled stays", async () => {
  const { editionId } = await open(two);
  const order = await place(editionId, { quantity: 2 });
  const [first, second] = await wavesOf(editionId);
  expect((await putWaves(editionId, [{ id: first?.id, ...spring, capacity: 5 }])).status).toBe(200);
  await app.http("POST", `/api/preorders/${order.id}/cancellation`, { cookie: order.cookie });
  expect(await putWaves(editionId, [{ ...summer, capacity: 9 }])).toMatchObject({ body: { code: "wave_in_use" } });
  expect(await wavesOf(editionId)).toMatchObject([{ id: first?.id, allocated: 0 }]);
  expect(second?.id).not.toBe(first?.id);
});

test("every edit stands in the audit log with what was before, and a stranger's product does not exist", async () => {
  const { productId, editionId } = await open(two);
  await patch(`products/${productId}`, { tagline: "New words" });
  await patch(`editions/${editionId}`, { refundDays: 9 });
  await putWaves(editionId, [...(await wavesOf(editionId)).map(({ allocated: _, ...wave }) => wave), autumn]);
  const acts = await app.db.$queryRaw`
    SELECT action, actor_id AS who FROM audit_log
    WHERE subject IN (${`edition:${editionId}`}, ${`product:${productId}`}) AND action LIKE '%changed' ORDER BY id`;
  expect(acts).toEqual(
    ["product.changed", "edition.changed", "waves.changed"].map((action) => ({ action, who: host.id })),
  );
  const other = await app.person("host");
  expect(await patch(`products/${productId}`, { name: "Mine" }, other.cookie)).toMatchObject({ status: 404 });
  expect(await patch(`editions/${editionId}`, { name: "Mine" }, other.cookie)).toMatchObject({ status: 404 });
});

test("whatever waves are asked for, a plan keeps every promise or is refused", () => {
  const day = (n: number) => new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10);
  const wave = fc.record({
    capacity: fc.integer({ min: 1, max: 9 }),
    start: fc.nat({ max: 30 }),
    length: fc.nat({ max: 9 }),
  });
  const standing = fc.array(fc.tuple(wave, fc.nat({ max: 9 }), fc.boolean()), { minLength: 1, maxLength: 5 });
  const wanted = fc.array(fc.tuple(wave, fc.option(fc.nat({ max: 5 }), { nil: undefined }), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  });
  const windowOf = ({ capacity, start, length }: { capacity: number; start: number; length: number }) => ({
    capacity,
    start: day(start),
    end: day(start + length),
  });
  fc.assert(
    fc.property(standing, wanted, fc.nat({ max: 20 }), (now, then, units) => {
      const before: StandingWave[] = now.map(([waveNow, promised, hasOrders], index) => {
        const allocated = Math.min(promised, waveNow.capacity);
        return { id: String(index), ...windowOf(waveNow), allocated, hasOrders: hasOrders || allocated > 0 };
      });
      const asked = then.map(([waveThen, id, keepsWindow]) => {
        const known = id === undefined ? undefined : before[id];
        const window = known && keepsWindow ? { start: known.start, end: known.end } : {};
        return { ...windowOf(waveThen), ...window, ...(id === undefined ? {} : { id: String(id) }) };
      });
      const plan = planned(() => planWaves(before, asked, units));
      if (plan === null) return;
      const after = [...plan.kept, ...plan.added].toSorted((a, b) => a.position - b.position);
      expect(after.map(({ position }) => position)).toEqual(asked.map((_, index) => index + 1));
      expect(after.reduce((sum, { capacity }) => sum + capacity, 0)).toBeGreaterThanOrEqual(units);
      for (const { id, allocated, hasOrders, start, end } of before) {
        const kept = plan.kept.find((candidate) => candidate.id === id);
        expect(kept !== undefined || plan.removed.includes(id)).toBe(true);
        if (hasOrders) expect(kept).toBeDefined();
        expect(kept?.capacity ?? 0).toBeGreaterThanOrEqual(allocated);
        if (allocated > 0) expect(kept).toMatchObject({ start, end });
      }
    }),
  );
});

function planned<Plan>(make: () => Plan): Plan | null {
  try {
    return make();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return null;
  }
}

const open = (overrides: Parameters<App["openEdition"]>[0] = {}) => app.openEdition(overrides, host.email);

function patch(path: string, body: object, cookie = host.cookie) {
  return app.http("PATCH", `/api/${path}`, { cookie, body });
}

function putWaves(editionId: string, waves: object[]) {
  return app.http("PUT", `/api/editions/${editionId}/waves`, { cookie: host.cookie, body: { waves } });
}

async function wavesOf(editionId: string) {
  const { productId } = await app.db.edition.findUniqueOrThrow({ where: { id: editionId } });
  const product = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
  return product.editions[0]?.waves ?? [];
}

async function send(editionId: string, more: object, cookie: string | undefined) {
  return app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId, ...more } });
}

async function place(editionId: string, more: object = {}) {
  const [buyer] = await app.buyers(1);
  const answer = await send(editionId, more, buyer?.cookie);
  expect(answer).toMatchObject({ status: 201 });
  return { ...preorderReceipt.parse(answer.body), cookie: buyer?.cookie ?? "" };
}

async function read({ id, cookie }: { id: string; cookie: string }) {
  return preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
}

test("the run list of a show is put into another order, and a stranger's products do not get into it", async () => {
  const [one, two] = [await open(), await open()];
  const { showId, productId: first } = one;
  await app.http("POST", `/api/shows/${showId}/products`, { cookie: host.cookie, body: { productId: two.productId } });
  const stranger = await app.openEdition({});
  const ids = [two.productId, stranger.productId, first];
  const answer = await app.http("PUT", `/api/shows/${showId}/products/order`, { cookie: host.cookie, body: { ids } });
  expect(answer.status).toBe(200);
  const listed = await app.db.showProduct.findMany({ where: { showId }, orderBy: { position: "asc" } });
  expect(listed.map(({ productId }) => productId)).toEqual([two.productId, first]);
});
