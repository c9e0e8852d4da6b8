import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditionPromise, editionPromise, staffCityView } from "#lib/delivery-windows/schema.ts";
import { shiftWindow } from "#lib/delivery-windows/view.ts";
import { type PreorderReceipt, preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const day = (n: number) => new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10);
/** Wave n of the tests: ten days from day 30 n on. */
const windowOf = (wave: number) => ({ start: day(30 * wave), end: day(30 * wave + 10) });

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("place" as const),
      quantity: fc.integer({ min: 1, max: 4 }),
      toCity: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("raise" as const), wave: fc.nat({ max: 2 }) }) },
);

test("whatever is ordered, cancelled and raised: no wave holds more than it has places, freed places are used again, what is promised is what was shown, and it never changes", {
  timeout: 120_000,
}, async () => {
  const capacities = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(capacities, fc.array(act, { minLength: 5, maxLength: 25 }), async (places, acts) => {
      const stage = await setStage(places);
      for (const taken of acts) {
        if (taken.kind === "place") await stage.order(taken.quantity, taken.toCity);
        else if (taken.kind === "cancel") await stage.cancel(taken.which);
        else await stage.raise(taken.wave);
        await stage.expectWavesKept();
      }
      await stage.expectFrozen();
      await expectWholeBooks(app.db);
    }),
    { numRuns: 10 },
  );
});

test("the promise says which wave is next in line, how many places it has, and when the one after it comes", async () => {
  const { editionId } = await openWaves([3, 5]);
  const city = await addCity({ firstDays: 2, lastDays: 4 });
  expect(await ask(editionId, {})).toMatchObject({
    ...{ quantity: 1, city: null, includesWay: false, wave: { number: 1, left: 3 } },
    ...{ window: windowOf(1), nextWindow: windowOf(2) },
  });
  expect(await ask(editionId, { quantity: 4, cityId: city.id })).toMatchObject({
    ...{ city: { id: city.id, name: city.name }, includesWay: true, wave: { number: 2, left: 5 } },
    ...{ window: shiftWindow(windowOf(2), city), nextWindow: null },
  });
  expect(await ask(editionId, { quantity: 6 })).toMatchObject({ wave: null, window: null, nextWindow: null });
});

test("asking for no edition, a closed city or no number is refused", async () => {
  const { editionId } = await openWaves([3]);
  const get = (id: string, query: string) => app.http("GET", `/api/editions/${id}/promise?${query}`);
  expect(await get(randomUUID(), "")).toMatchObject({ status: 404 });
  expect(await get(editionId, `cityId=${randomUUID()}`)).toMatchObject({
    body: { code: "unknown_city", field: "cityId" },
  });
  expect(await get(editionId, "quantity=0")).toMatchObject({ status: 422, body: { field: "quantity" } });
  expect(await get(editionId, "quantity=many")).toMatchObject({ status: 422 });
});

test("more than any wave has left is refused whole with what would fit, and nobody is promised two windows", async () => {
  const { editionId } = await openWaves([2, 2]);
  const [a, b] = await app.buyers(2);
  const order = (cookie: string | undefined, quantity: number) =>
    app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId, quantity } });
  expect(await order(a?.cookie, 3)).toMatchObject({ status: 409, body: { code: "too_few_left", available: 2 } });
  expect((await order(a?.cookie, 1)).status).toBe(201);
  expect(await order(b?.cookie, 2)).toMatchObject({ status: 201, body: { window: windowOf(2) } });
  expect(await order(b?.cookie, 1)).toMatchObject({ status: 201, body: { window: windowOf(1) } });
});

test("a full wave opens the next by itself, and everybody in the room sees it with the frame", async () => {
  const { editionId, showId } = await openWaves([2, 5]);
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  const [buyer] = await app.buyers(1);
  for (let n = 0; n < 2; n += 1) {
    await app.http("POST", "/api/preorders", { cookie: buyer?.cookie, key: randomUUID(), body: { editionId } });
  }
  const seen = () => line.frames.flatMap(({ stock }) => stock).at(-1)?.window;
  await expect.poll(seen, soon).toEqual({ ...windowOf(2), wave: 2, left: 5 });
  line.disconnect();
});

function openWaves(places: number[]) {
  return app.openEdition({
    stock: places.reduce((sum, units) => sum + units, 0),
    perPersonLimit: 1000,
    waves: places.map((capacity, index) => ({ capacity, ...windowOf(index + 1) })),
  });
}

async function ask(editionId: string, { quantity = 1, cityId }: { quantity?: number; cityId?: string }) {
  const query = new URLSearchParams({ quantity: String(quantity), ...(cityId && { cityId }) });
  return editionPromise.parse((await app.http("GET", `/api/editions/${editionId}/promise?${query}`)).body);
}

async function addCity(days: { firstDays: number; lastDays: number }) {
  const { cookie } = await app.person("ops");
  const body = { name: `C ${randomUUID()}`, ...days };
  return staffCityView.parse((await app.http("POST", "/api/ops/cities", { cookie, body })).body);
}

/** An edition with three waves, one buyer, and a model of what may be promised to whom. */
async function setStage(places: number[]) {
  const host = await app.person("host");
  const edition = await app.openEdition(
    {
      ...{ stock: places.reduce((sum, units) => sum + units, 0), perPersonLimit: 1000, depositMinor: 0 },
      waves: places.map((capacity, index) => ({ capacity, ...windowOf(index + 1) })),
    },
    host.email,
  );
  const { editionId } = edition;
  const days = { firstDays: 3, lastDays: 9 };
  const city = await addCity(days);
  const [buyer] = await app.buyers(1);
  const orders: PreorderReceipt[] = [];
  const live = new Set<string>();

  async function order(quantity: number, toCity: boolean) {
    const cityId = toCity ? city.id : undefined;
    const shown = await ask(editionId, { quantity, cityId });
    const waves = await readWaves();
    const { available } = await readStock(app.db, editionId);
    const answer = await app.http("POST", "/api/preorders", {
      cookie: buyer?.cookie,
      key: randomUUID(),
      body: { editionId, quantity, ...(cityId ? { cityId } : {}) },
    });
    // Waves may have more places than there are units.
    if (!shown.window || quantity > available) {
      const code = expect.stringMatching(/too_few_left|sold_out/);
      return expect(answer).toMatchObject({ status: 409, body: { code } });
    }
    expect(answer).toMatchObject({ status: 201 });
    const receipt = preorderReceipt.parse(answer.body);
    orders.push(receipt);
    live.add(receipt.id);
    expect(receipt.window).toEqual(shown.window);
    expectFirstThatFits(shown, waves, quantity);
    const plain = windowOf(shown.wave?.number ?? 0);
    expect(receipt.window).toEqual(toCity ? shiftWindow(plain, days) : plain);
  }

  async function cancel(which: number) {
    const id = [...live][which % Math.max(1, live.size)];
    if (!id) return;
    const before = await readWaves();
    const answer = await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie: buyer?.cookie });
    expect(answer.status).toBe(200);
    live.delete(id);
    const after = await readWaves();
    const freed = before.reduce((sum, wave, index) => sum + wave.allocated - (after[index]?.allocated ?? 0), 0);
    expect(freed).toBe(orders.find((candidate) => candidate.id === id)?.quantity);
  }

  async function raise(wave: number) {
    const waves = await readWaves();
    const wider = waves.map(({ id, capacity, start, end }, index) => ({
      ...{ id, start, end },
      capacity: capacity + (index === wave ? 2 : 0),
    }));
    const answer = await app.http("PUT", `/api/editions/${editionId}/waves`, {
      cookie: host.cookie,
      body: { waves: wider },
    });
    expect(answer.status).toBe(200);
  }

  function readWaves() {
    return app.db.$queryRaw<{ id: string; capacity: number; allocated: number; start: string; end: string }[]>`
      SELECT id, capacity, allocated, window_start::text AS start, window_end::text AS "end" FROM delivery_wave
      WHERE edition_id = ${editionId}::uuid ORDER BY position`;
  }

  return {
    order,
    cancel,
    raise,
    async expectWavesKept() {
      const waves = await readWaves();
      for (const { capacity, allocated } of waves) {
        expect(allocated).toBeGreaterThanOrEqual(0);
        expect(allocated).toBeLessThanOrEqual(capacity);
      }
      expect(waves.map(({ start }) => start)).toEqual(waves.map(({ start }) => start).toSorted());
      expect(waves.map(({ end }) => end)).toEqual(waves.map(({ end }) => end).toSorted());
    },
    async expectFrozen() {
      for (const { id, window } of orders) {
        const row = await app.db.preorder.findUniqueOrThrow({ where: { id } });
        expect([row.windowStart, row.windowEnd].map((at) => at?.toISOString().slice(0, 10))).toEqual([
          window?.start,
          window?.end,
        ]);
      }
    },
  };
}

/** The earliest wave with room for all of it, so a place that was freed before goes before a later one. */
function expectFirstThatFits(
  shown: EditionPromise,
  waves: { capacity: number; allocated: number }[],
  quantity: number,
) {
  const first = waves.findIndex(({ capacity, allocated }) => capacity - allocated >= quantity);
  expect(shown.wave?.number).toBe(first + 1);
}
