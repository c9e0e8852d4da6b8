import fc from "fast-check";
import { describe, expect, it, test, vi } from "vitest";
import type { BatchSettings } from "#lib/engine/batch-settings.ts";
import { Batcher } from "#lib/engine/batcher.ts";
import { Refusal } from "#lib/refusal.ts";

type Order = { buyer: string; n: number };

const arrivals = fc.array(fc.array(fc.constantFrom("ann", "bob", "cem", "dua"), { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 8,
});

describe("whatever the arrivals, every request is answered with its own answer", () => {
  it("in the order of arrival, once, in batches that hold each buyer once and never too many", async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 5 }), async (waves, maxBatch) => {
        const desk = openDesk({ maxBatch, maxInFlight: 1 });
        let n = 0;
        const answers: Promise<string>[] = [];
        for (const wave of waves) {
          for (const buyer of wave) answers.push(desk.batcher.submit({ buyer, n: n++ }));
          await turn();
        }
        expect(await Promise.all(answers)).toEqual(answers.map((_, index) => `answer ${index}`));
        const sent = desk.batches.flat().map((order) => order.n);
        expect(sent.toSorted((a, b) => a - b)).toEqual(sent.map((_, index) => index));
        for (const batch of desk.batches) {
          expect(batch.length).toBeLessThanOrEqual(maxBatch);
          expect(new Set(batch.map(({ buyer }) => buyer)).size).toBe(batch.length);
        }
        for (const buyer of ["ann", "bob", "cem", "dua"]) expect(isRising(placesOf(desk.batches, buyer))).toBe(true);
        expect(desk.batcher.idle).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("and whatever keys an item has, none overtakes another that it shares one with", async () => {
    const several = fc.uniqueArray(fc.constantFrom("ann", "bob", "cem", "a parcel", "a card"), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(several, { minLength: 1, maxLength: 40 }), async (items) => {
        const batches: number[][] = [];
        const batcher = new Batcher<number, number>({
          run: async (batch) => {
            batches.push(batch);
            return batch;
          },
          keysOf: (n) => items[n] ?? [],
          mayRepeat: () => false,
          maxInFlight: 1,
        });
        expect(await Promise.all(items.map((_, n) => batcher.submit(n)))).toEqual(items.map((_, n) => n));
        for (const batch of batches) {
          const keys = batch.flatMap((n) => items[n] ?? []);
          expect(new Set(keys).size).toBe(keys.length);
        }
        const sent = batches.flat();
        for (const key of new Set(items.flat()))
          expect(isRising(sent.filter((n) => items[n]?.includes(key)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("strictly first come first served among different buyers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 9 }), async (count, maxBatch) => {
        const desk = openDesk({ maxBatch, maxInFlight: 1 });
        await Promise.all(Array.from({ length: count }, (_, n) => desk.batcher.submit({ buyer: `buyer ${n}`, n })));
        expect(desk.batches.flat().map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, n) => n));
      }),
      { numRuns: 50 },
    );
  });

  it("when batches fail with an unknown outcome, which are sent again whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 }), async (count, failures) => {
        let left = failures;
        const desk = openDesk({
          before: () => {
            if (left > 0) {
              left -= 1;
              throw new Error("unknown outcome");
            }
          },
          mayRepeat: () => true,
        });
        const answers = Array.from({ length: count }, (_, n) => desk.batcher.submit({ buyer: `buyer ${n}`, n }));
        expect(await Promise.all(answers)).toHaveLength(count);
        expect(desk.batches.length).toBe(failures + 1);
        for (const batch of desk.batches) expect(batch).toEqual(desk.batches[0]);
      }),
      { numRuns: 8 },
    );
  });

  it("except bad ones, which fail alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (bad) => {
        const desk = openDesk({
          before: (batch) => {
            if (batch.some(({ n }) => bad[n])) throw new Error("bad item");
          },
        });
        const results = await Promise.allSettled(bad.map((_, n) => desk.batcher.submit({ buyer: `buyer ${n}`, n })));
        expect(results.map(({ status }) => status === "rejected")).toEqual(bad);
      }),
      { numRuns: 60 },
    );
  });
});

test("a second batch leaves early only when it is worth a trip of its own", async () => {
  const gate = Promise.withResolvers<void>();
  const desk = openDesk({ before: () => gate.promise });
  const answers = [desk.batcher.submit({ buyer: "first", n: 0 })];
  await turn();
  for (let n = 1; n < 32; n += 1) answers.push(desk.batcher.submit({ buyer: `buyer ${n}`, n }));
  await turn();
  expect(desk.batches.map(({ length }) => length)).toEqual([1]);
  answers.push(desk.batcher.submit({ buyer: "buyer 32", n: 32 }));
  await turn();
  expect(desk.batches.map(({ length }) => length)).toEqual([1, 32]);
  gate.resolve();
  await Promise.all(answers);
});

test("a full queue refuses with overloaded and a time to come back, and lets the waiting ones through", async () => {
  const gate = Promise.withResolvers<void>();
  const desk = openDesk({ before: () => gate.promise, maxQueue: 3 });
  const first = desk.batcher.submit({ buyer: "first", n: 0 });
  await turn();
  const waiting = [1, 2, 3].map((n) => desk.batcher.submit({ buyer: `buyer ${n}`, n }));
  await expect(desk.batcher.submit({ buyer: "late", n: 4 })).rejects.toMatchObject({
    code: "overloaded",
    retryAfter: expect.any(Number),
  });
  gate.resolve();
  expect(await Promise.all([first, ...waiting])).toEqual(["answer 0", "answer 1", "answer 2", "answer 3"]);
});

test("a request that waited past its deadline is refused with overloaded and never sent", async () => {
  const gate = Promise.withResolvers<void>();
  const desk = openDesk({ before: () => gate.promise, timeout: 20 });
  const first = desk.batcher.submit({ buyer: "first", n: 0 });
  await turn();
  const late = desk.batcher.submit({ buyer: "late", n: 1 });
  const refused = expect(late).rejects.toMatchObject({ code: "overloaded" });
  await new Promise((resume) => setTimeout(resume, 40));
  gate.resolve();
  await first;
  await refused;
  expect(desk.batches.flat().map(({ n }) => n)).toEqual([0]);
});

test("who is waiting when the answer becomes known is told at once, and the others are sent", async () => {
  const gate = Promise.withResolvers<void>();
  let gone = false;
  const soldOut = new Refusal("sold_out");
  const refuse = ({ buyer }: Order) => (gone && buyer !== "owner" ? soldOut : undefined);
  const desk = openDesk({ before: () => gate.promise, refuse, maxBatch: 2, maxInFlight: 1 });
  const first = desk.batcher.submit({ buyer: "first", n: 0 });
  await turn();
  const crowd = [1, 2, 3, 4, 5].map((n) => desk.batcher.submit({ buyer: n === 4 ? "owner" : `buyer ${n}`, n }));
  const told = Promise.allSettled(crowd);
  gone = true;
  gate.resolve();
  expect(await first).toBe("answer 0");
  expect((await told).map((one) => (one.status === "fulfilled" ? one.value : one.reason))).toEqual([
    ...[soldOut, soldOut, soldOut],
    ...["answer 4", soldOut],
  ]);
  expect(desk.batches.flat().map(({ n }) => n)).toEqual([0, 4]);
});

test("when everybody who waits is answered from memory nothing is sent, and no timer is set, which would lie in the past", async () => {
  const desk = openDesk({ refuse: () => new Refusal("sold_out") });
  const timers = vi.spyOn(globalThis, "setTimeout");
  const answers = await Promise.allSettled([1, 2].map((n) => desk.batcher.submit({ buyer: `buyer ${n}`, n })));
  await turn();
  const delays = timers.mock.calls.map(([, ms]) => ms);
  timers.mockRestore();
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect([desk.batches, delays]).toEqual([[], []]);
});

test("a batch whose outcome stays unknown is refused with database_unavailable before its deadline passes", async () => {
  const desk = openDesk({
    before: () => {
      throw new Error("unknown outcome");
    },
    mayRepeat: () => true,
    timeout: 300,
  });
  const refusal = await desk.batcher.submit({ buyer: "ann", n: 0 }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: "database_unavailable", status: 503, retryAfter: 3 });
  expect(desk.batches.length).toBeGreaterThan(1);
});

describe("when the first in line has waited long", () => {
  it("refuses who comes now, because more comes than can be taken, and serves those who wait", async () => {
    const gate = Promise.withResolvers<void>();
    const desk = openDesk({ before: () => gate.promise, maxWait: 20 });
    const first = desk.batcher.submit({ buyer: "first", n: 0 });
    await turn();
    const second = desk.batcher.submit({ buyer: "second", n: 1 });
    await new Promise((resume) => setTimeout(resume, 40));
    await expect(desk.batcher.submit({ buyer: "third", n: 2 })).rejects.toMatchObject({ code: "overloaded" });
    gate.resolve();
    expect(await Promise.all([first, second])).toEqual(["answer 0", "answer 1"]);
    await expect(desk.batcher.submit({ buyer: "third", n: 2 })).resolves.toBe("answer 2");
  });

  it("takes everybody while the database is away, since a restart is over soon", async () => {
    let isAway = true;
    const desk = openDesk({
      before: () => {
        if (isAway) throw new Error("unknown outcome");
      },
      mayRepeat: () => true,
      maxWait: 20,
    });
    const first = desk.batcher.submit({ buyer: "first", n: 0 });
    await turn();
    const second = desk.batcher.submit({ buyer: "second", n: 1 });
    await new Promise((resume) => setTimeout(resume, 60));
    const third = desk.batcher.submit({ buyer: "third", n: 2 });
    isAway = false;
    expect(await Promise.all([first, second, third])).toEqual(["answer 0", "answer 1", "answer 2"]);
  });
});

test("a batch that answers too few is an error, not silence", async () => {
  const batcher = new Batcher<number, string>({
    run: async () => ["one"],
    keysOf: (n) => [String(n)],
    mayRepeat: () => false,
  });
  const results = await Promise.allSettled([batcher.submit(1), batcher.submit(2)]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

type Overrides = Partial<BatchSettings<Order, string>> & { before?: (batch: Order[]) => unknown };

/** A batcher whose other end only notes what it was sent. */
function openDesk({ before, ...settings }: Overrides) {
  const batches: Order[][] = [];
  const batcher = new Batcher<Order, string>({
    run: async (items) => {
      batches.push(items);
      await before?.(items);
      return items.map(({ n }) => `answer ${n}`);
    },
    keysOf: ({ buyer }) => [buyer],
    mayRepeat: () => false,
    ...settings,
  });
  return { batcher, batches };
}

/** Batches leave at the end of a turn of the event loop. */
const turn = () => new Promise<void>((resume) => setImmediate(resume));

function placesOf(batches: Order[][], buyer: string): number[] {
  return batches.flat().flatMap((order) => (order.buyer === buyer ? [order.n] : []));
}

function isRising(numbers: number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}
