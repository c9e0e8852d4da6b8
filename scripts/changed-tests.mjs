// Which tests the changes since a commit can reach.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, root } from "./installation.mjs";

/** What no import leads to and everything stands on. */
const everything = /^(package(-lock)?\.json|tsconfig\.json|vitest\.config\.ts|prisma\/|tests\/support\/)/;
/** What pages and their server are made of. */
const pages =
  /^(app|components|lib|prisma|public|tests\/support)\/|^(server\.ts|instrumentation-client\.ts|[^/]+\.config\.(ts|mjs)|package(-lock)?\.json|scripts\/start\.mjs)$/;
/** What a test that starts the shop as a process of its own runs, without importing it. */
const server = /^(lib|scripts)\/|^server\.ts$/;
const startsProcesses = /app-process|support\/site|stripe-shop|faults\/shop|scripts\//;

/** Rules of the house, which read files instead of importing them; documents and settings are held against the code there. */
const readsTheTree = /^tests\/(house\/|boot\/settings)/;

/** The Vitest files, all of them as "all", and the browser specs likewise. */
export function changedTests(since) {
  const changed = filesSince(since);
  const specs = changed.filter((file) => /^tests\/e2e\/.*\.spec\.ts$/.test(file));
  return {
    unit: changed.some((file) => everything.test(file)) ? "all" : reached(changed, since),
    browser: changed.some((file) => pages.test(file)) ? "all" : specs,
  };
}

function filesSince(since) {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
  return [...new Set([...git("diff", "--name-only", since), ...git("ls-files", "--others", "--exclude-standard")])];
}

function reached(changed, since) {
  const args = ["node_modules/vitest/vitest.mjs", "list", `--changed=${since}`, "--filesOnly", "--json"];
  const listed = JSON.parse(execFileSync(pinnedNode, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
  const byImport = listed.map(({ file }) => file.replace(root, ""));
  const byProcess = changed.some((file) => server.test(file)) ? testFiles().filter(startsProcess) : [];
  const byReading = changed.length > 0 ? testFiles().filter((file) => readsTheTree.test(file)) : [];
  return [...new Set([...byImport, ...byProcess, ...byReading])];
}

function testFiles() {
  return readdirSync(join(root, "tests"), { recursive: true })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join("tests", file));
}

const startsProcess = (file) => startsProcesses.test(readFileSync(join(root, file), "utf8"));
