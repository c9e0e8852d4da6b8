import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";
import type { Front } from "#lib/boot/cluster/fronts.ts";
import { endProgram, findProgram } from "#lib/boot/cluster/programs.ts";

type Settings = { folder: string; port: number; ports: number[] };

const shipped = join(import.meta.dirname, "..", "..", "..", "deploy", "haproxy", "app.cfg");

/** HAProxy as the system has it, with the file that we ship: only the addresses are this machine's. */
export function startHaproxy({ folder, port, ports }: Settings): Front {
  const program = findProgram(["haproxy"]);
  if (!program) throw new BootError("HAProxy is not installed (Debian: apt install haproxy).");
  const config = join(folder, "haproxy.cfg");
  const servers = ports.map((each, index) => `  server process-${index + 1} 127.0.0.1:${each}\n`).join("");
  const text = readFileSync(shipped, "utf8")
    .replaceAll(/(?:^ {2}server [a-z0-9-]+ [a-z0-9-]+:\d+\n?)+/gm, servers)
    .replace(/^ {2}bind :\d+/m, `  bind :${port}`)
    // As many as this user may open.
    .replace(/^ {2}maxconn \d+\n/m, "");
  writeFileSync(config, text);
  const { status, stderr } = spawnSync(program, ["-c", "-f", config], { encoding: "utf8" });
  if (status !== 0) throw new BootError(`HAProxy does not take ${config}:\n${stderr}`);
  const child = spawn(program, ["-db", "-f", config], { stdio: ["ignore", "ignore", "inherit"] });
  return { stop: () => endProgram(child) };
}
