import { z } from "zod";
import type { Setting } from "#bench/harness/bench.ts";
import { Child } from "#bench/harness/child.ts";
import { openBenchDatabase } from "#bench/harness/database.ts";
import { processorSeconds } from "#bench/harness/processor-time.ts";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { type SeededBuyer, writeBuyers } from "#prisma/seed/buyers.ts";
import { type OpenEdition, writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { demoPeople, writePeople } from "#prisma/seed/people.ts";

export type App = { child: Child; port: number; armsPort: number };
type Terms = Parameters<typeof writeOpenEdition>[2];

/** The product in a process of its own on a private database, with what a benchmark needs beside it. */
export type Stage = {
  db: Database;
  databaseUrl: string;
  startApp(): Promise<App>;
  /** CPU seconds so far of the app and all of Postgres. */
  serverSeconds(app: Pick<App, "child">): number;
  writeBuyers(count: number): Promise<SeededBuyer[]>;
  openEdition(terms?: Terms): Promise<OpenEdition>;
  close(): Promise<void>;
};

const ports = z.object({ port: z.number(), armsPort: z.number() });

export async function openStage({ profile }: Pick<Setting, "profile">): Promise<Stage> {
  const database = await openBenchDatabase();
  const db = openDatabase(database.url, { connections: 4 });
  const secret = await readOrMakeSecret(database.dataDir, undefined);
  const sessions = new Sessions({ db, secret, secure: false });
  const apps: Child[] = [];
  await writePeople(db);

  return {
    db,
    databaseUrl: database.url,
    async startApp() {
      const child = new Child("harness/app-main.ts", {
        environment: { DATA_DIR: database.dataDir, DATABASE_URL: database.url, PORT: "0" },
        flags: profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [],
      });
      apps.push(child);
      return { child, ...(await child.ask("listen", ports)) };
    },
    serverSeconds: ({ child }) => processorSeconds([child.pid, database.postmaster]),
    writeBuyers: (count) => writeBuyers(db, sessions, count),
    openEdition: (terms) => writeOpenEdition(db, demoPeople[0].email, { stock: 1_000_000, ...terms }),
    async close() {
      for (const child of apps) await child.kill();
      await db.$disconnect();
      await database.close();
    },
  };
}
