import { resolve } from "node:path";
import { expect, test } from "vitest";
import { groups } from "#tests/mutants/groups.ts";
import { SourceTree } from "#tests/mutants/source-tree.ts";

const tree = new SourceTree(resolve(import.meta.dirname, "../.."));

test.for(Object.keys(groups))("every mistake of the group %s can still be made, in one place", (name) => {
  const mutants = groups[name] ?? [];
  expect(mutants.map((mutant) => tree.placeOf(mutant)).filter((place) => typeof place === "string")).toEqual([]);
  expect(mutants.length).toBeGreaterThanOrEqual(15);
});

test("no mistake is listed twice, and each changes something", () => {
  const all = Object.values(groups).flat();
  const places = all.map(({ file, text }) => `${file}: ${text}`);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  expect(all.filter(({ text, becomes }) => text === becomes)).toEqual([]);
});
