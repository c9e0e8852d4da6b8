import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";

export type EngineFile = { name: string; script: string; checksum: string };

/** What a file made, each as the words that DROP takes, the last made first. */
type Kept = { name: string; checksum: string; made: string[] };

/** Where the database keeps which files its functions, views and triggers come from; the schema of Prisma knows nothing of it. */
export const engineTable = "_engine_file";

export function readEngineFiles(folder: string): EngineFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => {
    const script = readFileSync(join(folder, name), "utf8");
    return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
  });
}

/**
 * Makes the functions, views and triggers of the database those of the files, in one transaction: what a file that changed or is gone
 * had made is dropped, what it says now is created. Returns the names of the files that were new or had changed. The caller holds the lock of
 * the migrations.
 */
export async function applyEngineFiles(client: pg.Client, files: EngineFile[]): Promise<string[]> {
  const kept = await readKept(client);
  const stale = await findStale(client, kept, files);
  if (stale.length === 0) return [];
  try {
    await replace(client, kept, files, stale);
  } catch (error) {
    // Something in a file that did not change is built on what has to go, as a view on a function.
    if (!isStillNeeded(error)) throw error;
    await replace(client, kept, files, [...new Set([...kept, ...files].map(({ name }) => name))]);
  }
  return stale;
}

/** The names of the files that `applyEngineFiles` would apply or take back. */
export async function findStaleFiles(client: pg.Client, files: EngineFile[]): Promise<string[]> {
  return findStale(client, await readKept(client), files);
}

async function readKept(client: pg.Client): Promise<Kept[]> {
  const { rowCount } = await client.query("SELECT WHERE to_regclass($1) IS NOT NULL", [engineTable]);
  if (!rowCount) return [];
  return (await client.query<Kept>(`SELECT name, checksum, made FROM ${engineTable} ORDER BY name`)).rows;
}

/** Also a file of which something is missing: a migration may drop a view that stands in its way. */
async function findStale(client: pg.Client, kept: Kept[], files: EngineFile[]): Promise<string[]> {
  const there = new Set(await listObjects(client));
  const whole = new Map(
    kept.filter(({ made }) => made.every((one) => there.has(one))).map((k) => [k.name, k.checksum]),
  );
  const gone = kept.filter(({ name }) => !files.some((file) => file.name === name));
  return [...files.filter(({ name, checksum }) => whole.get(name) !== checksum), ...gone].map(({ name }) => name);
}

async function replace(client: pg.Client, kept: Kept[], files: EngineFile[], names: string[]): Promise<void> {
  await client.query("BEGIN");
  try {
    // A function may call one that a later file makes, though a view may not; the bodies are looked at by a test, once all are there.
    await client.query("SET LOCAL check_function_bodies = off");
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${engineTable} (name text PRIMARY KEY, checksum text NOT NULL, made text[] NOT NULL)`,
    );
    await dropMade(
      client,
      kept.filter(({ name }) => names.includes(name)),
    );
    await client.query(`DELETE FROM ${engineTable} WHERE name = ANY ($1)`, [names]);
    for (const file of files.filter(({ name }) => names.includes(name))) await create(client, file);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Drops what files made, in the order of their names: what may stand on something else goes first. */
export async function dropMade(client: pg.Client, files: { made: string[] }[]): Promise<void> {
  const all = files.toReversed().flatMap(({ made }) => made);
  for (const one of all.toSorted(byTurn)) await client.query(`DROP ${one.replace(" ", " IF EXISTS ")}`);
}

async function create(client: pg.Client, { name, script, checksum }: EngineFile): Promise<void> {
  const before = new Set(await listObjects(client));
  try {
    await client.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const line = error.position && script.slice(0, Number(error.position)).split("\n").length;
    const place = line ? `${name}, line ${line},` : name;
    throw new BootError(`prisma/engine/${place} failed and nothing was changed (${error.message}).`, { cause: error });
  }
  const made = (await listObjects(client)).filter((one) => !before.has(one));
  await client.query(`INSERT INTO ${engineTable} (name, checksum, made) VALUES ($1, $2, $3)`, [name, checksum, made]);
}

const turns = ["TRIGGER", "VIEW", "ROUTINE", "TYPE"];
const turnOf = (one: string) => turns.indexOf(one.slice(0, one.indexOf(" ")));
const byTurn = (one: string, other: string) => turnOf(one) - turnOf(other);

/** Whatever a file may make, the last made first. */
async function listObjects(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ made: string }>(`
    SELECT made FROM (
      SELECT oid, format('TRIGGER %I ON %s', tgname, tgrelid::regclass) AS made FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL
      SELECT oid, CASE relkind WHEN 'v' THEN 'VIEW ' ELSE 'TYPE ' END || oid::regclass FROM pg_class
        WHERE relkind IN ('v', 'c') AND relnamespace = current_schema()::regnamespace
      UNION ALL
      SELECT oid, 'ROUTINE ' || oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    ) o ORDER BY oid DESC`);
  return rows.map(({ made }) => made);
}

const isStillNeeded = (error: unknown) => error instanceof pg.DatabaseError && error.code === "2BP01";
