import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Progress } from "#bench/harness/progress.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { startScratchPostgres } from "#lib/boot/postgres/scratch-postgres.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { groups } from "#tests/mutants/groups.ts";
import { Lane } from "#tests/mutants/lane.ts";
import type { Mutant } from "#tests/mutants/mutant.ts";
import { faultsOf, reportLine, reportTable, type Tried } from "#tests/mutants/report.ts";
import { SourceTree } from "#tests/mutants/source-tree.ts";

const usage = `npm run mutants [-- --only GROUP] [--file PART] [--lanes N] [--unchecked] [--json]

${Object.entries(groups)
  .map(([name, mutants]) => `  ${name.padEnd(10)} ${mutants.length}`)
  .join("\n")}

Makes one small mistake at a time in a copy of the tree and runs the tests that should notice it. First the same tests are run
without a mistake, unless --unchecked. --file takes only mistakes in files whose path has PART, and may be given again. --json prints one JSON line last.
Exits with 1 when a group's tests notice less than 85 %, or when a mistake can no longer be made. See docs/mutants.md.`;

const root = resolve(import.meta.dirname, "..");
type Chosen = { group: string; mutant: Mutant };

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      file: { type: "string", multiple: true },
      lanes: { type: "string", default: "2" },
      unchecked: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const files = values.file ?? [""];
  const chosen = choose(values.only).filter(({ mutant }) => files.some((part) => mutant.file.includes(part)));
  const started = performance.now();
  const all = await tryAll(chosen, { lanes: Number(values.lanes), isChecked: !values.unchecked });
  const seconds = (performance.now() - started) / 1000;
  console.log(reportTable(all, seconds));
  if (values.json) console.log(reportLine(all, seconds));
  if (faultsOf(all).length > 0) process.exitCode = 1;
});

function choose(only: string[] | undefined): Chosen[] {
  const unknown = only?.find((name) => !(name in groups));
  if (unknown) throw new BootError(`There is no group called ${unknown}.\n\n${usage}`);
  return Object.entries(groups)
    .filter(([name]) => !only || only.includes(name))
    .flatMap(([group, mutants]) => mutants.map((mutant) => ({ group, mutant })));
}

async function tryAll(chosen: Chosen[], { lanes, isChecked }: { lanes: number; isChecked: boolean }): Promise<Tried[]> {
  const postgres = await startScratchPostgres();
  const open = Array.from({ length: lanes }, () => new Lane({ root, databaseUrl: postgres.superuserUrl }));
  const tree = new SourceTree(root);
  const progress = new Progress();
  progress.expect(chosen.length);
  try {
    if (isChecked) await assertGreen(open, tree, chosen, progress);
    const tried: Tried[] = [];
    const left = chosen.values();
    await Promise.all(open.map(tryNext));
    progress.end();
    return chosen.flatMap(({ mutant }) => tried.find((one) => one.mutant === mutant) ?? []);

    async function tryNext(lane: Lane) {
      for (const { group, mutant } of left) {
        const place = tree.placeOf(mutant);
        const verdict =
          typeof place === "string" ? { is: "stale" as const, by: place, seconds: 0 } : await lane.try(place);
        tried.push({ group, mutant, verdict });
        const by = verdict.by ? `  (${verdict.by})` : "";
        progress.step(`${verdict.is.padEnd(8)} ${verdict.seconds} s  ${group}, ${mutant.file}: ${mutant.means}${by}`);
      }
    }
  } finally {
    for (const lane of open) await lane.remove();
    await postgres.stop();
  }
}

/** A test that fails by itself would notice everything. */
async function assertGreen(lanes: Lane[], tree: SourceTree, chosen: Chosen[], progress: Progress): Promise<void> {
  const places = chosen.map(({ mutant }) => tree.placeOf(mutant)).filter((place) => typeof place !== "string");
  const [place] = places;
  const left = new Set(places.flatMap(({ tests }) => tests)).values();
  if (place) await Promise.all(lanes.map(checkNext));

  async function checkNext(lane: Lane) {
    for (const test of left) {
      const verdict = place && (await lane.check(test, place));
      if (verdict?.is !== "survived") throw new BootError(`Without any mistake ${test} fails: ${verdict?.by}`);
      progress.step(`as it is  ${verdict.seconds} s  ${test}`);
    }
  }
}
