// npm test: unit, database and HTTP tests by Vitest, then the browser tests by Playwright, and one line with the sum.
//   npm test                   everything
//   npm test -- preorders      only the Vitest files that match
//   npm test -- --e2e [room]   only the browser tests (that match)
//   npm test -- --changed [--since COMMIT]
//                              what the changes since a commit (the last one) can reach
//   npm test -- --postgres /usr/lib/postgresql/15/bin [preorders]
//                              the database, HTTP and fault tests (that match) on the PostgreSQL in that folder
//   npm test -- --pooler [preorders]
//                              the same through PgBouncer in transaction mode: that of the system, or the one in PGBOUNCER
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { changedTests } from "./changed-tests.mjs";
import { runOnPinnedNode } from "./child.mjs";
import { pinnedNode, root } from "./installation.mjs";
import { prepare, refuse } from "./prepare.mjs";
import { addCounts, countPlaywright, countVitest, describeCounts, withSecondRun } from "./test-counts.mjs";

await prepare();
const { values: asked, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    e2e: { type: "boolean", default: false },
    postgres: { type: "string" },
    pooler: { type: "boolean", default: false },
    changed: { type: "boolean", default: false },
    since: { type: "string", default: "HEAD" },
  },
});
/** Neither the video nor the pages know which server is behind them. */
const isOfDatabase = asked.postgres !== undefined || asked.pooler;
const { unit, browser } = chooseTests();
const reports = mkdtempSync(join(tmpdir(), "launchroom-reports-"));
const counts = [];
const built = unit !== "none" && browser !== "none" ? buildAside() : undefined;
if (unit !== "none") counts.push(await runVitest(unit));
if (browser !== "none") {
  await built;
  // Pages share a server two at a time; what plays video has the machine for itself.
  counts.push(await runPlaywright("pages", 2, browser));
  counts.push(await runPlaywright("video", 1, browser));
}
rmSync(reports, { recursive: true, force: true });
const total = addCounts(counts);
console.log(`\n${describeCounts(total)}`);
process.exitCode = total.failed > 0 || (total.passed === 0 && !asked.changed) ? 1 : 0;

/** The filters of either runner; an empty list is everything. */
function chooseTests() {
  if (asked.changed) {
    const { unit, browser } = changedTests(asked.since);
    const listed = (files) => (files === "all" ? [] : files.length > 0 ? files : "none");
    return { unit: listed(unit), browser: listed(browser) };
  }
  const hasBrowser = asked.e2e || (filters.length === 0 && !isOfDatabase);
  return { unit: asked.e2e ? "none" : filters, browser: hasBrowser ? filters : "none" };
}

/** What fails runs once more alone, as browser tests do: two cores may miss a moment, and the log names what did. */
async function runVitest(files) {
  const first = await runVitestOnce(files, "vitest.json");
  if (first.failed === 0 || !first.files?.length) return first;
  return withSecondRun(first, await runVitestOnce(first.files, "second.json"));
}

async function runVitestOnce(files, name) {
  const report = join(reports, name);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const withoutDatabase = isOfDatabase ? ["--exclude=tests/media/**", "--exclude=tests/studio/**"] : [];
  const env = {
    ...process.env,
    ...(asked.postgres ? { POSTGRES_BIN: asked.postgres } : {}),
    ...(asked.pooler ? { TEST_POOLER: findPooler() } : {}),
  };
  const args = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...withoutDatabase, ...files];
  return countVitest(report, await runOnPinnedNode(args, { env }));
}

function findPooler() {
  const program = process.env.PGBOUNCER ?? "pgbouncer";
  const { stdout, status } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (status !== 0) refuse("PgBouncer is not installed: apt install pgbouncer, or name its program in PGBOUNCER.");
  console.log(`Through ${stdout.split("\n")[0]}.`);
  return program;
}

/** Builds the pages of the browser tests with what the other tests leave of the processors; what it finds wrong the browser tests say. */
function buildAside() {
  const build = spawn(pinnedNode, ["scripts/build.ts"], { cwd: root, stdio: "ignore" });
  setPriority(build.pid, 19);
  return once(build, "exit");
}

async function runPlaywright(project, workers, files) {
  const report = join(reports, `${project}.json`);
  const options = [`--project=${project}`, `--workers=${workers}`, "--reporter=list,json", "--pass-with-no-tests"];
  const args = ["node_modules/@playwright/test/cli.js", "test", ...options, ...files];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return countPlaywright(report, await runOnPinnedNode(args, { env }));
}
