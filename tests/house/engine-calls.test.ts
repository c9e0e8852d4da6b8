import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

test("outside lib/engine no file of lib calls a function of prisma/engine", () => {
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("engine/"))
    .map((file) => ({ file, calls: findCalls(readFileSync(join(root, "lib", file), "utf8")) }));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter(({ calls }) => calls.length > 0)).toEqual([]);
});

test("a call is seen wherever it stands in a statement, and a comment or another word is none", () => {
  expect(findCalls(["await db.$queryRaw`", "SELECT move_preorders ($", "{id}::uuid)`"].join(""))).toEqual([
    "move_preorders",
  ]);
  expect(findCalls('const due = "NOT is_disputed(o.id)";')).toEqual(["is_disputed"]);
  expect(
    findCalls("/** As undo_time() in the database. */ const a = `SELECT move_preorders_of(1)`; // first_fit(1)"),
  ).toEqual([]);
  expect(findCalls('{ code: "balance_due" }')).toEqual([]);
});

/** The functions of prisma/engine that a source text calls by name, outside its comments. */
function findCalls(source: string): string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
  return [...text.matchAll(/\b(\w+)\s*\(/g)].flatMap(([, name = ""]) => (functions.has(name) ? [name] : []));
}

const folder = join(root, "prisma/engine");
const functions = new Set(
  readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^CREATE FUNCTION (\w+)/gm)].map(([, name = ""]) => name),
  ),
);
