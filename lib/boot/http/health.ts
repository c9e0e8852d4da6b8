import type { IncomingMessage, ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { measureDisk } from "#lib/boot/disk.ts";
import type { Container } from "#lib/container.ts";

const loop = monitorEventLoopDelay({ resolution: 20 });
loop.enable();

const promptly = 1000;

/** /live: this process turns its loop. /ready: it can sell, that is database, disk and not draining; with the alarms that are on. */
export function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  made: Container,
  draining: boolean,
): boolean {
  if (request.url === "/live") {
    const lagMs = Math.round(loop.percentile(99) / 1e6);
    loop.reset();
    send(response, lagMs < 1000 ? 200 : 503, { live: lagMs < 1000, loopLagMs: lagMs });
    return true;
  }
  if (request.url !== "/ready") return false;
  void readiness(made, draining).then(({ checks, ...facts }) =>
    send(response, Object.values(checks).every(Boolean) ? 200 : 503, { ...checks, ...facts }),
  );
  return true;
}

async function readiness({ db, env, clients, shared }: Container, draining: boolean) {
  const [database, disk] = await Promise.all([answersPromptly(db), measureDisk(env.DATA_DIR).catch(() => null)]);
  return {
    checks: { database, disk: disk?.state !== "full", open: !draining },
    alarms: [
      ...(disk && disk.state !== "ok" ? [`disk_${disk.state}`] : []),
      ...(clients.stranger() ? ["proxy_untrusted"] : []),
      // It sells all the same: rooms go on from what this process alone knows.
      ...(shared && !shared.redis.isUp() ? ["redis_away"] : []),
    ],
    diskFreeBytes: disk?.freeBytes,
    diskFreeShare: disk?.freeShare,
  };
}

let asking: Promise<boolean> | undefined;

/** A database that hangs is asked by one line, however many probes come. */
function answersPromptly(db: Container["db"]): Promise<boolean> {
  asking ??= db.$queryRaw`SELECT 1`
    .then(
      () => true,
      () => false,
    )
    .finally(() => {
      asking = undefined;
    });
  return Promise.race([asking, sleep(promptly, false, { ref: false })]);
}

function send(response: ServerResponse, status: number, body: object) {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
