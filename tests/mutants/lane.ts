import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Place } from "#tests/mutants/source-tree.ts";
import { type Task, type Verdict, verdict } from "#tests/mutants/verdict.ts";

const leftOut = new Set([".git", "node_modules", ".next", ".data", "test-results", "playwright-report"]);
/** A mistake that makes a test wait for ever is noticed as well. */
const longest = 180_000;

/** A copy of the tree in which one mistake at a time is made, so that nobody's own files are touched. */
export class Lane {
  readonly #root: string;
  readonly #databaseUrl: string;
  #child: Promise<ChildProcess> | undefined;

  constructor({ root, databaseUrl }: { root: string; databaseUrl: string }) {
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), "launchroom-mutants-")));
    this.#databaseUrl = databaseUrl;
    cpSync(root, this.#root, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) });
    symlinkSync(join(root, "node_modules"), join(this.#root, "node_modules"));
  }

  /** Makes the mistake, runs the tests that should notice until one does, and takes it back. */
  async try({ path, before, after, tests }: Place): Promise<Verdict> {
    const said = await this.#ask({ path, text: after, tests });
    if (said) return said;
    await this.#end();
    await this.#ask({ path, text: before, tests: [] });
    return { is: "noticed", by: "a test comes to no end", seconds: longest / 1000 };
  }

  /** Runs a test file as it is. */
  async check(test: string, { path, before }: Place): Promise<Verdict | null> {
    return this.#ask({ path, text: before, tests: [test] });
  }

  /** Null when no answer came in time. */
  async #ask(task: Task): Promise<Verdict | null> {
    this.#child ??= this.#start();
    const child = await this.#child;
    const answer = once(child, "message", { signal: AbortSignal.timeout(longest) });
    child.send(task);
    return answer.then(
      ([said]) => verdict.parse(said),
      () => null,
    );
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, "lane-main.ts"), {
      cwd: this.#root,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      detached: true,
      env: {
        ...process.env,
        TEST_DATABASE_URL: this.#databaseUrl,
        VITEST: "true",
        VITEST_FS_MODULE_CACHE_PATH: join(this.#root, ".vitest-cache"),
      },
    });
    await once(child, "message");
    return child;
  }

  async #end() {
    const child = await this.#child;
    this.#child = undefined;
    if (!child?.pid) return;
    const gone = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await gone;
  }

  async remove() {
    await this.#end();
    rmSync(this.#root, { recursive: true, force: true });
  }
}
