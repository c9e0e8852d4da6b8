import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import compression from "compression";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { apiHeaders } from "#lib/api/headers.ts";
import { recordAudience } from "#lib/audience/record-audience.ts";
import { socketHandlers } from "#lib/audience/socket-handlers.ts";
import type { Composed } from "#lib/boot/compose.ts";
import { createDiskAlarm } from "#lib/boot/disk.ts";
import { drainServer } from "#lib/boot/drain.ts";
import { answerPages } from "#lib/boot/http/answer-pages.ts";
import { answerOddMethods, answerOddTargets } from "#lib/boot/http/check-target.ts";
import { createCompressedFiles } from "#lib/boot/http/compressed-files.ts";
import { boundConnections, readBounds } from "#lib/boot/http/connections.ts";
import { createApi } from "#lib/boot/http/create-api.ts";
import { answerHealth } from "#lib/boot/http/health.ts";
import { listen } from "#lib/boot/http/listen.ts";
import { createMetrics } from "#lib/boot/http/metrics.ts";
import { type Door, dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { answerImages } from "#lib/images/send-image.ts";
import { previewAnswers } from "#lib/images/send-preview.ts";
import { every } from "#lib/jobs/every.ts";
import { openGateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { offlineAnswers } from "#lib/offline/answer-offline.ts";
import { answerPreorder } from "#lib/preorders/answer-preorder.ts";
import { closeRecordings, recoverRecordings } from "#lib/replays/recover-recordings.ts";

export type Pages = {
  answer: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** While developing, Next talks to its pages. */
  upgrades?: Door;
};
export type Served = { port: number; server: Server; drain(settings?: { graceMs?: number }): Promise<void> };

const frameEvery = 200;
/** A flood from one address may not take what another wants; a team behind one address gets its half. */
const shareOfOne = 0.5;
const staticFolder = join(import.meta.dirname, "..", "..", ".next", "static");

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
  const { clients, env } = made;
  const api = answerPreorder(made, createApiListener(made));
  const handleMedia = createMediaHandler(made.channels);
  const publicDir = fileURLToPath(new URL("../../public", import.meta.url));
  const answerPreview = previewAnswers({ dataDir: env.DATA_DIR, publicDir });
  const answerOffline = offlineAnswers({ isOn: env.OFFLINE_PAGE });
  const answerMetrics = createMetrics(made);
  const answerPage = pages && createPageListener(pages, made);
  const isSecure = env.PUBLIC_URL.startsWith("https:");
  const server = createServer(
    {
      connectionsCheckingInterval: 2000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      // Whoever offers another protocol (h2c) is answered in this one.
      shouldUpgradeCallback: ({ headers }) => /^websocket$/i.test(headers.upgrade ?? ""),
    },
    (request, response) => {
      const { socket } = request;
      connections.keep(socket);
      response.once("close", () => connections.spare(socket));
      if (draining || request.headers.upgrade !== undefined) response.setHeader("connection", "close");
      if (isSecure) response.setHeader("strict-transport-security", "max-age=31536000");
      if (answerOddTargets(request, response)) return;
      if (isApi(request)) return api(request, response);
      if (handleMedia(request, response)) return;
      response.setHeader("x-content-type-options", "nosniff");
      if (answerPreview(request, response) || answerImages(request, response, env.DATA_DIR)) return;
      if (answerHealth(request, response, made, draining) || answerMetrics(request, response)) return;
      if (answerOffline(request, response)) return;
      answerInTime(request, response);
      if (answerPage) answerPage(request, response);
      else response.writeHead(404).end();
    },
  );
  // A client that takes an answer and never reads it holds its memory, for twice as long, since Node waits once more; one that
  // reads slowly makes progress and is not cut.
  server.timeout = 30_000;
  const bounds = readBounds();
  const connections = boundConnections(server, { clients, bounds });
  const sockets = createServer();
  const gateway = openGateway({
    httpServer: sockets,
    clientOf: (request) => clients.of(request),
    publicUrl: env.PUBLIC_URL,
    findActor: (cookie) => made.sessions.find(cookie),
    tokenOf: (cookie) => made.sessions.tokenOf(cookie),
    handlers: socketHandlers(made),
    onEnter: (showId, viewerId) => made.presence.enter(showId, viewerId),
    onLeave: (showId, viewerId) => made.presence.leave(showId, viewerId),
  });
  made.attach(gateway);
  const fastTier = new FastTier({
    channels: made.channels,
    capacity: env.FAST_VIEWERS,
    seatsOfOne: Math.ceil(env.FAST_VIEWERS * shareOfOne),
    addressOf: (request) => clients.of(request).network,
  });
  const upgrades = dispatchUpgrades(server, {
    doors: [doorOf(sockets, "/socket.io/"), fastTier, ...(pages?.upgrades ? [pages.upgrades] : [])],
    clients,
    bounds: { ofOne: bounds.ofOne, unprovenOfOne: Math.ceil(bounds.ofOne * shareOfOne) },
    onOpen: (socket) => connections.keep(socket),
  });
  const timers = [
    every(frameEvery, () => made.rooms.tick()),
    every(60_000, () => made.rooms.sweep()),
    every(frameEvery, () => made.boards.tick()),
    every(5000, () => recordAudience(made)),
    every(10_000, createDiskAlarm(env.DATA_DIR)),
    every(5000, () => closeRecordings(made)),
    every(500, made.restreams.look),
  ];
  await recoverRecordings(made).catch((error: unknown) => log.warn({ err: error }, "recordings not taken up yet"));
  const bound = await listen(server, { port, host });
  made.rails.answerAt(`http://127.0.0.1:${bound}`);
  void made.jobs.start();

  return {
    port: bound,
    server,
    drain({ graceMs = 0 } = {}) {
      draining = true;
      return drainServer({ server, gateway, fastTier, upgrades, made, timers }, graceMs);
    },
  };
}

function createApiListener(app: Composed): RequestListener {
  const api = createApi();
  const answer = getRequestListener((request, { incoming }) => api.fetch(request, { incoming, app }));
  const compress = compression();
  return (request, response) => {
    answerInTime(request, response);
    for (const [name, value] of Object.entries(apiHeaders)) response.setHeader(name, value);
    if (request.method !== "GET") return void answer(request, response);
    compress(request, response, () => void answer(request, response));
  };
}

function createPageListener({ answer, upgrades }: Pages, made: Composed): RequestListener {
  const dev = upgrades !== undefined;
  const compress = compression();
  const answerCompressed = createCompressedFiles(staticFolder);
  const page = answerPages(answer, made, { dev });
  return (request, response) => {
    if (!dev && (answerOddMethods(request, response) || answerCompressed(request, response))) return;
    compress(request, response, () => page(request, response));
  };
}

/** Hands over the upgrades of one path to whoever hears them on a server of its own. */
export function doorOf(server: Server, path: string): Door {
  return {
    handleUpgrade: (request, socket, head) =>
      request.url?.startsWith(path) === true && server.emit("upgrade", request, socket, head),
  };
}

function isApi({ url }: IncomingMessage): boolean {
  return url !== undefined && (url.startsWith("/api/") || url === "/api");
}
