import { parseArgs } from "node:util";
import { air } from "#bench/air.ts";
import { arrivals } from "#bench/arrivals.ts";
import { cluster } from "#bench/cluster.ts";
import { fanout } from "#bench/fanout.ts";
import { flood } from "#bench/flood.ts";
import { growth } from "#bench/growth.ts";
import type { Bench } from "#bench/harness/bench.ts";
import { describeMachine } from "#bench/harness/machine.ts";
import { Progress } from "#bench/harness/progress.ts";
import { reportLine, reportTable } from "#bench/harness/report.ts";
import { orders } from "#bench/orders.ts";
import { pages } from "#bench/pages.ts";
import { stampede } from "#bench/stampede.ts";
import { video } from "#bench/video.ts";
import { writes } from "#bench/writes.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { runCommand } from "#lib/boot/run-command.ts";

const benches: Record<string, Bench> = {
  orders,
  writes,
  stampede,
  fanout,
  growth,
  pages,
  arrivals,
  flood,
  cluster,
  video,
  air,
};

const usage = `npm run bench -- NAME [--short | --full] [--json] [--profile FOLDER]

${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join("\n")}

--short takes about 40 seconds and is only for a first look. --json prints one JSON line last. --profile writes a CPU
profile of the product's process. Close other programs first: every figure shares the machine with them.`;

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      profile: { type: "string" },
    },
  });
  const [name] = positionals;
  if (name === undefined || values.help) return console.log(usage);
  const bench = benches[name];
  if (!bench) throw new BootError(`There is no benchmark called ${name}.\n\n${usage}`);

  for (const line of await describeMachine()) console.log(line);
  const progress = new Progress();
  const setting = { short: values.short, full: values.full, profile: values.profile, progress };
  progress.expect(bench.steps(setting));
  const outcome = await bench.run(setting).finally(() => progress.end());
  console.log(values.json ? reportLine(name, outcome) : reportTable(name, outcome));
  if (outcome.faults.length > 0) process.exitCode = 1;
});
