import { createServer } from "node:http";
import next from "next";
import { BootError } from "#lib/boot/boot-error.ts";
import { buildIfStale } from "#lib/boot/build.ts";
import { Closers } from "#lib/boot/closers.ts";
import { compose } from "#lib/boot/compose.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { assertDatabaseReachable } from "#lib/boot/postgres/connect.ts";
import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { doorOf, serve } from "#lib/boot/serve.ts";
import { step } from "#lib/boot/steps.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { printBanner } from "#prisma/seed/banner.ts";
import { seedOnce } from "#prisma/seed/seed-once.ts";

process.env.NEXT_TELEMETRY_DISABLED = "1";
const dev = process.argv.includes("--dev");
const closers = new Closers();
/** Time for a load balancer to see that /ready says no; whoever presses Ctrl-C has none in front. */
let graceMs = 0;
const starting = start();
onStopRequest(async (reason) => {
  if (reason === "SIGTERM") graceMs = 2000;
  await starting.catch(() => undefined);
  await closers.closeAll();
});
await starting.catch(async (error: unknown) => {
  // Said first: who asks it to stop meanwhile ends the process when everything is closed.
  console.error(error instanceof BootError ? `\n${error.message}` : error);
  process.exitCode = 1;
  await closers.closeAll().catch(() => undefined);
  process.exit();
});

async function start() {
  const env = readEnv();
  await assertPortFree({ port: env.PORT, host: env.HOST });
  const { url } = await step("database", openDatabase);
  await step("tables", async () => {
    const { applied } = await migrate({ databaseUrl: url });
    return applied.length > 0 ? `${applied.length} new` : "up to date";
  });
  const made = await compose({ env, databaseUrl: url });
  closers.push(() => made.close());
  const shop = await step("demo", () => seedOnce(made));
  if (!dev) await step("pages", async () => ((await buildIfStale()) ? "built" : "up to date"));
  // Next would hear every upgrade of the server it is given, in production too: it gets one that hears only what is for it.
  const httpServer = createServer();
  const app = next({ dev, dir: import.meta.dirname, port: env.PORT, httpServer });
  await step("pages ready", () => app.prepare());
  const pages = { answer: app.getRequestHandler(), upgrades: dev ? doorOf(httpServer, "/_next/") : undefined };
  const served = await serve({ made, port: env.PORT, host: env.HOST, pages });
  closers.replaceNewest(() => served.drain({ graceMs }));
  printBanner({ url: env.PUBLIC_URL, demo: shop === "demo" });

  async function openDatabase() {
    if (env.DATABASE_URL) {
      await assertDatabaseReachable(env.DATABASE_URL);
      return { url: env.DATABASE_URL };
    }
    const postgres = await startEmbeddedPostgres({
      dataDir: env.DATA_DIR,
      log: (message) => log.info({ event: "postgres" }, message),
    });
    closers.push(() => postgres.stop());
    return postgres;
  }
}
