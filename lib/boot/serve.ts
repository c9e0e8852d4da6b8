import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { createApi } from "#lib/api/app.ts";
import { apiHeaders } from "#lib/api/headers.ts";
import { recordAudience } from "#lib/audience/record-audience.ts";
import { socketHandlers } from "#lib/audience/socket-handlers.ts";
import type { Composed } from "#lib/boot/compose.ts";
import { createDiskAlarm } from "#lib/boot/disk.ts";
import { drainServer } from "#lib/boot/drain.ts";
import { answerHealth } from "#lib/boot/health.ts";
import { listen } from "#lib/boot/listen.ts";
import { createMetrics } from "#lib/boot/metrics.ts";
import { dispatchUpgrades } from "#lib/boot/upgrades.ts";
import { answerImages } from "#lib/images/send-image.ts";
import { every } from "#lib/jobs/every.ts";
import { openGateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import { createFastTier } from "#lib/media/fast-tier.ts";
import { createMediaHandler } from "#lib/media/http.ts";
import { answerPreorder } from "#lib/preorders/answer-preorder.ts";
import { closeRecordings, recoverRecordings } from "#lib/replays/recover-recordings.ts";

type Pages = (request: IncomingMessage, response: ServerResponse) => unknown;
export type Served = { port: number; server: Server; drain(settings?: { graceMs?: number }): Promise<void> };

const frameEvery = 200;

/** The order of handlers: API, media, pictures, health, pages. Sockets come on the same port. */
export async function serve({
  made,
  port,
  host,
  pages,
}: {
  made: Composed;
  port: number;
  host?: string;
  pages?: Pages;
}): Promise<Served> {
  let draining = false;
  const answerApi = getRequestListener(createApi().fetch);
  const api = answerPreorder((request, response) => {
    answerInTime(request, response);
    for (const [name, value] of Object.entries(apiHeaders)) response.setHeader(name, value);
    void answerApi(request, response);
  }, made);
  const handleMedia = createMediaHandler(made.channels);
  const answerMetrics = createMetrics(made);
  const server = createServer(
    {
      connectionsCheckingInterval: 2000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      if (draining) response.setHeader("connection", "close");
      if (isApi(request)) return api(request, response);
      if (handleMedia(request, response)) return;
      response.setHeader("x-content-type-options", "nosniff");
      if (answerImages(request, response, made.env.DATA_DIR)) return;
      if (answerHealth(request, response, made, draining) || answerMetrics(request, response)) return;
      answerInTime(request, response);
      if (!pages) return void response.writeHead(404).end();
      stripForged(request);
      setPageHeaders(request, response);
      return void pages(request, response);
    },
  );
  // A client that takes an answer and never reads it holds its memory, for twice as long, since Node waits once more; one that
  // reads slowly makes progress and is not cut.
  server.timeout = 30_000;
  const gateway = openGateway({
    httpServer: server,
    publicUrl: made.env.PUBLIC_URL,
    findActor: (cookie) => made.sessions.find(cookie),
    tokenOf: (cookie) => made.sessions.tokenOf(cookie),
    handlers: socketHandlers,
    onEnter: (showId, viewerId) => made.presence.enter(showId, viewerId),
    onLeave: (showId, viewerId) => made.presence.leave(showId, viewerId),
  });
  made.attach(gateway);
  const fastTier = createFastTier({ channels: made.channels, capacity: made.env.FAST_VIEWERS });
  dispatchUpgrades(server, fastTier);
  const timers = [
    every(frameEvery, () => made.rooms.tick()),
    every(frameEvery, () => made.boards.tick()),
    every(5000, recordAudience),
    every(10_000, createDiskAlarm(made.env.DATA_DIR)),
    every(5000, closeRecordings),
    every(500, made.restreams.look),
  ];
  await recoverRecordings().catch((error: unknown) => log.warn({ err: error }, "recordings not taken up yet"));
  const bound = await listen(server, { port, host });
  made.rails.answerAt(`http://127.0.0.1:${bound}`);
  void made.jobs.start();

  return {
    port: bound,
    server,
    drain({ graceMs = 0 } = {}) {
      draining = true;
      return drainServer({ server, gateway, fastTier, made, timers }, graceMs);
    },
  };
}

function isApi({ url }: IncomingMessage): boolean {
  return url !== undefined && (url.startsWith("/api/") || url === "/api");
}

/** Headers that Next trusts as its own may not come from outside. */
function stripForged(request: IncomingMessage) {
  for (const name of Object.keys(request.headers)) {
    if (/^x-middleware-|^x-nonce$|^next-action$|^content-security-policy$/.test(name)) delete request.headers[name];
  }
}

function setPageHeaders(request: IncomingMessage, response: ServerResponse) {
  response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
  response.setHeader("x-frame-options", "SAMEORIGIN");
  const isPage = request.headers.accept?.includes("text/html") ?? false;
  if (!isPage || /(?:^|;\s*)launchroom\.viewer=/.test(request.headers.cookie ?? "")) return;
  const secure = "encrypted" in request.socket && request.socket.encrypted ? "; Secure" : "";
  response.setHeader(
    "set-cookie",
    `launchroom.viewer=${randomBytes(16).toString("base64url")}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure}`,
  );
}
