import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import type { Host } from "#lib/accounts/gate.ts";
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
import { startDemo } from "#lib/demo/start-demo.ts";
import { readEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { issueOpening } from "#lib/shop/opening/issue-opening.ts";
import { printBanner } from "#prisma/seed/banner.ts";
import { openLaunch } from "#prisma/seed/open-launch.ts";
import { demoShows, seedOnce } from "#prisma/seed/seed-once.ts";
import { demoTalk } from "#prisma/seed/talk.ts";

process.env.NEXT_TELEMETRY_DISABLED = "1";
const dev = process.argv.includes("--dev");
if (process.argv.includes("--empty")) process.env.DEMO = "empty";
if (process.argv.includes("--shop")) process.env.DEMO = "none";
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
  const shop = env.ROLE === "all" ? await step("demo", fillDemo) : undefined;
  const pages = parts.pages ? await openPages(env.PORT) : undefined;
  const served = await serve({ made, port: env.PORT, host: env.HOST, pages });
  const demo = shop === "demo" && env.DEMO === "live" ? await playDemo() : undefined;
  closers.replaceNewest(async () => {
    await demo?.stop();
    await served.drain({ graceMs });
  });
  const opening = shop === "real" ? await issueOpening(made.db, env.PUBLIC_URL) : null;
  printBanner({ url: env.PUBLIC_URL, demo: shop === "demo", opening });

  function fillDemo() {
    const finish = env.DEMO === "live" ? (host: Host) => openLaunch(made, host, demoShows.live) : undefined;
    return seedOnce(made, { isEmpty: env.DEMO === "empty", isReal: env.DEMO === "none", finish });
  }

  function playDemo() {
    const films = join(import.meta.dirname, "prisma", "seed", "films");
    return startDemo(made, { films, ...demoShows, script: demoTalk });
  }

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
