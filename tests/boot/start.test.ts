import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Closers } from "#lib/boot/closers.ts";
import { assertPortFree, listen } from "#lib/boot/http/listen.ts";
import { takeLock } from "#lib/boot/lock-file.ts";
import { assertDatabaseReachable, withConnection } from "#lib/boot/postgres/connect.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { openStatements } from "#lib/statements.ts";
import { createDatabase } from "#tests/support/database.ts";
import { findFreePort } from "#tests/support/free-port.ts";

const root = join(import.meta.dirname, "..", "..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launchroom-start-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test.each(["SIGTERM", "SIGINT"] as const)("%s to the process above reaches the program once", async (signal) => {
  const { above, file } = await startDrainer();
  above.kill(signal);
  expect(await once(above, "exit")).toEqual([0, null]);
  expect(readFileSync(file, "utf8")).toBe(signal);
});

test("Ctrl-C, which reaches both processes, drains once", async () => {
  const { above, file } = await startDrainer();
  process.kill(-(above.pid ?? 0), "SIGINT");
  expect(await once(above, "exit")).toEqual([0, null]);
  expect(readFileSync(file, "utf8")).toBe("SIGINT");
});

test("the program drains by itself when the process above is killed", async () => {
  const { above, file } = await startDrainer();
  above.kill("SIGKILL");
  await vi.waitFor(() => expect(readFileSync(file, "utf8")).toBe("disconnect"), { timeout: 5_000 });
});

test("a start that fails closes everything once, also when it is asked to stop in that moment, and says why it failed", async () => {
  const closed: string[] = [];
  const closers = new Closers();
  closers.push(async () => void closed.push("database"));
  closers.push(async () => {
    closed.push("pool");
    throw new Error("the pool hung");
  });
  closers.push(async () => void closed.push("door"));
  await expect(Promise.all([closers.closeAll(), closers.closeAll()])).rejects.toThrow("the pool hung");
  expect(closed).toEqual(["door", "pool", "database"]);

  const database = await createDatabase();
  await withConnection(database.url, (client) => client.query("DELETE FROM shop"));
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: folder, RTMP_PORT: "0", LOG_LEVEL: "warn" };
  const port = String(await findFreePort());
  const server = spawn(process.execPath, ["server.ts"], { cwd: root, env: { ...env, PORT: port } });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("demo")) server.kill("SIGTERM");
    });
  }
  expect(await once(server, "close")).toEqual([1, null]);
  const [db, hot] = [openDatabase(database.url, { connections: 2 }), openStatements(database.url, { connections: 1 })];
  const asked = db.$queryRaw`SELECT 1`.catch(() => undefined);
  await Promise.all([db.$disconnect(), db.$disconnect(), hot.close(), hot.close()]);
  await asked;
  await database.drop();
  expect(said).not.toContain("more than once");
  expect(said).toMatch(/shop|P2025/i);
});

test("a taken port is refused with what to do about it", async () => {
  const other = createServer();
  const port = await listen(other, { port: 0 });
  await expect(assertPortFree({ port })).rejects.toThrow(`Port ${port} is taken by another program`);
  await new Promise((done) => other.close(done));
  await assertPortFree({ port });
});

test("a DATABASE_URL that does not answer is refused with the reason", async () => {
  const database = "postgresql://nobody@127.0.0.1:1/shop";
  await expect(assertDatabaseReachable(database)).rejects.toThrow("nothing listens on 127.0.0.1:1");
});

test("a lock is refused while its holder lives, and taken over from a dead one", async () => {
  const path = join(folder, "lock");
  const lock = takeLock(path);
  expect(takeLock(path)).toEqual({ holder: process.pid });
  if ("release" in lock) lock.release();
  expect(existsSync(path)).toBe(false);
  const code = `import("${root}/lib/boot/lock-file.ts").then(({ takeLock }) => takeLock("${path}"))`;
  await once(spawn(process.execPath, ["-e", code]), "exit");
  expect(existsSync(path)).toBe(true);
  expect(takeLock(path)).toHaveProperty("release");
});

test("settings have defaults, an empty one counts as not set, and a wrong one is named", () => {
  expect(readEnv({ PORT: "4000", DATABASE_URL: "" })).toMatchObject({
    PORT: 4000,
    PUBLIC_URL: "http://localhost:4000",
  });
  expect(() => readEnv({ PORT: "many" })).toThrow("These settings are not right: PORT must be a number.");
  expect(() => readEnv({ DATABASE_URL: "mysql://x" })).toThrow(
    "DATABASE_URL must be a URL that starts with postgres://",
  );
  expect(readEnv({ MEDIA_URL: "https://video.example.com/" }).MEDIA_URL).toBe("https://video.example.com");
  expect(() => readEnv({ MEDIA_URL: "https://example.com/video" })).toThrow("MEDIA_URL must be an origin alone");
  expect(() => readEnv({ PUBLIC_URL: "https://a.example", MEDIA_URL: "http://b.example" })).toThrow(
    "MEDIA_URL must start with https:// as PUBLIC_URL does",
  );
});

async function startDrainer() {
  const file = join(folder, "reasons");
  const args = [join(root, "scripts", "run.mjs"), join(import.meta.dirname, "drainer.ts"), file];
  const above = spawn(process.execPath, args, { detached: true, stdio: "inherit" });
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 10_000 });
  return { above, file };
}
