import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";
import { engineTable } from "#lib/boot/migrations/engine-files.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { withSchemaEngine } from "#lib/boot/migrations/migration-engine.ts";
import { startScratchPostgres } from "#lib/boot/postgres/scratch-postgres.ts";

/** `folder` holds `migrations` and `engine`. */
type NewMigration = { name: string; schemaFile: string; folder: string; now?: Date };

/**
 * Writes the migration that leads from the migrations to `schemaFile`, found on a database of its own.
 * Returns the path of the SQL file, or null when the migrations already give that schema.
 */
export async function writeMigration({ name, schemaFile, folder, now = new Date() }: NewMigration) {
  const slug = name
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join("_");
  if (!slug) throw new BootError("A migration needs a name: npm run migrate:new -- add_waves");
  const scratch = await startScratchPostgres();
  try {
    await migrate({ databaseUrl: scratch.url, folder, tablesOnly: true });
    const script = await findDifference(scratch.url, schemaFile);
    if (!script) return null;
    const path = join(folder, "migrations", `${timestamp(now)}_${slug}`, "migration.sql");
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, script);
    return path;
  } finally {
    await scratch.stop();
  }
}

async function findDifference(databaseUrl: string, schemaFile: string): Promise<string | null> {
  const schema = { path: basename(schemaFile), content: readFileSync(schemaFile, "utf8") };
  const { stdout, exitCode } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files: [schema], configDir: "." },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: true,
      filters: { externalTables: [`public.${engineTable}`], externalEnums: [] },
    }),
  );
  return exitCode === 2 ? stdout : null;
}

const timestamp = (date: Date) => date.toISOString().replace(/\D/g, "").slice(0, 14);
