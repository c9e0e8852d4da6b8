import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

test("the installed pg-boss finds exactly the tables that our migrations made", async () => {
  const boss = new PgBoss({ connectionString: database.url, migrate: false, max: 1 });
  try {
    await boss.start();
    const { ok, ...drift } = await boss.detectSchemaDrift();
    expect(ok, JSON.stringify(drift)).toBe(true);
  } finally {
    await boss.stop();
  }
});

test("a schema of another version is refused at the start", async () => {
  await withConnection(database.url, (client) => client.query("UPDATE pgboss.version SET version = version - 1"));
  const boss = new PgBoss({ connectionString: database.url, migrate: false, max: 1 });
  await expect(boss.start()).rejects.toThrow("requires migrations");
  await boss.stop();
});
