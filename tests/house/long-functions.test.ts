import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "launchroom-lengths-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const complexity = z.object({ noExcessiveLinesPerFunction: z.unknown() });
const linter = z.object({ rules: z.object({ complexity: complexity.optional() }) });
const config = z.object({ overrides: z.array(z.object({ includes: z.array(z.string()), linter })) });
const limit = { level: "error", options: { maxLines: 60 } };

test("no file may hold a function of more than 60 lines within its braces (blank ones not counted)", () => {
  const { overrides } = config.parse(JSON.parse(readFileSync(join(root, "biome.json"), "utf8")));
  const said = overrides.flatMap(({ includes, linter: { rules } }) =>
    rules.complexity ? [{ includes, rule: rules.complexity.noExcessiveLinesPerFunction }] : [],
  );
  expect(said).toEqual([{ includes: ["lib/**", "components/**", "app/**"], rule: limit }]);
});

test("a function of 61 lines is seen, one of 60 is not", async () => {
  const [long, short] = [61, 60].map((lines) => `export function f() {\n${"  f();\n".repeat(lines)}}\n`);
  writeFileSync(join(folder, "long.ts"), long ?? "");
  writeFileSync(join(folder, "short.ts"), short ?? "");
  expect(await findLong(["long.ts", "short.ts"], folder)).toEqual(["long.ts"]);
});

/** Which of the files hold a function that is too long. */
async function findLong(files: string[], cwd = root): Promise<string[]> {
  const rules = { recommended: false, complexity: { noExcessiveLinesPerFunction: limit } };
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter: { rules } }));
  const program = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [program, "lint", `--config-path=${folder}`, "--max-diagnostics=none", "--reporter=github", ...files];
  const said = await promisify(execFile)(process.execPath, args, { cwd }).catch((error: { stdout: string }) => error);
  const hits = [...said.stdout.matchAll(/noExcessiveLinesPerFunction,file=([^,]+)/g)].map(([, file = ""]) => file);
  return files.filter((file) => hits.some((hit) => hit === file || hit.endsWith(`/${file}`)));
}
