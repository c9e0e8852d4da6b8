import fc from "fast-check";
import { expect, test } from "vitest";
import { groupCities } from "#components/delivery-windows/group-cities.ts";
import { shiftWindow, viewPromise } from "#lib/delivery-windows/view.ts";

const day = (n: number) => new Date(Date.UTC(2028, 1, 20 + n)).toISOString().slice(0, 10);
const way = fc.tuple(fc.nat({ max: 365 }), fc.nat({ max: 365 })).map(([a, b]) => ({
  firstDays: Math.min(a, b),
  lastDays: Math.max(a, b),
}));
const waves = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 40 })), { maxLength: 6 })
  .map((rows) => {
    let from = 0;
    return rows.map(([capacity, taken, gap]) => {
      from += gap;
      return { capacity, allocated: Math.min(taken, capacity), start: day(from), end: day(from + 10) };
    });
  });

test("a larger order is never promised earlier than a smaller one, and a further city never earlier than a nearer one", () => {
  fc.assert(
    fc.property(waves, fc.integer({ min: 1, max: 8 }), way, (rows, quantity, city) => {
      const small = viewPromise(rows, quantity, city);
      const large = viewPromise(rows, quantity + 1, city);
      const here = viewPromise(rows, quantity, null);
      if (!large.window || !small.window || !here.window) {
        expect(large.window).toBeNull();
        return;
      }
      expect(large.window.start >= small.window.start && large.window.end >= small.window.end).toBe(true);
      expect(small.window.start >= here.window.start && small.window.end >= here.window.end).toBe(true);
      if (small.nextWindow) expect(small.nextWindow.start >= small.window.start).toBe(true);
    }),
  );
});

test("the way adds exactly its days, over the end of a month and of a leap year's February", () => {
  const window = { start: "2028-02-28", end: "2028-12-31" };
  expect(shiftWindow(window, { firstDays: 1, lastDays: 1 })).toEqual({ start: "2028-02-29", end: "2029-01-01" });
  expect(shiftWindow(window, null)).toEqual(window);
  fc.assert(
    fc.property(way, ({ firstDays, lastDays }) => {
      const { start, end } = shiftWindow(window, { firstDays, lastDays });
      expect((Date.parse(start) - Date.parse(window.start)) / 86_400_000).toBe(firstDays);
      expect((Date.parse(end) - Date.parse(window.end)) / 86_400_000).toBe(lastDays);
    }),
  );
});

test("hundreds of cities make a short table: one row for every length of the way, the nearest first, four names each", () => {
  const cities = Array.from({ length: 340 }, (_, n) => ({
    ...{ id: `${n}`, name: `City ${n}` },
    ...{ firstDays: n % 3, lastDays: (n % 3) + 2 },
  }));
  const groups = groupCities(cities);
  expect(groups.map(({ firstDays, count, names }) => [firstDays, count, names.length])).toEqual([
    [0, 114, 4],
    [1, 113, 4],
    [2, 113, 4],
  ]);
});
