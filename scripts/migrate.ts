import { migrate } from "#lib/boot/migrations/migrate.ts";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { findPoolerUrl } from "#lib/boot/postgres/pooler.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { readEnv } from "#lib/env.ts";

await runCommand(async () => {
  const env = readEnv();
  const database = await openDatabase(env);
  try {
    const retryFailed = process.argv.includes("--retry");
    const { applied, upToDate } = await migrate({
      ...{ databaseUrl: database.url, retryFailed },
      poolerUrl: findPoolerUrl(env),
    });
    for (const name of applied) console.log(`applied ${name}`);
    if (upToDate) console.log("Nothing to do: the database has every migration and every file of prisma/engine.");
  } finally {
    await database.close();
  }
});
