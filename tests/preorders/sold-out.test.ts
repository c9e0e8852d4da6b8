import { expect, test } from "vitest";
import { nothingLeft, SoldOutMemory } from "#lib/engine/sold-out.ts";

const edition = "e";
const pool = { editionId: edition };
const buyer = "00000000-0000-4000-8000-000000000001";
const stranger = "00000000-0000-4000-8000-000000000002";

test("a sold-out edition answers everybody but those who have an order there", async () => {
  const memory = new SoldOutMemory(async () => [buyer]);
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
  await memory.remember(pool, memory.generation(edition), nothingLeft);
  expect(memory.answerTo(stranger, pool)).toBe(nothingLeft);
  expect(memory.answerTo(buyer, pool)).toBeUndefined();
  memory.forget(edition);
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});

test("a unit that came back while the last batch was on its way is not hidden", async () => {
  const memory = new SoldOutMemory(async () => [buyer]);
  const before = memory.generation(edition);
  memory.forget(edition);
  await memory.remember(pool, before, nothingLeft);
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});

test.each([
  ["the edition is forgotten", (memory: SoldOutMemory) => memory.forget(edition)],
  ["everything is forgotten", (memory: SoldOutMemory) => memory.forgetAll()],
])("nothing is remembered when %s while its buyers are read", async (_, forget) => {
  const read = Promise.withResolvers<string[]>();
  const memory = new SoldOutMemory(() => read.promise);
  const remembering = memory.remember(pool, memory.generation(edition), nothingLeft);
  forget(memory);
  read.resolve([buyer]);
  await remembering;
  expect(memory.answerTo(stranger, pool)).toBeUndefined();
});
