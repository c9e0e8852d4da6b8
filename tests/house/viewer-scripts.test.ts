import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
/** What a viewer's phone loads: rooms, and the sheets that open over them. */
const rooms = globSync("components/{room,preorders/checkout}/*.tsx", { cwd: root });

test("no room and no sheet brings a validator of schemas to a viewer's phone", () => {
  expect(rooms.length).toBeGreaterThan(30);
  expect(rooms.flatMap((file) => wayToZod(join(root, file)) ?? [])).toEqual([]);
});

/** The shortest chain of imports from a file to zod; null when there is none. */
function wayToZod(start: string): string | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  for (const file of cameFrom.keys()) {
    for (const found of importsOf(file)) {
      if (found === "zod") return wayOf(file, cameFrom);
      if (found.startsWith("/") && !cameFrom.has(found)) cameFrom.set(found, file);
    }
  }
  return null;
}

function wayOf(last: string, cameFrom: Map<string, string | null>): string {
  const before = cameFrom.get(last);
  return `${before ? `${wayOf(before, cameFrom)} → ` : ""}${last.slice(root.length + 1)}`;
}

/** What a file brings along when it runs: without types, and without what it asks for later. */
function importsOf(file: string): string[] {
  if (!/\.tsx?$/.test(file) || !existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\s*from\s+"([^"]+)"/gm)]
    .filter(([, names = ""]) => !isOfTypes(names))
    .map(([, , from = ""]) => {
      if (from.startsWith("#")) return join(root, from.slice(1));
      return from.startsWith(".") ? resolve(dirname(file), from) : from;
    });
}

function isOfTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  const parts =
    inside
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  return parts.length > 0 && parts.every((part) => part.startsWith("type "));
}
