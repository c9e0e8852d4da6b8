import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { findHomeFolder } from "#lib/boot/postgres/postgres-home.ts";
import { buryWhenKilled } from "#lib/boot/postgres/scratch-postgres.ts";

export type BenchDatabase = {
  url: string;
  dataDir: string;
  postmaster: number;
  /** Whether a commit waits until it is on disk, for all connections from now on. */
  flushCommits(on: boolean): Promise<void>;
  close(): Promise<void>;
};

const connections = 150;

/** A private, migrated Postgres with the product's own settings, every commit flushed to disk; removed at the end. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-bench-"));
  chmodSync(dataDir, 0o711);
  const first = await startEmbeddedPostgres({ dataDir });
  // The baselines need more connections than the product ever opens.
  await withConnection(first.superuserUrl, (client) =>
    client.query(`ALTER SYSTEM SET max_connections = ${connections}`),
  );
  await first.stop();
  const postgres = await startEmbeddedPostgres({ dataDir });
  const home = findHomeFolder(dataDir) ?? dataDir;
  const cleanupOnExit = buryWhenKilled([home, dataDir]);
  await migrate({ databaseUrl: postgres.url });
  return {
    url: postgres.url,
    dataDir,
    postmaster: Number(readFileSync(join(home, "data", "postmaster.pid"), "utf8").split("\n")[0]),
    flushCommits: (on) =>
      withConnection(postgres.superuserUrl, async (client) => {
        await client.query(`ALTER SYSTEM SET synchronous_commit = ${on ? "on" : "off"}`);
        await client.query("SELECT pg_reload_conf()");
      }),
    async close() {
      await postgres.stop();
      for (const folder of [home, dataDir]) rmSync(folder, { recursive: true, force: true });
      cleanupOnExit.dismiss();
    },
  };
}
