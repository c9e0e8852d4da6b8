import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BootError } from "#lib/boot/boot-error.ts";
import { frontNames } from "#lib/boot/cluster/fronts.ts";
import { runCluster } from "#lib/boot/cluster/run-cluster.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";

const mostProcesses = 64;

await runCommand(async () => {
  const { values } = parseArgs({ options: { processes: { type: "string" }, front: { type: "string" } } });
  const count = Number(values.processes ?? availableParallelism());
  if (!Number.isInteger(count) || count < 1 || count > mostProcesses)
    throw new BootError(`--processes is a whole number from 1 to ${mostProcesses}, not ${values.processes}.`);
  const front = frontNames.find((name) => name === values.front);
  if (values.front && !front) throw new BootError(`--front is ${frontNames.join(", ")}, not ${values.front}.`);
  const env = readEnv();
  if (env.ROLE !== "all") throw new BootError("Every process of npm run cluster does everything: leave ROLE unset.");
  const starting = runCluster(env, { count, front });
  onStopRequest(async () => {
    const stop = await starting.catch(() => undefined);
    await stop?.();
  });
  await starting;
  console.log(`\n${count} processes of one shop: ${env.PUBLIC_URL}\n`);
});
