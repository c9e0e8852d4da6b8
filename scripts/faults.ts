import { parseArgs } from "node:util";
import { Progress } from "#bench/harness/progress.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { type Named, reportLine, reportTable, violationsOf } from "#tests/faults/report.ts";
import { breakOff, findLate, type Scenario } from "#tests/faults/scenario.ts";
import { scenarios } from "#tests/faults/scenarios.ts";

const usage = `npm run faults [-- --only NAME] [--short] [--json]

${scenarios.map(({ name, promise }) => `  ${name.padEnd(17)} ${promise}`).join("\n")}

Does all of it to a shop of its own under load, in full (about a quarter of an hour), and checks every order and every cent
afterwards. --short is what npm test does. --json prints one JSON line last. Exits with 1 when a promise was broken.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      short: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const chosen = choose(values.only);
  const progress = new Progress();
  progress.expect(chosen.length);
  const all: Named[] = [];
  for (const scenario of chosen) all.push(await runOne(scenario, values.short, progress));
  progress.end();
  console.log(reportTable(all));
  if (values.json) console.log(reportLine(all));
  if (violationsOf(all).length > 0) process.exitCode = 1;
});

function choose(names: string[] | undefined): Scenario[] {
  const unknown = names?.find((wanted) => !scenarios.some(({ name }) => name === wanted));
  if (unknown) throw new BootError(`There is no scenario called ${unknown}.\n\n${usage}`);
  return scenarios.filter(({ name }) => !names || names.includes(name));
}

async function runOne(scenario: Scenario, isShort: boolean, progress: Progress): Promise<Named> {
  const { name } = scenario;
  const started = performance.now();
  progress.step(name);
  const say = (step: string) => progress.detail(`${name}: ${step}`);
  const report = await scenario.run({ size: isShort ? "short" : "full", say }).catch(breakOff);
  const late = isShort ? [] : findLate(scenario, report);
  const seconds = Math.round((performance.now() - started) / 1000);
  return { name, seconds, report: { ...report, violations: [...late, ...report.violations] } };
}
