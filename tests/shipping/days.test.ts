import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { editionPromise, staffCityView, staffWaveView, wavePreview } from "#lib/delivery-windows/schema.ts";
import { shiftWindow } from "#lib/delivery-windows/view.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { fresh, mailboxesOf } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
let owner: Person;
let ops: Person;

// A Wednesday and a Friday.
const leaves = { start: "2028-03-01", end: "2028-03-10" };
const toGermany = { start: "2028-03-06", end: "2028-03-21" };
const later = { start: "2028-04-01", end: "2028-04-02" };
const zones = [
  { name: "Home", isRest: true, countries: [], fees: [{ currency: "CNY", fromGrams: 0, feeMinor: 0 }] },
  {
    ...{ name: "Europe", isRest: false, countries: ["DE"], firstDays: 3, lastDays: 7 },
    fees: [{ currency: "CNY", fromGrams: 0, feeMinor: 500 }],
  },
];

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
  owner = await app.person("owner");
  ops = await app.person("ops");
  expect((await setZones(zones)).status).toBe(200);
});
afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const setZones = (all: unknown[]) =>
  app.http("PUT", "/api/settings/shipping", { cookie: owner.cookie, body: { zones: all } });
const openWave = (wishes: object = {}) =>
  app.openEdition({ stock: 50, waves: [{ capacity: 50, ...leaves }], perPersonLimit: 9, ...wishes });
const day = (n: number) => new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10);

async function shown(editionId: string, query: Record<string, string>) {
  const answer = await app.http("GET", `/api/editions/${editionId}/promise?${new URLSearchParams(query)}`);
  return editionPromise.parse(answer.body);
}

async function order(editionId: string, wish: object) {
  const buyer = await people.account(fresh());
  const key = randomUUID();
  const place = () => app.http("POST", "/api/preorders", { cookie: buyer.cookie, key, body: { editionId, ...wish } });
  const answer = await place();
  expect((await place()).text, "the same again, word for word").toBe(answer.text);
  return { buyer, receipt: preorderReceipt.parse(answer.body) };
}

async function addCity() {
  const body = { name: `C ${randomUUID()}`, firstDays: 1, lastDays: 2 };
  return staffCityView.parse((await app.http("POST", "/api/ops/cities", { cookie: ops.cookie, body })).body);
}

test("working days are counted one by one, Monday to Friday, and the database counts the same", async () => {
  const naive = (from: string, days: number) => {
    let at = Date.parse(from);
    const isWeekend = () => [0, 6].includes(new Date(at).getUTCDay());
    for (let left = days; left > 0; left -= isWeekend() ? 0 : 1) at += 86_400_000;
    return new Date(at).toISOString().slice(0, 10);
  };
  fc.assert(
    fc.property(fc.nat({ max: 900 }), fc.nat({ max: 365 }), (n, days) => {
      const way = { firstDays: days, lastDays: days, isWorking: true };
      expect(shiftWindow({ start: day(n), end: day(n) }, way).end).toBe(naive(day(n), days));
    }),
  );
  const rows = await app.db.$queryRaw<{ day: string; days: number; arrives: string }[]>`
    SELECT d::date::text AS day, n AS days, add_working_days(d::date, n)::text AS arrives
    FROM generate_series('2028-02-20'::timestamp, '2028-03-05', '1 day') d, generate_series(0, 23) n`;
  expect(rows).toHaveLength(15 * 24);
  for (const { day, days, arrives } of rows) expect(arrives, `${day} + ${days}`).toBe(naive(day, days));
});

test("what is shown for a country is what the order is promised, a city goes before it, and what is collected has no way", async () => {
  const { editionId } = await openWave();
  const city = await addCity();
  expect(await shown(editionId, {})).toMatchObject({ includesWay: false, window: leaves });
  expect(await shown(editionId, { country: "DE" })).toMatchObject({ includesWay: true, window: toGermany });
  expect(await shown(editionId, { country: "BR" })).toMatchObject({ includesWay: true, window: leaves });
  const germany = await order(editionId, { country: "DE" });
  expect(germany.receipt.window).toEqual(toGermany);
  const inCity = { start: "2028-03-02", end: "2028-03-12" };
  expect(await shown(editionId, { country: "DE", cityId: city.id })).toMatchObject({ window: inCity });
  expect((await order(editionId, { country: "DE", cityId: city.id })).receipt.window).toEqual(inCity);

  const collected = await openWave({ delivery: "collected" });
  expect(await shown(collected.editionId, { country: "DE" })).toMatchObject({ includesWay: false, window: leaves });
  expect((await order(collected.editionId, { country: "DE" })).receipt.window).toEqual(leaves);
});

test("days that the owner changes count from the next order on; what stands keeps its window", async () => {
  const { editionId } = await openWave();
  const { buyer, receipt } = await order(editionId, { country: "DE" });
  const [home, europe] = zones;
  expect((await setZones([home, { ...europe, firstDays: 0, lastDays: 1 }])).status).toBe(200);
  expect((await order(editionId, { country: "DE" })).receipt.window).toEqual({
    start: "2028-03-01",
    end: "2028-03-13",
  });
  const kept = await app.http("GET", `/api/preorders/${receipt.id}`, { cookie: buyer.cookie });
  expect(preorderView.parse(kept.body).window).toEqual(toGermany);
  for (const [wrong, field] of [
    [{ firstDays: 3, lastDays: 2 }, "zones.1.lastDays"],
    [{ firstDays: -1 }, "zones.1.firstDays"],
    [{ lastDays: 1.5 }, "zones.1.lastDays"],
  ] as const)
    expect(await setZones([home, { ...europe, ...wrong }])).toMatchObject({ status: 422, body: { field } });
  expect((await setZones(zones)).status).toBe(200);
});

test("a moved wave brings its orders the days of their country again, and ops see it before", async () => {
  const { editionId } = await openWave();
  const { buyer, receipt } = await order(editionId, { country: "DE" });
  const waves = z.array(staffWaveView).parse((await app.http("GET", "/api/ops/waves", { cookie: ops.cookie })).body);
  const path = `/api/ops/waves/${waves.find((wave) => wave.editionId === editionId)?.id}`;
  const after = { start: "2028-04-05", end: "2028-04-11" };
  const preview = await app.http("GET", `${path}/promise?${new URLSearchParams(later)}`, { cookie: ops.cookie });
  expect(wavePreview.parse(preview.body).changes).toMatchObject([{ before: toGermany, after }]);
  const body = { ...later, reason: "The oven broke." };
  expect((await app.http("POST", `${path}/promise`, { cookie: ops.cookie, body })).status).toBe(200);
  const moved = await app.http("GET", `/api/preorders/${receipt.id}`, { cookie: buyer.cookie });
  expect(preorderView.parse(moved.body).window).toEqual(after);
});

test("another edition is promised with the way too, as its quote says", async () => {
  const { editionId, productId } = await openWave();
  const other = await openWave({ waves: [{ capacity: 50, ...later }] });
  await app.db.edition.update({ where: { id: other.editionId }, data: { productId } });
  const { buyer, receipt } = await order(editionId, { country: "DE" });
  await people.pay(buyer.cookie, receipt.id);
  const { cookie } = buyer;
  const quotes = await app.http("GET", `/api/preorders/${receipt.id}/conversions`, { cookie });
  const after = { start: "2028-04-05", end: "2028-04-11" };
  expect(quotes.body).toMatchObject([{ editionId: other.editionId, window: after, refusal: null }]);
  const convert = (windowEnd: string) =>
    app.http("POST", `/api/preorders/${receipt.id}/conversion`, {
      ...{ cookie, key: randomUUID() },
      body: { editionId: other.editionId, expected: { totalMinor: receipt.totalMinor, windowEnd } },
    });
  expect(await convert(later.end)).toMatchObject({ body: { code: "terms_changed" } });
  expect(await convert(after.end)).toMatchObject({ status: 201, body: { window: after } });
});
