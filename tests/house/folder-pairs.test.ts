import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { buildHouse, cruise, root, write } from "#tests/house/cruise.ts";

/** Folders of lib that import each other, types included. Take pairs away, never add one: what both need belongs below them. */
const remaining = ["accounts api", "accounts notices", "payments preorders"];

const house = buildHouse();
afterAll(() => rmSync(house, { recursive: true, force: true }));

const graph = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
});

test("no folders of lib import each other but those named here", async () => {
  expect(await findPairs(root)).toEqual(remaining);
}, 60_000);

test("two folders that import each other are seen, though one takes types alone and no two files form a circle", async () => {
  write(house, "lib/shows/one.ts", 'import type { Two } from "../drops/two.ts";\nexport type One = Two;\n');
  write(house, "lib/drops/two.ts", "export type Two = 2;\n");
  write(house, "lib/drops/three.ts", 'import { four } from "../shows/four.ts";\nexport const three = four - 1;\n');
  write(house, "lib/shows/four.ts", 'import { five } from "../lines/five.ts";\nexport const four = five - 1;\n');
  write(house, "lib/queue/five.ts", "export const five = 5;\n");
  expect(await findPairs(house)).toEqual(["drops shows"]);
}, 60_000);

async function findPairs(cwd: string): Promise<string[]> {
  const { modules } = graph.parse(await cruise(cwd, ["lib"]));
  const arrows = new Set<string>();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) arrows.add(`${folderOf(source)} ${folderOf(resolved)}`);
  }
  return [...arrows].filter((arrow) => isFirstOfTwo(arrow, arrows)).toSorted();
}

function isFirstOfTwo(arrow: string, arrows: Set<string>): boolean {
  const [from = "", to = ""] = arrow.split(" ");
  return from !== "" && from < to && arrows.has(`${to} ${from}`);
}

const folderOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? "";
