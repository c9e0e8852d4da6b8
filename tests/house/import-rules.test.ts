import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";

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

const root = resolve(import.meta.dirname, "../..");
const house = mkdtempSync(join(tmpdir(), "launchroom-house-"));
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
  const { violations: found, ruleSetUsed } = report.parse(JSON.parse(await cruise())).summary;
  expect(ruleSetUsed.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(violations).sort());
  const seen = new Set(found.map(({ from, rule }) => `${rule.name}: ${from}`));
  const expected = Object.entries(violations).map(([name, [file]]) => `${name}: ${file}`);
  expect(expected.filter((each) => !seen.has(each))).toEqual([]);
  expect(found.filter(({ from }) => innocent.includes(from))).toEqual([]);
}, 60_000);

function build(): void {
  for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.mjs"]) {
    copyFileSync(join(root, file), join(house, file));
  }
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  for (const { name } of readdirSync(join(root, "lib"), { withFileTypes: true }).filter((each) => each.isDirectory())) {
    mkdirSync(join(house, "lib", name), { recursive: true });
  }
  for (const file of innocent) write(file, "export const here = 1;\n");
  for (const [file, imports] of Object.values(violations)) write(file, `import "${imports}";\n`);
  write("lib/shows/two.ts", 'import "./one.ts";\n');
}

function write(file: string, text: string): void {
  const path = join(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The report as JSON; that rules are broken is not an error of this output. */
async function cruise(): Promise<string> {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [program, "app", "components", "lib", "--output-type", "json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: house, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
