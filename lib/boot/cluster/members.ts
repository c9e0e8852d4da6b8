import { type ChildProcess, spawn } from "node:child_process";
import cluster from "node:cluster";
import { join } from "node:path";
import type { FrontName } from "#lib/boot/cluster/fronts.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** One process of the shop. Without a proxy it is a worker of this one, which listens on SHARED_PORT for all and hands each line to the next. */
export function startMember(front: FrontName, settings: NodeJS.ProcessEnv): ChildProcess {
  if (front !== "node")
    return spawn(process.execPath, [...process.execArgv, "server.ts"], {
      cwd: root,
      env: settings,
      stdio: ["ignore", "ignore", "inherit"],
    });
  const stdio = ["ignore" as const, "ignore" as const, "inherit" as const, "ipc" as const];
  cluster.setupPrimary({ exec: join(root, "server.ts"), cwd: root, stdio });
  return cluster.fork(settings).process;
}
