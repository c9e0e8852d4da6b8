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
// The whole has two lanes: what takes the processors, and beside it what goes at the pace of time and leaves one of them free.
const isWhole = unit !== "none" && browser !== "none" && unit.length + browser.length === 0;
if (isWhole) {
  await Promise.all([
    runLane(["selling", "shop"], { project: "pages", workers: 3 }),
    runLane(["feeds", "video"], { project: "video", workers: 1 }),
  ]);
} else {
  if (unit !== "none") counts.push(await runVitest(unit));
  if (browser !== "none")
    await runBrowsers([
      { project: "pages", workers: 3 },
      { project: "video", workers: 1 },
    ]);
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

/** Vitest's projects and then, on the pages that are built meanwhile, one of the browser's. */
async function runLane(projects, specs) {
  counts.push(await runVitest([], projects));
  await runBrowsers([specs]);
}

async function runBrowsers(runs) {
  await built;
  for (const { project, workers } of runs) counts.push(await runPlaywright(project, workers, browser));
}

/** What fails runs once more alone, as browser tests do: two cores may miss a moment, and the log names what did. */
async function runVitest(files, projects = []) {
  const chosen = projects.map((project) => `--project=${project}`);
  const name = projects[0] ?? "all";
  const first = await runVitestOnce([...chosen, ...files], `${name}.json`);
  if (first.failed === 0 || !first.files?.length) return first;
  return withSecondRun(first, await runVitestOnce([...chosen, ...first.files], `${name}-again.json`));
}

async function runVitestOnce(choice, name) {
  const report = join(reports, name);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const withoutDatabase = isOfDatabase ? ["--exclude=tests/media/**", "--exclude=tests/studio/**"] : [];
  const env = {
    ...process.env,
    ...(asked.postgres ? { POSTGRES_BIN: asked.postgres } : {}),
    ...(asked.pooler ? { TEST_POOLER: findPooler() } : {}),
  };
  const args = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...withoutDatabase, ...choice];
  return countVitest(report, await runOnPinnedNode(args, { env }));
}

function findPooler() {
  const program = process.env.PGBOUNCER ?? "pgbouncer";
  const { stdout, status } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (status !== 0) refuse("PgBouncer is not installed: apt install pgbouncer, or name its program in PGBOUNCER.");
  console.log(`Through ${stdout.split("\n")[0]}.`);
  return program;
}

/** Builds the pages of the browser tests a little behind the other tests; what it finds wrong the browser tests say. */
function buildAside() {
  const build = spawn(pinnedNode, ["scripts/build.ts"], { cwd: root, stdio: "ignore" });
  setPriority(build.pid, 5);
  return once(build, "exit");
}

async function runPlaywright(project, workers, files) {
  const report = join(reports, `${project}.json`);
  const options = [`--project=${project}`, `--workers=${workers}`, "--reporter=list,json", "--pass-with-no-tests"];
  const args = ["node_modules/@playwright/test/cli.js", "test", ...options, ...files];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return countPlaywright(report, await runOnPinnedNode(args, { env }));
}
