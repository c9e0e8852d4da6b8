import { setTimeout as sleep } from "node:timers/promises";
import { BootError, explainFileError } from "#lib/boot/boot-error.ts";
import { lockHolder } from "#lib/boot/lock-file.ts";
import { waitForDatabase } from "#lib/boot/postgres/connect.ts";
import { applicationRole, lockPath, startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { findDirectUrl } from "#lib/boot/postgres/pooler.ts";
import { findHomeFolder } from "#lib/boot/postgres/postgres-home.ts";
import { readNotes } from "#lib/boot/postgres/postgres-notes.ts";
import { databaseUrl } from "#lib/boot/postgres/postgres-server.ts";
import type { Env } from "#lib/env.ts";

export type OpenDatabase = { url: string; close(): Promise<void> };

/**
 * The product's database itself for a command beside the server: DATABASE_URL or the database behind it, else the embedded one that a running Launchroom
 * has started, else an embedded one that `close` stops again.
 */
export async function openDatabase(
  env: Pick<Env, "DATABASE_URL" | "DATABASE_DIRECT_URL" | "DATA_DIR">,
): Promise<OpenDatabase> {
  const external = await findDirectUrl(env);
  if (external) return { url: external, close: async () => {} };
  const holder = findHolder(env.DATA_DIR);
  if (holder) return { url: await joinRunning(env.DATA_DIR, holder), close: async () => {} };
  const { url, stop } = await startEmbeddedPostgres({ dataDir: env.DATA_DIR });
  const interrupt = () => void stop().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, interrupt);
  return { url, close: stop };
}

function findHolder(dataDir: string): number | null {
  try {
    return lockHolder(lockPath(dataDir));
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

const patienceMs = 30_000;

async function joinRunning(dataDir: string, holder: number): Promise<string> {
  const deadline = Date.now() + patienceMs;
  while (lockHolder(lockPath(dataDir)) === holder && Date.now() < deadline) {
    const folder = findHomeFolder(dataDir);
    const notes = folder ? readNotes(folder) : null;
    if (folder && notes?.prepared && notes.port > 0) {
      const address = { home: { folder }, port: notes.port };
      const url = databaseUrl({ ...address, database: applicationRole, as: applicationRole });
      if (await waitForDatabase(url, { while: () => lockHolder(lockPath(dataDir)) === holder })) return url;
    }
    await sleep(100);
  }
  throw new BootError(
    `Launchroom is running on ${dataDir} (process ${holder}) but its database does not answer: stop it and try again.`,
  );
}
