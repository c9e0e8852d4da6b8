import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { waitForDatabase, withConnection } from "#lib/boot/postgres/connect.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { assertRoom, findHomeFolder } from "#lib/boot/postgres/postgres-home.ts";
import { findPostmaster } from "#lib/boot/postgres/postmaster-file.ts";
import { buryWhenKilled } from "#lib/boot/postgres/scratch-postgres.ts";
import { isAlive } from "#lib/boot/processes.ts";

let dataDir: string;
let cleanupOnExit: ReturnType<typeof buryWhenKilled>;
const running = new Set<EmbeddedPostgres>();

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "launchroom-boot-"));
  chmodSync(dataDir, 0o711);
  cleanupOnExit = buryWhenKilled([join(dataDir, "postgres"), dataDir]);
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  running.clear();
  const home = findHomeFolder(dataDir);
  for (const folder of home ? [home, dataDir] : [dataDir]) rmSync(folder, { recursive: true, force: true });
  cleanupOnExit.dismiss();
});

test("the product's role works in UTC, owns its database and is no superuser", async () => {
  const { url } = await start();
  expect(await ask(url, "SELECT usesuper FROM pg_user WHERE usename = current_user")).toEqual([{ usesuper: false }]);
  expect(await ask(url, "SHOW timezone")).toEqual([{ TimeZone: "UTC" }]);
  expect(await ask(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await ask(url, "SHOW server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
  await ask(url, "CREATE TABLE mine (id int)");
  expect(statSync(join(home(), "launchroom.json")).mode & 0o077).toBe(0);
});

test("what was written is there after a stop and a start, on the same address", async () => {
  const first = await start();
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  await stop(first);
  expect(postmaster()).toBeNull();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("a database that a killed Launchroom left running is adopted", async () => {
  const { holder, url } = await startHolder();
  const before = postmaster();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(postmaster()).toEqual(before);
  const next = await start();
  expect(next).toMatchObject({ url, adopted: true });
  expect(postmaster()).toEqual(before);
});

test("a second Launchroom on the same folder is refused, and a command joins the first", async () => {
  const first = await start();
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    `Launchroom is already running on ${dataDir} (process ${process.pid})`,
  );
  const joined = await openDatabase({ DATA_DIR: dataDir, DATABASE_URL: undefined });
  expect(joined.url).toBe(first.url);
  await joined.close();
  expect(await ask(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a database that dies is started again on the same address, with every committed row", async () => {
  const { url } = await start();
  await ask(url, "CREATE TABLE kept AS SELECT 7 AS n");
  killPostmaster();
  await vi.waitFor(() => expect(postmaster()).not.toBeNull(), { timeout: 20_000, interval: 50 });
  await waitForDatabase(url, { while: () => true });
  expect(await ask(url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("a start recovers when both Launchroom and its database were killed", async () => {
  const { holder, url } = await startHolder();
  await ask(url, "CREATE TABLE kept AS SELECT 7 AS n");
  holder.kill("SIGKILL");
  await once(holder, "exit");
  killPostmaster();
  const next = await start();
  expect(next.adopted).toBe(false);
  expect(await ask(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("a process id that a stranger has by now does not block the start", async () => {
  const first = await start();
  await stop(first);
  const data = join(home(), "data");
  const stranger = spawn("sleep", ["60"], { uid: statSync(data).uid, gid: statSync(data).gid });
  writeFileSync(join(data, "postmaster.pid"), `${stranger.pid}\n${data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
  const next = await start();
  expect(await ask(next.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
});

test("a folder with foreign files is refused and left as it is", async () => {
  mkdirSync(join(dataDir, "postgres"));
  writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "18\n");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow("holds files that Launchroom did not make");
  expect(readFileSync(join(dataDir, "postgres", "PG_VERSION"), "utf8")).toBe("18\n");
  expect(existsSync(join(dataDir, "launchroom.lock"))).toBe(false);
});

test("a database of another PostgreSQL version is refused", async () => {
  await stop(await start());
  writeFileSync(join(home(), "data", "PG_VERSION"), "16\n");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    /made by PostgreSQL 16 and this Launchroom brings \d+: dump it/,
  );
});

test("a start that died while it made the database begins again", async () => {
  mkdirSync(join(dataDir, "postgres", "data.partial-1", "base"), { recursive: true });
  writeFileSync(
    join(dataDir, "postgres", "launchroom.json"),
    JSON.stringify({ port: 0, password: "a", superuserPassword: "b", prepared: false }),
  );
  const { url } = await start();
  expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a disk that is about to be full is refused", () => {
  expect(() => assertRoom(dataDir, 2 ** 60)).toThrow(/has only \d+ MB left and Launchroom needs/);
});

test("a data folder that is a file is refused", async () => {
  writeFileSync(join(dataDir, "file"), "");
  await expect(startEmbeddedPostgres({ dataDir: join(dataDir, "file") })).rejects.toThrow("is not a folder");
});

const home = () => findHomeFolder(dataDir) ?? dataDir;
const postmaster = () => findPostmaster(join(home(), "data"));

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  running.add(postgres);
  return postgres;
}

async function stop(postgres: EmbeddedPostgres): Promise<void> {
  running.delete(postgres);
  await postgres.stop();
}

async function startHolder() {
  const args = [join(import.meta.dirname, "holder.ts"), dataDir];
  const holder = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  if (!holder.stdout) throw new Error("The holder has no output.");
  const [line]: unknown[] = await once(holder.stdout.setEncoding("utf8"), "data");
  return { holder, url: String(line).trim() };
}

function killPostmaster(): void {
  const found = postmaster();
  expect(found).not.toBeNull();
  if (found) process.kill(found.pid, "SIGKILL");
}

function ask(url: string, sql: string): Promise<unknown[]> {
  return withConnection(url, async (client) => (await client.query(sql)).rows);
}
