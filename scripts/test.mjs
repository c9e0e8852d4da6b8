// npm test: unit, database and HTTP tests by Vitest, then the browser tests by Playwright, and one line with the sum.
//   npm test                   everything
//   npm test -- preorders      only the Vitest files that match
//   npm test -- --e2e [room]   only the browser tests (that match)
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOnPinnedNode } from "./child.mjs";
import { root } from "./installation.mjs";
import { prepare } from "./prepare.mjs";
import { addCounts, countPlaywright, countVitest, describeCounts } from "./test-counts.mjs";

await prepare();
const filters = process.argv.slice(2).filter((word) => word !== "--e2e");
const onlyBrowser = process.argv.includes("--e2e");
const hasBrowserTests = existsSync(`${root}tests/e2e`);
const reports = mkdtempSync(join(tmpdir(), "launchroom-reports-"));
const counts = [];

if (!onlyBrowser) {
  const report = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runOnPinnedNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters]);
  counts.push(countVitest(report, code));
}
if (hasBrowserTests && (onlyBrowser || filters.length === 0)) {
  const report = join(reports, "playwright.json");
  const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...filters];
  const code = await runOnPinnedNode(args, { env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  counts.push(countPlaywright(report, code));
}

rmSync(reports, { recursive: true, force: true });
const total = addCounts(counts);
console.log(`\n${describeCounts(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
