import { join } from "node:path";
import pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";
import { applyEngineFiles, findStaleFiles, readEngineFiles } from "#lib/boot/migrations/engine-files.ts";
import { withSchemaEngine } from "#lib/boot/migrations/migration-engine.ts";
import { listForEngine, type Migration, readMigrations } from "#lib/boot/migrations/migration-folder.ts";
import { unbounded } from "#lib/boot/migrations/unbounded.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { givePooledRole } from "#lib/boot/postgres/pooled-role.ts";
import { assertNewEnough } from "#lib/boot/postgres/server-version.ts";

export type Migrated = { applied: string[]; upToDate: boolean };

type Options = {
  databaseUrl: string;
  /** Holds `migrations` and, repeatable, `engine`. */
  folder?: string;
  /** Forget the mark of a migration that failed and apply it again. */
  retryFailed?: boolean;
  /** The tables alone: the engine's files may want tables that no migration makes yet. */
  tablesOnly?: boolean;
  /** The pooler in front, whose role is to have what its connections cannot ask for. */
  poolerUrl?: string;
};

export const prismaFolder = join(import.meta.dirname, "..", "..", "..", "prisma");

/**
 * Brings a database to the state of the code: applies the migrations it lacks, in order, makes its functions, views and triggers those
 * of the engine's files, its sessions UTC, and gives a pooler's role what its sessions need. Several processes may call it at once: one
 * works, the others wait and find nothing to do. Throws BootError on a server that is too old, a database that is ahead of the code or older than its first migration, holds a
 * failed migration, or had one edited after it was applied; such a database is left as it is.
 */
export async function migrate(options: Options): Promise<Migrated> {
  return withConnection(options.databaseUrl, (client) => bringUp(client, options), unbounded);
}

async function bringUp(client: pg.Client, options: Options): Promise<Migrated> {
  const { databaseUrl, folder = prismaFolder, retryFailed = false, tablesOnly = false, poolerUrl } = options;
  await assertNewEnough(client);
  await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  const migrations = readMigrations(join(folder, "migrations"));
  const history = await readHistory(client);
  const failed = assertHistoryFits(history, migrations, retryFailed);
  await forceUtc(client, databaseUrl);
  if (poolerUrl) await givePooledRole(client, poolerUrl);
  const known = new Set(history.filter(isApplied).map((row) => row.migration_name));
  const isCurrent = migrations.every(({ name }) => known.has(name));
  const applied = isCurrent ? [] : await apply({ databaseUrl, folder, migrations, failed });
  const files = tablesOnly ? [] : await applyEngineFiles(client, readEngineFiles(join(folder, "engine")));
  return {
    applied: [...applied, ...files.map((name) => `engine/${name}`)],
    upToDate: isCurrent && files.length === 0,
  };
}

/** Refuses, with a sentence, a database that `migrate` would change: a process that shares it with others does not. */
export async function assertMigrated({ databaseUrl, folder = prismaFolder }: Omit<Options, "retryFailed">) {
  await withConnection(databaseUrl, async (client) => {
    const migrations = readMigrations(join(folder, "migrations"));
    const history = await readHistory(client);
    assertHistoryFits(history, migrations, false);
    const known = new Set(history.filter(isApplied).map((row) => row.migration_name));
    const missing = migrations.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    const stale = await findStaleFiles(client, readEngineFiles(join(folder, "engine")));
    const behind = [...missing, ...stale.map((name) => `engine/${name}`)];
    if (behind.length === 0) return;
    throw new BootError(
      `The tables of the database are behind this version of Launchroom (${behind[0]} and ${behind.length - 1} more): run npm run migrate once, then start the processes.`,
    );
  });
}

/** Any number; the same for every process that migrates the same database. */
const migrationLock = 7_205_318_640;

async function forceUtc(client: pg.Client, databaseUrl: string): Promise<void> {
  if (await isUtc(client)) return;
  const database = pg.escapeIdentifier(client.database ?? "");
  // Refused to a role that does not own the database; whether it helped is what the next session shows.
  await client.query(`ALTER DATABASE ${database} SET timezone TO 'UTC'`).catch(() => {});
  if (await withConnection(databaseUrl, isUtc)) return;
  throw new BootError(
    `The database does not work in UTC and may not be changed by this user: run ALTER DATABASE ${database} SET timezone TO 'UTC' as its owner.`,
  );
}

async function isUtc(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ TimeZone: string }>("SHOW timezone");
  return ["UTC", "Etc/UTC"].includes(rows[0]?.TimeZone ?? "");
}

type HistoryRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
};

const isApplied = (row: HistoryRow) => row.finished_at !== null && row.rolled_back_at === null;
const isFailed = (row: HistoryRow) => row.finished_at === null && row.rolled_back_at === null;

async function readHistory(client: pg.Client): Promise<HistoryRow[]> {
  const { rowCount } = await client.query("SELECT WHERE to_regclass('_prisma_migrations') IS NOT NULL");
  if (!rowCount) return [];
  const { rows } = await client.query<HistoryRow>(
    "SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY migration_name",
  );
  return rows;
}

/** Returns the failed migrations that may be tried again. */
function assertHistoryFits(history: HistoryRow[], migrations: Migration[], retryFailed: boolean): string[] {
  const scripts = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const first = migrations[0]?.name ?? "";
  const older = history.find((row) => row.migration_name < first && !scripts.has(row.migration_name));
  if (older) {
    throw new BootError(
      `The database was made by a version of Launchroom from before ${first} (it has the migration ${older.migration_name}) and cannot be taken over: nothing was changed; start on an empty database (another DATA_DIR or DATABASE_URL), or go back to the version that made this one.`,
    );
  }
  const ahead = history.filter(isApplied).find((row) => !scripts.has(row.migration_name));
  if (ahead) {
    throw new BootError(
      `The database is ahead of this version of Launchroom (it has the migration ${ahead.migration_name}): start the newer version, or go back to the copy of the data that was made before it (docs/operations.md).`,
    );
  }
  const failed = history.filter(isFailed).map((row) => row.migration_name);
  if (failed.length > 0 && !retryFailed) {
    throw new BootError(
      `The migration ${failed[0]} failed on this database before: once its cause is removed, run npm run migrate -- --retry.`,
    );
  }
  const edited = history.filter(isApplied).find((row) => scripts.get(row.migration_name) !== row.checksum);
  if (edited) {
    throw new BootError(
      `The migration ${edited.migration_name} was changed after it was applied to this database: restore its file and put the change into a new migration.`,
    );
  }
  return failed;
}

type Apply = { databaseUrl: string; folder: string; migrations: Migration[]; failed: string[] };

function apply({ databaseUrl, folder, migrations, failed }: Apply): Promise<string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    for (const migrationName of failed) await engine.markMigrationRolledBack({ migrationName });
    try {
      const migrationsList = listForEngine(join(folder, "migrations"), migrations);
      const filters = { externalTables: [], externalEnums: [] };
      return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    } catch (error) {
      throw new BootError(explain(error), { cause: error });
    }
  });
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason = /Error querying the database: (.*)/.exec(text)?.[1] ?? text.trim().split("\n")[0];
  return name
    ? `The migration ${name} failed and nothing of it was kept (${reason}).`
    : `The migrations could not be applied (${reason}).`;
}
