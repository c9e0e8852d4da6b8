import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { migrate, prismaFolder } from "#lib/boot/migrations/migrate.ts";
import { writeMigration } from "#lib/boot/migrations/new-migration.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
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
  write("a.sql", "CREATE VIEW shelves AS SELECT id FROM shelf;");
  const results = await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl: database.url, folder })));
  expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 3]);
  expect(await ask("SELECT count(*)::int AS rows FROM _prisma_migrations")).toEqual([{ rows: 2 }]);
});

test("a database that is ahead of the code is refused", async () => {
  add("99_future", "CREATE TABLE future (id int);");
  await migrate({ databaseUrl: database.url, folder });
  rmSync(join(folder, "migrations", "99_future"), { recursive: true });
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

test("the migrations and files of the product build a database that a copy of them finds up to date", async () => {
  const fresh = await createDatabase();
  made.push(fresh);
  rmSync(join(folder, "migrations"), { recursive: true });
  for (const name of ["migrations", "engine"])
    cpSync(join(prismaFolder, name), join(folder, name), { recursive: true });
  expect(await migrate({ databaseUrl: fresh.url, folder })).toEqual({ applied: [], upToDate: true });
});

test("the migrations of the product give its schema, so that the next one holds only what is new", async () => {
  const copy = mkdtempSync(join(tmpdir(), "launchroom-migrations-"));
  folders.push(copy);
  for (const part of ["migrations", "engine"]) cpSync(join(prismaFolder, part), join(copy, part), { recursive: true });
  const schemaFile = join(prismaFolder, "schema.prisma");
  expect(await writeMigration({ name: "nothing", schemaFile, folder: copy })).toBeNull();
});

test("a database from before the first migration is refused with what to do, and nothing of it changes", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await migrate({ databaseUrl: database.url, folder });
  await ask(`ALTER DATABASE ${name} SET timezone TO 'Asia/Kathmandu'`);
  renameSync(join(folder, "migrations", "10_shelf"), join(folder, "migrations", "20_shelf"));
  write("shelf.sql", "CREATE VIEW shelves AS SELECT id FROM shelf;");
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
    /^The database was made by a version of Launchroom from before 20_shelf \(it has the migration 10_shelf\) and cannot be taken over: nothing was changed; start on an empty database/,
  );
  expect(await ask("SHOW timezone")).toEqual([{ TimeZone: "Asia/Kathmandu" }]);
  expect(await ask("SELECT to_regclass('shelves') AS view")).toEqual([{ view: null }]);
});

test("functions, views and triggers follow their files, also when one stands on another", async () => {
  const one = (n: number) =>
    `CREATE TYPE pair AS (a int, b int); CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT ${n} $$;`;
  write("a.sql", one(1));
  write(
    "b.sql",
    "CREATE VIEW ones AS SELECT one() AS n; CREATE TYPE two_pairs AS (x pair, y pair); CREATE FUNCTION two(p two_pairs) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;",
  );
  const first = await migrate({ databaseUrl: database.url, folder });
  expect(first.applied).toEqual(["10_shelf", "9_lamp", "engine/a.sql", "engine/b.sql"]);
  write("a.sql", one(7));
  expect(await migrate({ databaseUrl: database.url, folder })).toEqual({ applied: ["engine/a.sql"], upToDate: false });
  expect(await ask("SELECT n FROM ones")).toEqual([{ n: 7 }]);
  await ask("DROP VIEW ones");
  expect((await migrate({ databaseUrl: database.url, folder })).applied).toEqual(["engine/b.sql"]);
  write("b.sql", "CREATE VIEW ones AS SELECT one() AS n;");
  await migrate({ databaseUrl: database.url, folder });
  rmSync(join(folder, "engine", "a.sql"));
  write("aa.sql", one(9));
  await migrate({ databaseUrl: database.url, folder });
  expect(await ask("SELECT n, to_regproc('two') AS gone FROM ones")).toEqual([{ n: 9, gone: null }]);
  expect(await migrate({ databaseUrl: database.url, folder })).toEqual({ applied: [], upToDate: true });
});

test("a file that fails is named with its line, and every function stays as it was", async () => {
  write("a.sql", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;");
  await migrate({ databaseUrl: database.url, folder });
  write("a.sql", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;");
  write("b.sql", "CREATE VIEW ones AS\n  SELECT nothing FROM shelf;");
  await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
    'prisma/engine/b.sql, line 2, failed and nothing was changed (column "nothing" does not exist).',
  );
  expect(await ask("SELECT one()")).toEqual([{ one: 1 }]);
});

function add(name: string, sql: string): void {
  mkdirSync(join(folder, "migrations", name), { recursive: true });
  writeFileSync(join(folder, "migrations", name, "migration.sql"), sql);
}

function write(name: string, sql: string): void {
  mkdirSync(join(folder, "engine"), { recursive: true });
  writeFileSync(join(folder, "engine", name), sql);
}

function ask(sql: string): Promise<unknown[]> {
  return withConnection(database.url, async (client) => (await client.query(sql)).rows);
}
