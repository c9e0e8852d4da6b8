import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConcurrencyLimit } from "#lib/api/concurrency-limit.ts";

describe("whoever comes", () => {
  it("passes in the order of arrival, never more at once than may, and a failure gives its place to the next", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (fails, atOnce) => {
          const concurrencyLimit = new ConcurrencyLimit({ atOnce, timeout: 5000 });
          const entered: number[] = [];
          let inside = 0;
          let most = 0;
          const results = await Promise.allSettled(
            fails.map((isBad, index) =>
              concurrencyLimit.pass(async () => {
                entered.push(index);
                inside += 1;
                most = Math.max(most, inside);
                await new Promise((resume) => setImmediate(resume));
                inside -= 1;
                if (isBad) throw new Error("bad");
                return index;
              }),
            ),
          );
          expect(entered).toEqual(fails.map((_, index) => index));
          expect(most).toBe(Math.min(atOnce, fails.length));
          expect(results.map(({ status }) => status === "rejected")).toEqual(fails);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is sent away before anything was done when it would take too long, with a time to come back", async () => {
    const concurrencyLimit = new ConcurrencyLimit({ atOnce: 1, timeout: 20 });
    const gate = Promise.withResolvers<void>();
    const first = concurrencyLimit.pass(() => gate.promise);
    let begun = false;
    const late = concurrencyLimit.pass(async () => {
      begun = true;
    });
    await expect(late).rejects.toMatchObject({ code: "overloaded", retryAfter: expect.any(Number) });
    gate.resolve();
    await first;
    expect(begun).toBe(false);
    expect(await concurrencyLimit.pass(async () => "in")).toBe("in");
  });
});
