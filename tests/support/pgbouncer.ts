import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { findFreePort } from "#tests/support/free-port.ts";

export type PgBouncer = {
  port: number;
  /** The same address through the pooler. */
  through(databaseUrl: string): string;
  /** Lets connections that are open go as soon as nobody uses them. */
  reconnect(databaseUrl: string): Promise<void>;
  stop(): Promise<void>;
};

type Settings = Record<string, string | number>;

/** As deploy/pgbouncer/pgbouncer.ini has it, with few connections: the databases of a run share one server. */
const usual = {
  pool_mode: "transaction",
  auth_type: "scram-sha-256",
  max_client_conn: 2000,
  default_pool_size: 10,
  query_wait_timeout: 5,
  server_login_retry: 1,
  server_idle_timeout: 10,
  ignore_startup_parameters: "extra_float_digits",
};

/** The program that this system has, or PGBOUNCER names. It keeps the names of prepared statements from 1.21 on. */
export function findPgBouncer(): { program: string; keepsNames: boolean } | null {
  const program = process.env.PGBOUNCER ?? "pgbouncer";
  const { stdout, status } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (status !== 0) return null;
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  return { program, keepsNames: Number(major) > 1 || Number(minor) >= 21 };
}

/** A real PgBouncer in front of every database of one server, for the role of `databaseUrl`. */
export async function startPgBouncer(databaseUrl: string, overrides: Settings = {}): Promise<PgBouncer> {
  const found = findPgBouncer();
  if (!found) throw new Error("PgBouncer is not installed: apt install pgbouncer, or name it in PGBOUNCER");
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), "launchroom-pgbouncer-"));
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  const listed = `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`;
  writeFileSync(join(folder, "users.txt"), listed);
  const own = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_file: join(folder, "users.txt"),
  };
  const names = found.keepsNames ? { max_prepared_statements: 200 } : {};
  const settings = { ...usual, ...names, ...own, admin_users: decodeURIComponent(username), ...overrides };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const databases = `[databases]\n* = host=${hostname} port=${serverPort}\n`;
  writeFileSync(join(folder, "pgbouncer.ini"), `${databases}[pgbouncer]\n${lines.join("\n")}\n`);
  const child = await launch(found.program, join(folder, "pgbouncer.ini"));
  const through = (url: string) => Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href;
  return {
    port,
    through,
    async reconnect(url) {
      const name = new URL(url).pathname.slice(1);
      const admin = Object.assign(new URL(through(url)), { pathname: "/pgbouncer" });
      await withConnection(admin.href, (client) => client.query(`RECONNECT ${name}`));
    },
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It will not run as root. */
async function launch(program: string, file: string): Promise<ChildProcess> {
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...asNobody, file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      if (said.includes("process up")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PgBouncer did not start: ${said}`)));
  });
  return child;
}
