import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { Child } from "#bench/harness/child.ts";
import { type BenchDatabase, openBenchDatabase } from "#bench/harness/database.ts";
import { processorSeconds } from "#bench/harness/processor-time.ts";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { buildIfStale } from "#lib/boot/build.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { type SeededBuyer, writeBuyers } from "#prisma/seed/buyers.ts";
import { type OpenEdition, writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { demoPeople, writePeople } from "#prisma/seed/people.ts";

/** A process that answers HTTP on a port of 127.0.0.1. */
export type App = { child: Child; port: number };
type Terms = Parameters<typeof writeOpenEdition>[2];

/** The product in a process of its own on a private database, with what a benchmark needs beside it. */
export type Stage = {
  db: Database;
  databaseUrl: string;
  dataDir: string;
  /** What all processes of its shop sign with. */
  secret: string;
  /** With further settings where there are any. */
  startApp(settings?: Record<string, string>): Promise<App>;
  /** The product with its pages, which are built first where they are stale. */
  startPages(): Promise<App>;
  startBaselines(): Promise<App>;
  /** CPU seconds so far of the app and all of Postgres. */
  serverSeconds(app: Pick<App, "child">): number;
  /** CPU seconds so far of Postgres alone. */
  postgresSeconds(): number;
  writeBuyers(count: number): Promise<SeededBuyer[]>;
  flushCommits: BenchDatabase["flushCommits"];
  openEdition(terms?: Terms): Promise<OpenEdition>;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const database = await openBenchDatabase();
  const db = openDatabase(database.url, { connections: 4 });
  const secret = await readOrMakeSecret(database.dataDir, undefined);
  const sessions = new Sessions({ db, secret, secure: false });
  const started: Child[] = [];
  await writePeople(db);

  return {
    db,
    databaseUrl: database.url,
    startApp: (settings) => start("harness/app-main.ts", settings),
    async startPages() {
      await buildIfStale();
      return start("harness/pages-main.ts");
    },
    startBaselines: () => start("arms/order-baselines-main.ts"),
    serverSeconds: ({ child }) => processorSeconds([child.pid, database.postmaster]),
    postgresSeconds: () => processorSeconds([database.postmaster]),
    dataDir: database.dataDir,
    secret,
    writeBuyers: (count) => writeBuyers(db, sessions, count),
    flushCommits: database.flushCommits,
    openEdition: (terms) => writeOpenEdition(db, demoPeople[0].email, { stock: 1_000_000, ...terms }),
    async close() {
      for (const child of started) await child.kill();
      await db.$disconnect();
      await database.close();
    },
  };

  async function start(file: string, settings = {}): Promise<App> {
    const own = { DATA_DIR: database.dataDir, DATABASE_URL: database.url, PORT: "0" };
    const child = new Child(file, { ...own, ...settings });
    started.push(child);
    return { child, port: await child.ask("listen", z.number()) };
  }
}

/** Does the work and keeps a CPU profile of the app's process during it; with no folder it does nothing at all. */
export async function profileInto(
  folder: string | undefined,
  name: string,
  { child }: App,
  work: () => Promise<unknown>,
) {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await child.tell("startProfile");
  await work();
  await child.tell("stopProfile", resolve(folder, `${name}.cpuprofile`));
}
