import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { withConnection } from "#lib/boot/connect.ts";
import { migrate } from "#lib/boot/migrate.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";

const made: TestDatabase[] = [];
const folders: string[] = [];
let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createDatabase();
  folder = mkdtempSync(join(tmpdir(), "launchroom-migrations-"));
  made.push(database);
  folders.push(folder);
  await withConnection(database.url, (client) => client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  add("10_shelf", "CREATE TABLE shelf (id int PRIMARY KEY);");
  add("9_lamp", "CREATE TABLE lamp (id int PRIMARY KEY REFERENCES shelf);");
});

afterAll(async () => {
  for (const { drop } of made) await drop();
  for (const path of folders) rmSync(path, { recursive: true });
});

test("migrations apply in the order of their names, and a second run finds nothing to do", async () => {
  expect(await migrate({ databaseUrl: database.url, folder })).toEqual({
    applied: ["10_shelf", "9_lamp"],
    upToDate: false,
  });
  expect(await migrate({ databaseUrl: database.url, folder })).toEqual({ applied: [], upToDate: true });
});

test("a function body with semicolons arrives whole", async () => {
  add(
    "91_body",
    "CREATE FUNCTION three() RETURNS int AS $$ DECLARE n int; BEGIN n := 3; RETURN n; END $$ LANGUAGE plpgsql;",
  );
  await migrate({ databaseUrl: database.url, folder });
  expect(await ask("SELECT three() AS answer")).toEqual([{ answer: 3 }]);
});

test("three processes that migrate at once do the work once", async () => {
  const results = await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl: database.url, folder })));
  expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 2]);
  expect(await ask("SELECT count(*)::int AS rows FROM _prisma_migrations")).toEqual([{ rows: 2 }]);
});

test("a database that is ahead of the code is refused", async () => {
  add("99_future", "CREATE TABLE future (id int);");
  await migrate({ databaseUrl: database.url, folder });
  rmSync(join(folder, "99_future"), { recursive: true });
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
    "The database is ahead of this version of Launchroom (it has the migration 99_future)",
  );
});

test("a migration that fails leaves nothing behind, stays refused, and applies after its cause is gone", async () => {
  add("a_broken", "CREATE TABLE half (id int); SELECT 1/0;");
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
    "The migration a_broken failed and nothing of it was kept (ERROR: division by zero).",
  );
  expect(await ask("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow("npm run migrate -- --retry");
  add("a_broken", "CREATE TABLE half (id int);");
  expect((await migrate({ databaseUrl: database.url, folder, retryFailed: true })).applied).toEqual(["a_broken"]);
  expect((await migrate({ databaseUrl: database.url, folder })).upToDate).toBe(true);
});

test("a migration that was edited after it was applied is refused", async () => {
  await migrate({ databaseUrl: database.url, folder });
  add("9_lamp", "CREATE TABLE lamp (id bigint);");
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
    "9_lamp was changed after it was applied",
  );
});

test("a database in another time zone is moved to UTC", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await ask(`ALTER DATABASE ${name} SET timezone TO 'Asia/Kathmandu'`);
  await migrate({ databaseUrl: database.url, folder });
  expect(await ask("SHOW timezone")).toEqual([{ TimeZone: "UTC" }]);
});

test("the migrations of the product build a database that a copy of them finds up to date", async () => {
  const fresh = await createDatabase();
  made.push(fresh);
  cpSync(join(import.meta.dirname, "..", "..", "prisma", "migrations"), folder, { recursive: true });
  for (const name of ["10_shelf", "9_lamp"]) rmSync(join(folder, name), { recursive: true });
  expect(await migrate({ databaseUrl: fresh.url, folder })).toEqual({ applied: [], upToDate: true });
});

function add(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

function ask(sql: string): Promise<unknown[]> {
  return withConnection(database.url, async (client) => (await client.query(sql)).rows);
}
