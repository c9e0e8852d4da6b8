// A process that keeps one Vitest warm on the tree that it stands in, and makes one mistake there after the other.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVitest, type Vitest } from "vitest/node";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { type Task, task, type Verdict } from "#tests/mutants/verdict.ts";

const root = process.cwd();
// It does not watch: a run of its own, begun by the file that was put back, would mix with the next one.
const vitest = await createVitest("test", { watch: false, root, bail: 1, silent: true, reporters: [{}] });
await vitest.standalone();

process.on("message", (message) => {
  void judge(task.parse(message)).then((verdict) => process.send?.(verdict));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function judge({ path, text, tests }: Task): Promise<Verdict> {
  const started = performance.now();
  const before = readFileSync(join(root, path), "utf8");
  const outcome = await put(path, text)
    .then(() => runUntilOneFails(tests))
    .catch((error: unknown) => ({ is: "unclear" as const, by: String(error) }));
  await put(path, before);
  return { ...outcome, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

/** The databases of the tests are copies of templates, which know the functions of the files as they are now. */
async function put(path: string, text: string): Promise<void> {
  writeFileSync(join(root, path), text);
  vitest.invalidateFile(join(root, path));
  if (!path.endsWith(".sql")) return;
  for (const project of vitest.projects) {
    const { testDatabases } = project.getProvidedContext();
    if (testDatabases) await migrate({ databaseUrl: testDatabases.ownerUrl, folder: join(root, "prisma") });
  }
}

async function runUntilOneFails(tests: string[]): Promise<Omit<Verdict, "seconds">> {
  for (const test of tests) {
    const outcome = await run(vitest, join(root, test));
    if (outcome.is !== "survived") return outcome;
  }
  return { is: "survived", by: "" };
}

async function run(vitest: Vitest, file: string): Promise<Omit<Verdict, "seconds">> {
  const specifications = await vitest.globTestSpecifications([file]);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const module = testModules.find(({ moduleId }) => moduleId === file);
  if (!module) return { is: "unclear", by: `${file} did not run` };
  const [failed] = module.children.allTests("failed");
  if (failed) return { is: "noticed", by: failed.fullName };
  const [error] = module.errors();
  if (error) return { is: module.children.size > 0 ? "noticed" : "unclear", by: error.message };
  if (unhandledErrors.length > 0) return { is: "noticed", by: String(unhandledErrors[0]) };
  return module.state() === "passed" ? { is: "survived", by: "" } : { is: "unclear", by: `${file} ${module.state()}` };
}
