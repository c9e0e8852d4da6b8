import fc from "fast-check";
import { expect, test } from "vitest";
import { RateLimit } from "#lib/rate-limit.ts";
import { Refusal } from "#lib/refusal.ts";

test("a window begins with the first and lets so many through, whatever others do", () => {
  const limit = new RateLimit({ points: 2, duration: 4 });
  expect(spend(limit, "ann", 1000)).toBe("ok");
  expect(spend(limit, "bob", 1000)).toBe("ok");
  expect(spend(limit, "ann", 4999)).toBe("ok");
  expect(spend(limit, "ann", 4999)).toBe(1);
  expect(spend(limit, "bob", 4999)).toBe("ok");
  expect(spend(limit, "ann", 5000)).toBe("ok");
});

test("a refusal says how long to wait, in whole seconds", () => {
  const limit = new RateLimit({ points: 1, duration: 60 });
  spend(limit, "ann", 0);
  expect([0, 1, 30_000, 58_999, 59_999].map((now) => spend(limit, "ann", now))).toEqual([60, 60, 30, 2, 1]);
});

test("whatever the order of visits, it counts as a list of all of them would", () => {
  const visit = fc.record({ key: fc.constantFrom("ann", "bob", "cem"), after: fc.integer({ min: 0, max: 2500 }) });
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (visits, points) => {
      const limit = new RateLimit({ points, duration: 2 });
      const opened = new Map<string, { at: number; spent: number }>();
      let now = 1_000_000;
      for (const { key, after } of visits) {
        now += after;
        const known = opened.get(key);
        const window = known && now < known.at + 2000 ? known : { at: now, spent: 0 };
        opened.set(key, window);
        window.spent += 1;
        const wait = Math.ceil((window.at + 2000 - now) / 1000);
        expect(spend(limit, key, now)).toBe(window.spent > points ? wait : "ok");
      }
    }),
    { numRuns: 300 },
  );
});

function spend(limit: RateLimit, key: string, now: number) {
  try {
    limit.spend(key, now);
    return "ok";
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "rate_limited") throw error;
    return error.retryAfter;
  }
}
