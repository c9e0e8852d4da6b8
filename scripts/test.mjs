// npm test: unit, database and HTTP tests by Vitest, then the browser tests by Playwright, and one line with the sum.
//   npm test                   everything
//   npm test -- preorders      only the Vitest files that match
//   npm test -- --e2e [room]   only the browser tests (that match)
//   npm test -- --postgres /usr/lib/postgresql/15/bin [preorders]
//                              the database, HTTP and fault tests (that match) on the PostgreSQL in that folder
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOnPinnedNode } from "./child.mjs";
import { root } from "./installation.mjs";
import { prepare } from "./prepare.mjs";
import { addCounts, countPlaywright, countVitest, describeCounts } from "./test-counts.mjs";

await prepare();
const words = process.argv.slice(2);
const at = words.indexOf("--postgres");
const postgres = at < 0 ? undefined : words[at + 1];
const filters = words.filter(
  (word, index) => word !== "--e2e" && word !== "--postgres" && (at < 0 || index !== at + 1),
);
const onlyBrowser = words.includes("--e2e");
// Neither the video nor the pages know which server is behind them.
const withoutDatabase = postgres ? ["--exclude=tests/media/**", "--exclude=tests/studio/**"] : [];
const env = postgres ? { ...process.env, POSTGRES_BIN: postgres } : process.env;
const hasBrowserTests = existsSync(`${root}tests/e2e`);
const reports = mkdtempSync(join(tmpdir(), "launchroom-reports-"));
const counts = [];

if (!onlyBrowser) {
  const report = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runOnPinnedNode(
    ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...withoutDatabase, ...filters],
    { env },
  );
  counts.push(countVitest(report, code));
}
if (hasBrowserTests && !postgres && (onlyBrowser || filters.length === 0)) {
  const report = join(reports, "playwright.json");
  const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...filters];
  const code = await runOnPinnedNode(args, { env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  counts.push(countPlaywright(report, code));
}

rmSync(reports, { recursive: true, force: true });
const total = addCounts(counts);
console.log(`\n${describeCounts(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
