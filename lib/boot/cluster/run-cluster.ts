import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { Closers } from "#lib/boot/closers.ts";
import { type FrontName, findFront } from "#lib/boot/cluster/fronts.ts";
import { startHaproxy } from "#lib/boot/cluster/haproxy-front.ts";
import { startMember } from "#lib/boot/cluster/members.ts";
import { startNginx } from "#lib/boot/cluster/nginx-front.ts";
import { startOwnRedis } from "#lib/boot/cluster/own-redis.ts";
import { endProgram } from "#lib/boot/cluster/programs.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { findDirectUrl } from "#lib/boot/postgres/pooler.ts";
import type { Env } from "#lib/env.ts";

const patienceMs = 300_000;
const againMs = 1000;

/**
 * N processes of one shop on this machine, on the ports after PORT, with nginx, HAProxy or Node itself on PORT before them and Redis or
 * Valkey after them where REDIS_URL names none. The first brings the database up to date and builds; one that dies is started again.
 * Returns how to stop all.
 */
export async function runCluster(
  env: Env,
  { count, front = findFront() }: { count: number; front?: FrontName },
): Promise<() => Promise<void>> {
  const closers = new Closers();
  try {
    await startAll(env, { count, front }, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
  return () => closers.closeAll();
}

async function startAll(
  env: Env,
  { count, front }: { count: number; front: FrontName },
  closers: Closers,
): Promise<void> {
  const ports = Array.from({ length: count }, (_, index) => env.PORT + 1 + index);
  for (const port of [env.PORT, ...ports]) await assertPortFree({ port });
  const folder = join(env.DATA_DIR, "cluster");
  mkdirSync(folder, { recursive: true });
  const postgres = (await findDirectUrl(env)) ? null : await startEmbeddedPostgres({ dataDir: env.DATA_DIR });
  if (postgres) closers.push(() => postgres.stop());
  const redis = env.REDIS_URL ? null : await startOwnRedis({ folder, port: env.PORT + count + 1 });
  if (redis) closers.push(() => redis.stop());
  const shared = {
    DATABASE_URL: env.DATABASE_URL ?? postgres?.url,
    REDIS_URL: env.REDIS_URL ?? redis?.url,
    AUTH_SECRET: await readOrMakeSecret(env.DATA_DIR, env.AUTH_SECRET),
    DATA_DIR_SHARED: "true",
    PUBLIC_URL: env.PUBLIC_URL,
    TRUSTED_PROXIES: ["loopback", process.env.TRUSTED_PROXIES].filter(Boolean).join(","),
  };
  for (const [index, port] of ports.entries()) {
    // Encoders have one address, so one process hears them.
    const own = {
      ...{ PORT: String(port), HOST: "127.0.0.1", RTMP_PORT: String(index === 0 ? env.RTMP_PORT : 0) },
      ...(front === "node" && { SHARED_PORT: String(env.PORT) }),
    };
    const member = keepRunning(front, { ...process.env, ...shared, ...own });
    closers.push(() => member.stop());
    await member.ready(port);
    console.log(`process ${index + 1} of ${count}: port ${port}, pid ${member.pid()}`);
  }
  console.log(`in front: ${front}, port ${env.PORT}`);
  if (front === "node") return;
  const place = { folder, port: env.PORT, ports };
  const proxy = front === "nginx" ? startNginx({ file: "app.conf", ...place }) : startHaproxy(place);
  closers.push(() => proxy.stop());
}

/** One process, started again a second after it died. */
function keepRunning(front: FrontName, settings: NodeJS.ProcessEnv) {
  let isStopping = false;
  let child = start();

  function start(): ChildProcess {
    const started = startMember(front, settings);
    started.once("exit", (code, signal) => {
      if (isStopping) return;
      console.error(`the process on port ${settings.PORT} ended (${signal ?? code}); it is started again`);
      setTimeout(() => {
        if (!isStopping) child = start();
      }, againMs);
    });
    return started;
  }

  return {
    pid: () => child.pid,
    async ready(port: number) {
      const deadline = Date.now() + patienceMs;
      while (!(await answers(port))) {
        if (child.exitCode !== null)
          throw new BootError(`The process on port ${port} did not start; it says above why.`);
        if (Date.now() > deadline) throw new BootError(`The process on port ${port} does not become ready.`);
        await pause(200);
      }
    },
    async stop() {
      isStopping = true;
      await endProgram(child);
    },
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
  } catch {
    return false;
  }
}
