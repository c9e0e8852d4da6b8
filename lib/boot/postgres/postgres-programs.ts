import { spawn } from "node:child_process";
import {
  appendFileSync,
  chownSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";
import type { Home } from "#lib/boot/postgres/postgres-home.ts";
import { writeLike } from "#lib/boot/postgres/postgres-notes.ts";

export const superuser = "postgres";

/** The same everywhere; before PostgreSQL 17 the system has to bring it. */
const builtinLocale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

type Outcome = { code: number | null; output: string };

/** Makes the data folder. A start that dies half-way leaves only `data.partial-*`, which the next one replaces. */
export async function initialiseData({ home, password, durable }: { home: Home; password: string; durable: boolean }) {
  const draft = `${home.data}.partial-${process.pid}`;
  const passwordFile = join(home.folder, "password.partial");
  removePartial(home);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.owner) for (const path of [draft, passwordFile]) chownSync(path, home.owner.uid, home.owner.gid);
  const locale = ["--encoding=UTF8", ...(home.programs.major >= 17 ? builtinLocale : ["--locale=C.UTF-8"])];
  const access = [`--username=${superuser}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const { code, output } = await run(home, "initdb", [
    `--pgdata=${draft}`,
    ...access,
    ...locale,
    ...(durable ? [] : ["--no-sync"]),
  ]);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new BootError(explainFailure(output, home));
  appendFileSync(join(draft, "postgresql.conf"), "include = '../launchroom.conf'\n");
  renameSync(draft, home.data);
}

function removePartial({ folder }: Home): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith("data.partial-")) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Writes the settings of this start; Postgres reads them through the include line at the end of its own file. */
export function writeSettings({ home, port, durable }: { home: Home; port: number; durable: boolean }): void {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: durable ? 40 : 100,
    shared_buffers: totalmem() < 2 * 1024 ** 3 ? "128MB" : "256MB",
    timezone: "UTC",
    log_timezone: "UTC",
    synchronous_commit: "on",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    max_slot_wal_keep_size: "1GB",
    log_min_duration_statement: 500,
    log_line_prefix: "%m [%p] %u@%d ",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  writeLike(home.folder, join(home.folder, "launchroom.conf"), lines.join(""), 0o644);
}

/** Starts the server as a daemon in its own session, so that Ctrl-C in the terminal does not reach it before us. */
export async function launchServer(home: Home): Promise<{ started: boolean; complaint: string }> {
  const before = statSync(home.log).size;
  const { code, output } = await run(home, "pg_ctl", [
    "start",
    "-D",
    home.data,
    "-l",
    home.log,
    "-w",
    "-t",
    "60",
    "-s",
  ]);
  return { started: code === 0, complaint: code === 0 ? "" : output + (await readFrom(home.log, before)) };
}

/** Stops the server and waits for it; open transactions are rolled back. */
export async function haltServer(home: Home): Promise<void> {
  const { code } = await run(home, "pg_ctl", ["stop", "-D", home.data, "-m", "fast", "-w", "-t", "30", "-s"]);
  if (code !== 0) await run(home, "pg_ctl", ["stop", "-D", home.data, "-m", "immediate", "-w", "-t", "10", "-s"]);
}

/** The sentence for what initdb or the server said before it gave up. */
export function explainFailure(complaint: string, home: Home): string {
  if (/No space left on device/.test(complaint)) {
    return `The disk that holds ${home.folder} is full: free some space and start again.`;
  }
  if (/Permission denied/.test(complaint)) {
    return `Postgres may not use ${home.folder}: give that folder to the user who runs Launchroom, or set DATA_DIR to another folder.`;
  }
  const reason = /(?:FATAL|PANIC|error|ERROR): +(.*)/.exec(complaint)?.[1] ?? complaint.trim().split("\n").at(-1);
  return `The embedded Postgres did not start (${reason || "it gave no reason"}): see ${home.log}.`;
}

function run(home: Home, program: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(home.programs.folder, program), args, {
      cwd: home.owner ? "/" : home.folder,
      env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: "/", LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      ...(home.owner ?? {}),
    });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: chunks.join("") }));
  });
}

async function readFrom(path: string, start: number): Promise<string> {
  const parts = await createReadStream(path, { start, encoding: "utf8" }).toArray();
  return parts.join("");
}
