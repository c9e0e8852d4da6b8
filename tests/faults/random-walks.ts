import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { addReports, nothing, type Report, type Scenario } from "#tests/faults/scenario.ts";

const rounds = { short: 1, full: 3 } as const;
const walks = { short: 8, full: 60 } as const;
const root = join(import.meta.dirname, "..", "..");

/** The properties, walks and fuzzing of the suite from seeds that nobody chose. It is no test: what it finds becomes one. */
export const randomWalks: Scenario = {
  name: "random-walks",
  promise: "every property, walk and fuzz of the suite holds from seeds that nobody chose",
  async run({ size, say }) {
    const reports: Report[] = [];
    for (let round = 0; round < rounds[size]; round += 1) {
      const seed = randomInt(2 ** 31);
      say(`seed ${seed}`);
      reports.push(await walk(seed, walks[size]));
    }
    return addReports(reports);
  },
};

const outcome = z.object({
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

async function walk(seed: number, times: number): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-walks-"));
  const report = join(folder, "report.json");
  const args = ["node_modules/vitest/vitest.mjs", "run", "--reporter=json", `--outputFile=${report}`, ...seededFiles()];
  const env = { ...process.env, TEST_SEED: String(seed), MACHINE_RUNS: String(times) };
  try {
    const [code] = await once(spawn(process.execPath, args, { cwd: root, env, stdio: "ignore" }), "exit");
    const { numTotalTests, testResults } = outcome.parse(JSON.parse(readFileSync(report, "utf8")));
    const violations = testResults.flatMap(({ name, message, status, assertionResults }) => {
      const failed = assertionResults.filter((result) => result.status === "failed");
      const said = failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join("\n")}`);
      return status === "failed" && failed.length === 0 ? [`${name}: ${message}`] : said;
    });
    if (code !== 0 && violations.length === 0) violations.push(`the tests ended with ${code}`);
    const told = violations.map((violation) => `TEST_SEED=${seed} ${violation}`);
    return { ...nothing, firstSuccessMs: null, notes: { [`tests from ${seed}`]: numTotalTests }, violations: told };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every test file that invents something with fast-check. */
function seededFiles(): string[] {
  const files = globSync("tests/**/*.test.ts", { cwd: root });
  return files.filter((file) => readFileSync(join(root, file), "utf8").includes("fc."));
}
