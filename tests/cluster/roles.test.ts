import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertMigrated, migrate } from "#lib/boot/migrations/migrate.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { readEnv } from "#lib/env.ts";
import { openRedis } from "#lib/redis.ts";
import { startAppProcess } from "#tests/support/app-process.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { lacksRedis, type RedisServer, startRedis } from "#tests/support/redis.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

const shared = {
  REDIS_URL: "redis://127.0.0.1:6379",
  AUTH_SECRET: "0123456789012345678901234567890123456789",
  DATA_DIR_SHARED: "true",
};

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

test("without Redis there is one process, which does everything", () => {
  expect(readEnv({}).ROLE).toBe("all");
  expect(() => readEnv({ ROLE: "web", DATABASE_URL: "postgres://x/y" })).toThrow("only with REDIS_URL");
});

test("with Redis, what processes would not share is refused in a sentence", () => {
  expect(() => readEnv({ ...shared, AUTH_SECRET: "" })).toThrow("AUTH_SECRET must be set together with REDIS_URL");
  expect(() => readEnv({ ...shared, DATA_DIR_SHARED: "" })).toThrow("DATA_DIR_SHARED must be true");
  expect(() => readEnv({ ...shared, ROLE: "room" })).toThrow("only with DATABASE_URL");
  expect(readEnv({ ...shared, ROLE: "room", DATABASE_URL: "postgres://x/y" }).ROLE).toBe("room");
});

test("a Redis that nobody runs is said at the start", async () => {
  const url = `redis://127.0.0.1:${await findFreePort()}`;
  await expect(openRedis(url)).rejects.toThrow(/The Redis of REDIS_URL cannot be used: 127.0.0.1:\d+ does not answer/);
});

test("a process that migrates nothing refuses tables that are behind", async () => {
  await assertMigrated({ databaseUrl: database.url });
  await withConnection(database.url, (client) =>
    client.query(`UPDATE _engine_file SET checksum = 'of before' WHERE name = 'stock.sql'`),
  );
  await expect(assertMigrated({ databaseUrl: database.url })).rejects.toThrow("engine/stock.sql and 0 more");
  await migrate({ databaseUrl: database.url });
  await assertMigrated({ databaseUrl: database.url });
});

describe.skipIf(lacksRedis())(lacksRedis() ?? "with a Redis", () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.stop());

  test("every role answers the API and the probes; sockets open in rooms alone", { timeout: 90_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "launchroom-roles-"));
    const roles = ["web", "room", "media", "jobs"];
    const opened = await Promise.all(
      roles.map(async (role) => {
        const settings = { ...shared, REDIS_URL: redis.url, ROLE: role };
        const process = await startAppProcess({ databaseUrl: database.url, dataDir, settings });
        for (const path of ["/live", "/ready", "/api/shows"])
          await expect.poll(async () => (await process.http("GET", path)).status, soon).toBe(200);
        const opens = await opensSocket(process.url);
        await process.stop();
        return opens;
      }),
    );
    rmSync(dataDir, { recursive: true, force: true });
    expect(opened).toEqual(roles.map((role) => role === "room"));
  });
});

function opensSocket(url: string): Promise<boolean> {
  return openLine(url).then(
    (line) => line.disconnect() !== undefined,
    () => false,
  );
}
