import { randomUUID } from "node:crypto";
import type pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";
import { type AddressSetting, assertDatabaseReachable, withConnection } from "#lib/boot/postgres/connect.ts";
import { type Pooler, sessionSettings } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { errorCode } from "#lib/error-code.ts";
import { log } from "#lib/log.ts";

type Addresses = Pick<Env, "DATABASE_URL" | "DATABASE_DIRECT_URL">;

/** The address of the database itself where settings name one. Refuses one that does not answer, and a pooler in its place. */
export async function findDirectUrl({ DATABASE_URL, DATABASE_DIRECT_URL }: Addresses): Promise<string | undefined> {
  const url = DATABASE_DIRECT_URL ?? DATABASE_URL;
  const setting = DATABASE_DIRECT_URL ? "DATABASE_DIRECT_URL" : "DATABASE_URL";
  if (!url) return undefined;
  await assertDatabaseReachable(url, setting);
  if (!(await takesStartupOptions(url))) throw new BootError(poolerInPlace[setting]);
  return url;
}

/** The pooler's address, where there is one in front of the database. */
export function findPoolerUrl({ DATABASE_URL, DATABASE_DIRECT_URL }: Addresses): string | undefined {
  return DATABASE_DIRECT_URL === undefined || DATABASE_DIRECT_URL === DATABASE_URL ? undefined : DATABASE_URL;
}

const poolerInPlace: Record<AddressSetting, string> = {
  DATABASE_URL:
    "DATABASE_URL leads to a connection pooler, since what a connection asks for at its start is lost: set DATABASE_DIRECT_URL to PostgreSQL itself as well, for migrations, LISTEN and the job queue.",
  DATABASE_DIRECT_URL:
    "DATABASE_DIRECT_URL leads to a connection pooler, since what a connection asks for at its start is lost: it must be the address of PostgreSQL itself.",
};

/** PostgreSQL does; PgBouncer refuses them, or forgets them where it is told to ignore them. Asked with a value that nobody has. */
async function takesStartupOptions(url: string): Promise<boolean> {
  try {
    const show = (client: pg.Client) =>
      client.query<{ shown: string }>("SELECT current_setting('lock_timeout') AS shown");
    const { rows } = await withConnection(url, show, "-c lock_timeout=1234");
    return rows[0]?.shown === "1234ms";
  } catch (error) {
    if (errorCode(error) === "08P01") return false;
    throw error;
  }
}

/**
 * Looks through the pooler at what the shop will get: the same database, sessions as it needs them, and whether statements keep their
 * names. Refuses in a sentence what would go wrong in silence. The migrations must have been applied.
 */
export async function meetPooler(addresses: Addresses): Promise<Pooler | undefined> {
  const url = findPoolerUrl(addresses);
  const directUrl = addresses.DATABASE_DIRECT_URL;
  if (!url || !directUrl) return undefined;
  await assertDatabaseReachable(url);
  const [itself, pooled] = await Promise.all([directUrl, url].map((each) => withConnection(each, readPlace)));
  if (itself !== pooled)
    throw new BootError(
      "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases: one must be the pooler of the other.",
    );
  const { wrong, keepsNames } = await withConnection(url, async (client) => ({
    wrong: findWrong(await readSettings(client)),
    keepsNames: await keepsStatementNames(client),
  }));
  if (wrong.length > 0)
    throw new BootError(
      `Connections of the pooler of DATABASE_URL do not have what the shop needs (${wrong.join(", ")}): run npm run migrate, then RECONNECT on PgBouncer's console or restart it, for it keeps connections that are older.`,
    );
  await warnOfOldPooler(url, keepsNames);
  return { url, keepsNames };
}

async function readSettings(client: pg.Client): Promise<Record<string, string>> {
  const columns = Object.keys(sessionSettings).map((name) => `current_setting('${name}') AS ${name}`);
  const { rows } = await client.query<Record<string, string>>(`SELECT ${columns.join(", ")}`);
  return rows[0] ?? {};
}

function findWrong(settings: Record<string, string>): string[] {
  return Object.entries(sessionSettings)
    .filter(([name, value]) => settings[name] !== value)
    .map(([name, value]) => `${name} is ${settings[name]}, not ${value}`);
}

async function readPlace(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT oid || '@' || extract(epoch FROM pg_postmaster_start_time()) AS place
      FROM pg_database WHERE datname = current_database()`,
  );
  return rows[0]?.place ?? "";
}

/** A pooler that keeps names gives the server a name of its own; one that does not passes ours on. */
async function keepsStatementNames(client: pg.Client): Promise<boolean> {
  const name = `probe_${randomUUID().slice(0, 8)}`;
  // Inside a transaction both questions reach the same server.
  await client.query("BEGIN");
  try {
    await client.query({ name, text: "SELECT 1" });
    const { rowCount } = await client.query(`SELECT FROM pg_prepared_statements WHERE name = '${name}'`);
    if (rowCount) await client.query(`DEALLOCATE ${name}`);
    return !rowCount;
  } finally {
    await client.query("ROLLBACK");
  }
}

/** PgBouncer before this one has faults that strangers can use (CVE-2026-6664 and others). */
const advised = [1, 25];

async function warnOfOldPooler(url: string, keepsNames: boolean): Promise<void> {
  const version = await readPoolerVersion(url);
  const [major = 0, minor = 0] = version?.split(".").map(Number) ?? [];
  const isOld = version !== null && (major - (advised[0] ?? 0) || minor - (advised[1] ?? 0)) < 0;
  if (!isOld && keepsNames) return;
  log.warn(
    { event: "pooler_old", version, keepsNames },
    keepsNames
      ? "this PgBouncer is older than 1.25: move to a newer one, its faults are known"
      : "the pooler keeps no names of prepared statements (PgBouncer before 1.21, or max_prepared_statements = 0): every statement is parsed anew, which costs the database more",
  );
}

/** Told on PgBouncer's console, to whom its `stats_users` names. */
async function readPoolerVersion(url: string): Promise<string | null> {
  const stats = new URL(url);
  stats.pathname = "/pgbouncer";
  try {
    const { rows } = await withConnection(stats.href, (client) => client.query<{ version: string }>("SHOW VERSION"));
    return /PgBouncer (\d+\.\d+)/.exec(rows[0]?.version ?? "")?.[1] ?? null;
  } catch {
    return null;
  }
}
