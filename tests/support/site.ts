import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { type AppHome, type AppProcess, startAppProcess } from "#tests/support/app-process.ts";
import { createDatabase } from "#tests/support/database.ts";
import { createCast, type Fixtures } from "#tests/support/fixtures.ts";

export type Site = Fixtures & {
  /** The server processes, all on one database and one secret. */
  doors: AppProcess[];
  /** A connection of the test's own, beside the servers'. */
  db: Database;
  /** Signs what the servers sign: cookies, and the deliveries of the test rail. */
  secret: string;
  /** What one process more would be started with. */
  home: AppHome;
  stop(): Promise<void>;
};

export type SiteOverrides = Partial<AppHome> & { processes?: number };

/** The real server as processes of their own, so that a test may kill them. */
export async function startSite({ processes = 1, databaseUrl, ...overrides }: SiteOverrides = {}) {
  const database = databaseUrl ? { url: databaseUrl, drop: async () => {} } : await createDatabase();
  const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), "launchroom-site-"));
  const home = { ...overrides, databaseUrl: database.url, dataDir };
  const secret = await readOrMakeSecret(dataDir, overrides.settings?.AUTH_SECRET);
  const doors = await Promise.all(Array.from({ length: processes }, () => startAppProcess(home)));
  const db = openDatabase(database.url, { connections: 4 });
  const site: Site = {
    ...createCast(db, new Sessions({ db, secret, secure: false })),
    doors,
    db,
    secret,
    home,
    async stop() {
      await Promise.all(doors.map((door) => door.stop()));
      await db.$disconnect();
      await database.drop();
      if (!overrides.dataDir) rmSync(dataDir, { recursive: true });
    },
  };
  return site;
}
