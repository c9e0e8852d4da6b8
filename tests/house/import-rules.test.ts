import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { buildHouse, cruise, root, write } from "#tests/house/cruise.ts";

/** For each rule a file that breaks it, and what that imports. */
const violations: Record<string, [file: string, imports: string]> = {
  "no-cycles": ["lib/shows/one.ts", "./two.ts"],
  "app-is-the-top": ["lib/shows/up.ts", "../../app/page.ts"],
  "lib-knows-no-ui": ["lib/shows/looks.ts", "../../components/room/card.ts"],
  "ui-knows-no-domain": ["components/ui/knows.ts", "../../lib/db.ts"],
  "components-receive-data": ["components/room/loads.ts", "../../lib/shows/queries.ts"],
  "watching-is-not-broadcasting": ["components/media/player/airs.ts", "../broadcast/studio.ts"],
  "checkout-knows-no-orders": ["components/preorders/checkout/shows.ts", "../orders/receipt.ts"],
  "pages-read-through-queries": ["app/reads.ts", "../lib/db.ts"],
  "pure-files-stay-pure": ["lib/shows/schema.ts", "../db.ts"],
  "media-knows-no-shop": ["lib/media/sells.ts", "../shows/queries.ts"],
  "engine-stands-below": ["lib/engine/shows.ts", "../shows/queries.ts"],
  "only-the-engine-makes-writes": ["lib/shows/writes.ts", "../engine/write.ts"],
  "orders-come-in-batches": ["lib/shows/orders.ts", "../engine/place-orders.ts"],
  "pages-ask-the-container": ["lib/shows/finds.ts", "../container.ts"],
  "requests-stop-at-the-edge": ["lib/shows/asks.ts", "next/headers"],
  "one-socket-server": ["lib/shows/sends.ts", "socket.io"],
  "only-compose-boots": ["lib/shows/boots.ts", "../boot/compose.ts"],
  "no-dev-dependencies": ["lib/shows/ships.ts", "vitest"],
  resolvable: ["lib/shows/lost.ts", "./nowhere.ts"],
};
const innocent = [
  "app/page.ts",
  "components/room/card.ts",
  "components/media/broadcast/studio.ts",
  "components/preorders/orders/receipt.ts",
  "lib/container.ts",
  "lib/db.ts",
  "lib/shows/queries.ts",
  "lib/boot/compose.ts",
  "lib/engine/write.ts",
  "lib/engine/place-orders.ts",
];

const house = buildHouse();
afterAll(() => rmSync(house, { recursive: true, force: true }));

const named = z.object({ name: z.string() });
const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: named })),
    ruleSetUsed: z.object({ forbidden: z.array(named) }),
  }),
});

test("every rule about imports fails on a file that breaks it, and on no other", async () => {
  build();
  const { violations: found, ruleSetUsed } = report.parse(await cruise(house, ["app", "components", "lib"])).summary;
  expect(ruleSetUsed.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(violations).sort());
  const seen = new Set(found.map(({ from, rule }) => `${rule.name}: ${from}`));
  const expected = Object.entries(violations).map(([name, [file]]) => `${name}: ${file}`);
  expect(expected.filter((each) => !seen.has(each))).toEqual([]);
  expect(found.filter(({ from }) => innocent.includes(from))).toEqual([]);
}, 60_000);

function build(): void {
  for (const { name } of readdirSync(join(root, "lib"), { withFileTypes: true }).filter((each) => each.isDirectory())) {
    mkdirSync(join(house, "lib", name), { recursive: true });
  }
  for (const file of innocent) write(house, file, "export const here = 1;\n");
  for (const [file, imports] of Object.values(violations)) write(house, file, `import "${imports}";\n`);
  write(house, "lib/shows/two.ts", 'import "./one.ts";\n');
}
