import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { outcomesOf, unpaidOutcomes } from "#lib/engine/outcomes.ts";

const folder = resolve(import.meta.dirname, "../../prisma/engine");
const sql = readdirSync(folder)
  .map((file) => readFileSync(join(folder, file), "utf8"))
  .join("\n");
const known: Record<string, readonly string[]> = outcomesOf;

test("what each function of the engine may answer is what TypeScript parses and turns into refusals", () => {
  const said = readOutcomes(sql);
  expect(Object.keys(said).sort()).toEqual(Object.keys(known).sort());
  for (const [name, words] of Object.entries(said)) expect(new Set(known[name]), name).toEqual(new Set(words));
});

test("every word that TypeScript knows is in the SQL as one", () => {
  const words = [...Object.values(known).flat(), ...unpaidOutcomes];
  expect(words.filter((word) => !new RegExp(`['"]${word}['"]`).test(sql))).toEqual([]);
});

test("a function with a word more is seen", () => {
  const text =
    "-- Ends it. Outcomes: ended (also when it was before),\n-- not_found. Returns {outcome}.\nCREATE FUNCTION end_it(";
  expect(readOutcomes(text)).toEqual({ end_it: ["ended", "not_found"] });
});

/** The words after `Outcomes:` in the comment above each function that has such a list. */
function readOutcomes(text: string): Record<string, string[]> {
  const lists = [...text.matchAll(/((?:^--.*\n)+)CREATE FUNCTION (\w+)/gm)].flatMap(([, comment = "", name = ""]) => {
    const plain = comment.replaceAll(/^-- ?/gm, "").replaceAll("\n", " ");
    const [, list] = /Outcomes: (.*?)\.(?: |$)/.exec(plain.replaceAll(/\([^)]*\)/g, "")) ?? [];
    return list ? [{ name, words: list.split(/,| and /).map((word) => word.trim()) }] : [];
  });
  // A conversion places an order as well: when that was done, it is converted.
  const placing = lists.find(({ name }) => name === "place_preorders")?.words ?? [];
  const noes = placing.filter((word) => word !== "placed" && word !== "replayed");
  return Object.fromEntries(
    lists.map(({ name, words }) => [
      name,
      [...words.filter((word) => /^\w+$/.test(word)), ...(words.includes("those of place_preorders") ? noes : [])],
    ]),
  );
}
