import { expect, test } from "vitest";
import { SoldOutMemory } from "#lib/inventory/sold-out.ts";

const edition = "e";
const buyer = "00000000-0000-4000-8000-000000000001";
const stranger = "00000000-0000-4000-8000-000000000002";

test("a sold-out edition answers everybody but those who have an order there", async () => {
  const memory = new SoldOutMemory(async () => [buyer]);
  expect(memory.answers(edition, stranger)).toBe(false);
  await memory.remember(edition, memory.generation(edition));
  expect(memory.answers(edition, stranger)).toBe(true);
  expect(memory.answers(edition, buyer)).toBe(false);
  memory.forget(edition);
  expect(memory.answers(edition, stranger)).toBe(false);
});

test("a unit that came back while the last batch was on its way is not hidden", async () => {
  const memory = new SoldOutMemory(async () => [buyer]);
  const before = memory.generation(edition);
  memory.forget(edition);
  await memory.remember(edition, before);
  expect(memory.answers(edition, stranger)).toBe(false);
});

test.each([
  ["the edition is forgotten", (memory: SoldOutMemory) => memory.forget(edition)],
  ["everything is forgotten", (memory: SoldOutMemory) => memory.forgetAll()],
])("nothing is remembered when %s while its buyers are read", async (_, forget) => {
  const read = Promise.withResolvers<string[]>();
  const memory = new SoldOutMemory(() => read.promise);
  const remembering = memory.remember(edition, memory.generation(edition));
  forget(memory);
  read.resolve([buyer]);
  await remembering;
  expect(memory.answers(edition, stranger)).toBe(false);
});
