import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Composed, compose } from "#lib/boot/compose.ts";
import { meetPooler } from "#lib/boot/postgres/pooler.ts";
import { serve } from "#lib/boot/serve.ts";
import type { Database } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { createDatabase } from "#tests/support/database.ts";
import { createCast, type Fixtures } from "#tests/support/fixtures.ts";
import { type Http, httpTo } from "#tests/support/http.ts";

export type App = Fixtures & {
  url: string;
  /** The container of the running server, which lives in this process. */
  made: Composed;
  db: Database;
  databaseUrl: string;
  http: Http;
  stop(): Promise<void>;
};

/** The real server without pages, in this process, on a database and a port of its own. */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const database = await createDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-app-"));
  const made = await compose({
    env: readEnv({ RTMP_PORT: "0", ...settings, DATA_DIR: dataDir }),
    databaseUrl: database.url,
    pooler: await meetPooler(database.settings),
  });
  const served = await serve({ made, port: 0, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${served.port}`;
  return {
    ...createCast(made.db, made.sessions),
    url,
    made,
    db: made.db,
    databaseUrl: database.url,
    http: httpTo(url),
    async stop() {
      served.server.closeAllConnections();
      await served.drain();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
