import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { dropMade, readEngineFiles } from "#lib/boot/migrations/engine-files.ts";
import { migrate, prismaFolder } from "#lib/boot/migrations/migrate.ts";
import { readMigrations } from "#lib/boot/migrations/migration-folder.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";

const made: TestDatabase[] = [];
let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
  made.push(database);
});

afterAll(async () => {
  for (const { drop } of made) await drop();
});

test("the database holds exactly the functions, views and triggers of the files, word for word", async () => {
  expect(await findDrift()).toEqual([]);
});

test("whatever was put beside the files is noticed", async () => {
  await ask(`
    CREATE OR REPLACE FUNCTION undo_time() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '16 minutes' $$;
    CREATE FUNCTION stray() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
    CREATE FUNCTION undo_time(minutes int) RETURNS interval LANGUAGE sql AS $$ SELECT make_interval(mins => minutes) $$;
    CREATE OR REPLACE VIEW audit_entries AS SELECT giveaway_id, user_id FROM giveaway_entry LIMIT 1;
    DROP TRIGGER audit_is_append_only ON audit_entry;
    ALTER FUNCTION move_preorders RESET ALL`);
  expect(await findDrift()).toEqual([
    'FUNCTION move_preorders(uuid,uuid[],"PreorderState"[],"PreorderState",boolean)',
    "FUNCTION stray()",
    "FUNCTION undo_time()",
    "FUNCTION undo_time(integer)",
    "TRIGGER audit_is_append_only ON audit_entry",
    "VIEW audit_entries",
  ]);
});

test("a function that two files make is refused, and so is one that a later migration makes again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-engine-"));
  try {
    cpSync(join(prismaFolder, "migrations"), join(folder, "migrations"), { recursive: true });
    cpSync(join(prismaFolder, "engine"), join(folder, "engine"), { recursive: true });
    writeFileSync(
      join(folder, "engine", "zz.sql"),
      "CREATE FUNCTION undo_time() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
    );
    await expect(migrate({ databaseUrl: database.url, folder })).rejects.toThrow(
      'prisma/engine/zz.sql failed and nothing was changed (function "undo_time" already exists with same argument types).',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(namesIn(readMigrations(join(prismaFolder, "migrations")))).toEqual([
    "currency_digits",
    "is_reckoned_day",
    "is_reckoned_moment",
    "is_typed_day",
    "is_typed_moment",
    "product_names",
    "search_pieces",
    "search_said",
    "search_score",
    "text_pieces",
  ]);
});

test("every name stands for one function, and every body can be made once all are there", async () => {
  await withConnection(database.url, async (client) => {
    const { rows: names } = await client.query(
      "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace GROUP BY proname HAVING count(*) > 1",
    );
    expect(names).toEqual([]);
    const { rows } = await client.query<{ body: string }>(
      "SELECT pg_get_functiondef(oid) AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    );
    for (const { body } of rows) await client.query(body);
  });
});

test("the files are laid out for a narrow window", () => {
  const wide = readEngineFiles(join(prismaFolder, "engine")).flatMap(({ name }) =>
    readFileSync(join(prismaFolder, "engine", name), "utf8")
      .split("\n")
      .filter((line) => line.length > 120)
      .map((line) => `${name}: ${line}`),
  );
  expect(wide).toEqual([]);
});

/** What of the database differs from what its migrations and files make, made anew beside it and thrown away. */
function findDrift(): Promise<string[]> {
  return withConnection(database.url, async (client) => {
    await client.query("BEGIN");
    const found = await readDefinitions(client);
    const { rows } = await client.query<{ made: string[] }>("SELECT made FROM _engine_file ORDER BY name");
    await client.query("SET LOCAL check_function_bodies = off");
    await dropMade(client, rows);
    const remaining = await readDefinitions(client);
    const known = namesIn(readMigrations(join(prismaFolder, "migrations")));
    const stray = [...remaining.keys()].filter((one) => !known.some((name) => one.startsWith(`FUNCTION ${name}(`)));
    for (const { script } of readEngineFiles(join(prismaFolder, "engine"))) await client.query(script);
    const wanted = await readDefinitions(client);
    await client.query("ROLLBACK");
    const differs = [...new Set([...found.keys(), ...wanted.keys()])].filter(
      (one) => found.get(one) !== wanted.get(one),
    );
    return [...new Set([...differs, ...stray])].sort();
  });
}

async function readDefinitions(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ one: string; text: string }>(`
    SELECT 'FUNCTION ' || oid::regprocedure AS one, pg_get_functiondef(oid) AS text FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'VIEW ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
    UNION ALL
    SELECT format('TRIGGER %I ON %s', tgname, tgrelid::regclass), pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`);
  return new Map(rows.map(({ one, text }) => [one, text]));
}

/** What CHECKs and indexes ask is made before them. */
function namesIn(migrations: { script: string }[]): string[] {
  const found = migrations.flatMap(({ script }) => [...script.matchAll(/\bCREATE (?:OR REPLACE )?FUNCTION (\w+)\(/g)]);
  return found.flatMap(([, name]) => name ?? []).sort();
}

function ask(sql: string) {
  return withConnection(database.url, (client) => client.query(sql));
}
