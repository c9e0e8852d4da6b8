import { expect, test, vi } from "vitest";
import { type BuyerMarks, markOf } from "#lib/engine/buyer-marks.ts";
import { nothingLeft, SoldOutMemory } from "#lib/engine/sold-out.ts";

const edition = "e";
const pool = { editionId: edition };
const buyer = "00000000-0000-4000-8000-000000000001";
const stranger = "00000000-0000-4000-8000-000000000002";

test("a sold-out edition answers everybody but those who have an order there", async () => {
  const memory = new SoldOutMemory(async () => marksOf(buyer));
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
  await memory.remember(pool, memory.generation(edition), nothingLeft);
  expect(memory.answerTo(stranger, pool)).toBe(nothingLeft);
  expect(memory.answerTo(buyer, pool)).toBeUndefined();
  memory.forget(edition);
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});

test("a unit that came back while the last batch was on its way is not hidden", async () => {
  const memory = new SoldOutMemory(async () => marksOf(buyer));
  const before = memory.generation(edition);
  memory.forget(edition);
  await memory.remember(pool, before, nothingLeft);
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});

test.each([
  ["the edition is forgotten", (memory: SoldOutMemory) => memory.forget(edition)],
  ["everything is forgotten", (memory: SoldOutMemory) => memory.forgetAll()],
])("nothing is remembered when %s while its buyers are read", async (_, forget) => {
  const read = Promise.withResolvers<BuyerMarks>();
  const memory = new SoldOutMemory(() => read.promise);
  const remembering = memory.remember(pool, memory.generation(edition), nothingLeft);
  forget(memory);
  read.resolve(marksOf(buyer));
  await remembering;
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});

test("all buyers are read once, however often stock comes back and goes, and who bought meanwhile is known", async () => {
  const looks: (Date | undefined)[] = [];
  const all = Array.from({ length: 1000 }, (_, n) => `00000000-0000-4000-8000-0000${n.toString(16).padStart(8, "0")}`);
  const late = "00000000-0000-4000-8000-00000000ffff";
  const memory = new SoldOutMemory(async (_, since) => {
    looks.push(since);
    return since ? marksOf(late) : marksOf(...all);
  });
  await memory.remember(pool, memory.generation(edition), nothingLeft);
  for (let round = 0; round < 3; round += 1) {
    memory.forget(edition);
    await memory.remember(pool, memory.generation(edition), nothingLeft);
  }
  expect(looks.map((since) => since !== undefined)).toEqual([false, true, true, true]);
  for (const known of [...all, late]) expect(memory.answerTo(known, pool)).toBeUndefined();
  expect(memory.answerTo("00000000-0000-4000-8000-00000001ffff", pool)).toBe(nothingLeft);
});

test("an edition whose buyers had to make room for others' is remembered again, and no request goes to the database for it", async () => {
  const memory = new SoldOutMemory(async () => marksOf(buyer));
  for (let n = 0; n <= 100; n += 1)
    await memory.remember({ editionId: `${n}` }, memory.generation(`${n}`), nothingLeft);
  expect(memory.answerTo(stranger, { editionId: "0" })).toBeUndefined();
  await memory.remember({ editionId: "0" }, memory.generation("0"), nothingLeft);
  expect(memory.answerTo(stranger, { editionId: "0" })).toBe(nothingLeft);
});

test("an order that changed hands is known again after five minutes", async () => {
  vi.useFakeTimers();
  const looks: (Date | undefined)[] = [];
  const memory = new SoldOutMemory(async (_, since) => {
    looks.push(since);
    return marksOf(buyer);
  });
  for (const minutes of [0, 4, 2]) {
    vi.advanceTimersByTime(minutes * 60_000);
    memory.forget(edition);
    await memory.remember(pool, memory.generation(edition), nothingLeft);
  }
  vi.useRealTimers();
  expect(looks.map((since) => since === undefined)).toEqual([true, false, true]);
});

test("many batches that find nothing at one moment look once", async () => {
  let looks = 0;
  const memory = new SoldOutMemory(async () => {
    looks += 1;
    return marksOf(buyer);
  });
  const generation = memory.generation(edition);
  await Promise.all(Array.from({ length: 20 }, () => memory.remember(pool, generation, nothingLeft)));
  expect(looks).toBe(1);
});

test("two batches that find nothing at one moment look one after the other, and all buyers are read once", async () => {
  const looks: (Date | undefined)[] = [];
  const memory = new SoldOutMemory(async (_, since) => {
    looks.push(since);
    return marksOf(buyer);
  });
  const generation = memory.generation(edition);
  await Promise.all([
    memory.remember(pool, generation, nothingLeft),
    memory.remember({ editionId: edition, dropId: "d" }, generation, nothingLeft),
  ]);
  expect(looks.filter((since) => since === undefined)).toHaveLength(1);
  expect(memory.answerTo(stranger, { editionId: edition, dropId: "d" })).toBe(nothingLeft);
});

function marksOf(...ids: string[]): BuyerMarks {
  return { marks: Uint32Array.from(ids, markOf).sort(), through: new Date() };
}
