import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";
import type { Front } from "#lib/boot/cluster/fronts.ts";
import { endProgram, findProgram } from "#lib/boot/cluster/programs.ts";

type Settings = { file: "app.conf" | "edge.conf"; folder: string; port: number; ports: number[] };

const shipped = join(import.meta.dirname, "..", "..", "..", "deploy", "nginx");

/** nginx as the system has it, with a file that we ship: only addresses, folders and the number of workers are this machine's. */
export function startNginx({ folder, ...settings }: Settings): Front {
  const program = findProgram(["nginx"]);
  if (!program) throw new BootError("nginx is not installed (Debian: apt install nginx-light).");
  // Its workers are somebody else where it starts as root.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "temp"), { recursive: true });
  const config = join(folder, "nginx.conf");
  writeFileSync(config, configFor({ folder, ...settings }));
  const args = ["-p", folder, "-c", config, "-e", "stderr", "-g", `daemon off; pid ${folder}/nginx.pid;`];
  const { status, stderr } = spawnSync(program, ["-t", ...args], { encoding: "utf8" });
  if (status !== 0) throw new BootError(`nginx does not take ${config}:\n${stderr}`);
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  return { stop: () => endProgram(child) };
}

function configFor({ file, folder, port, ports }: Settings): string {
  const servers = ports.map((each) => `    server 127.0.0.1:${each};\n`).join("");
  const temporary = ["client_body", "proxy"].map((name) => `  ${name}_temp_path ${folder}/temp/${name};\n`).join("");
  return readFileSync(join(shipped, file), "utf8")
    .replaceAll(/(?:^ *server [a-z0-9-]+:\d+;\n)+/gm, servers)
    .replace(/listen \d+;/, `listen ${port};`)
    .replace("/dev/shm/launchroom", join(folder, "cache"))
    .replace("worker_processes auto;", "worker_processes 1;")
    .replace(/^worker_rlimit_nofile \d+;\n/m, "")
    .replace("worker_connections 65536;", "worker_connections 16384;")
    .replace("http {\n", `http {\n${temporary}`);
}
