import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#tests/support/free-port.ts";

export type Nginx = { url: string; port: number; stop(): Promise<void> };

const shipped = join(import.meta.dirname, "..", "..", "deploy", "nginx");

/** The program of a system that has it, or null. */
export function findNginx(): string | null {
  const places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];
  return places.find((place) => existsSync(place)) ?? null;
}

/** The real nginx with a file that we ship: only addresses, folders and the number of workers are this machine's. */
export async function startNginx(file: "app.conf" | "edge.conf", upstream: number): Promise<Nginx> {
  const program = findNginx();
  if (!program) throw new Error("nginx is not installed");
  const folder = mkdtempSync(join(tmpdir(), "launchroom-nginx-"));
  // Its workers are somebody else where it starts as root.
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  mkdirSync(join(folder, "temp"));
  const text = readFileSync(join(shipped, file), "utf8")
    .replaceAll(/server [a-z0-9-]+:\d+;/g, `server 127.0.0.1:${upstream};`)
    .replace(/listen \d+;/, `listen 127.0.0.1:${port};`)
    .replace("/dev/shm/launchroom", join(folder, "cache"))
    .replace("worker_processes auto;", "worker_processes 1;")
    .replace("worker_connections 65536;", "worker_connections 1024;")
    .replace(/worker_rlimit_nofile \d+;/, "")
    .replace(
      "http {",
      `http {\n${["client_body", "proxy"].map((name) => `${name}_temp_path ${folder}/temp/${name};`).join("\n")}`,
    );
  const config = join(folder, "nginx.conf");
  writeFileSync(config, text);
  const args = ["-p", folder, "-c", config, "-e", "stderr", "-g", `daemon off; pid ${folder}/nginx.pid;`];
  const { status, stderr } = spawnSync(program, ["-t", ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`nginx does not take ${file}: ${stderr}`);
  const child = spawn(program, args, { stdio: "ignore" });
  await answers(port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess) {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

async function answers(port: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/live`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error("nginx does not answer");
}
