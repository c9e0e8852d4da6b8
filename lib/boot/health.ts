import { statfs } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Container } from "#lib/container.ts";

const loop = monitorEventLoopDelay({ resolution: 20 });
loop.enable();

/** /live: this process turns its loop. /ready: it can sell, that is database, disk and not draining. */
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
  void readiness(made, draining).then((checks) =>
    send(response, Object.values(checks).every(Boolean) ? 200 : 503, checks),
  );
  return true;
}

async function readiness({ db, env }: Container, draining: boolean) {
  const asked = performance.now();
  const [database, disk] = await Promise.all([
    db.$queryRaw`SELECT 1`.then(
      () => performance.now() - asked < 1000,
      () => false,
    ),
    statfs(env.DATA_DIR).then(
      ({ bavail, bsize }) => bavail * bsize > 1024 ** 3,
      () => true,
    ),
  ]);
  return { database, disk, open: !draining };
}

function send(response: ServerResponse, status: number, body: object) {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
