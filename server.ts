import { createServer } from "node:http";
import next from "next";
import { BootError } from "#lib/boot/boot-error.ts";
import { assertBuilt, buildIfStale } from "#lib/boot/build.ts";
import { Closers } from "#lib/boot/closers.ts";
import { compose } from "#lib/boot/compose.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { assertMigrated, migrate } from "#lib/boot/migrations/migrate.ts";
import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { findDirectUrl, findPoolerUrl, meetPooler } from "#lib/boot/postgres/pooler.ts";
import { partsOf } from "#lib/boot/roles.ts";
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
  const parts = partsOf(env.ROLE);
  await assertPortFree({ port: env.PORT, host: env.HOST });
  const { url } = await step("database", openDatabase);
  await step("tables", env.ROLE === "all" ? () => bringUpToDate(url, findPoolerUrl(env)) : () => assertUpToDate(url));
  const made = await compose({ env, databaseUrl: url, pooler: await meetPooler(env) });
  closers.push(() => made.close());
  const shop = env.ROLE === "all" ? await step("demo", () => seedOnce(made)) : undefined;
  const pages = parts.pages ? await openPages(env.PORT) : undefined;
  const served = await serve({ made, port: env.PORT, host: env.HOST, pages });
  closers.replaceNewest(() => served.drain({ graceMs }));
  printBanner({ url: env.PUBLIC_URL, demo: shop === "demo" });

  async function openPages(port: number) {
    if (!dev) await step("pages", env.ROLE === "all" ? build : findBuilt);
    // Next would hear every upgrade of the server it is given, in production too: it gets one that hears only what is for it.
    const httpServer = createServer();
    const app = next({ dev, dir: import.meta.dirname, port, httpServer });
    await step("pages ready", () => app.prepare());
    return { answer: app.getRequestHandler(), upgrades: dev ? doorOf(httpServer, "/_next/") : undefined };
  }

  async function openDatabase() {
    const url = await findDirectUrl(env);
    if (url) return { url };
    const postgres = await startEmbeddedPostgres({
      dataDir: env.DATA_DIR,
      log: (message) => log.info({ event: "postgres" }, message),
    });
    closers.push(() => postgres.stop());
    return postgres;
  }
}

async function bringUpToDate(databaseUrl: string, poolerUrl?: string) {
  const { applied } = await migrate({ databaseUrl, poolerUrl });
  return applied.length > 0 ? `${applied.length} new` : "up to date";
}

async function assertUpToDate(databaseUrl: string) {
  await assertMigrated({ databaseUrl });
  return "up to date";
}

async function findBuilt() {
  assertBuilt();
  return "up to date";
}

async function build() {
  return (await buildIfStale()) ? "built" : "up to date";
}
