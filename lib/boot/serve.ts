import { createServer, type Server, type ServerOptions } from "node:http";
import { createServer as createNetServer, type Server as NetServer } from "node:net";
import { socketHandlers } from "#lib/audience/socket-handlers.ts";
import type { Composed } from "#lib/boot/compose.ts";
import { drainServer } from "#lib/boot/drain.ts";
import { createRequestListener } from "#lib/boot/http/answer-request.ts";
import { boundConnections, readBounds } from "#lib/boot/http/connections.ts";
import { listen } from "#lib/boot/http/listen.ts";
import type { Pages } from "#lib/boot/http/page-listener.ts";
import { type Door, dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { startPeerTimers } from "#lib/boot/peer-timers.ts";
import { partsOf } from "#lib/boot/roles.ts";
import { startTimers } from "#lib/boot/timers.ts";
import { exactMessages } from "#lib/live/exact-messages.ts";
import { openGateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import { recoverRecordings } from "#lib/recordings/recover-recordings.ts";

export type Served = { port: number; server: Server; drain(settings?: { graceMs?: number }): Promise<void> };

/** A flood from one address may not take what another wants; a team behind one address gets its half. */
const shareOfOne = 0.5;
const serverOptions: ServerOptions = {
  connectionsCheckingInterval: 2000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // Whoever offers another protocol (h2c) is answered in this one.
  shouldUpgradeCallback: ({ headers }) => /^websocket$/i.test(headers.upgrade ?? ""),
};

/** One port for requests and sockets. */
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
  const { clients } = made;
  const parts = partsOf(made.env.ROLE);
  const server = createServer(serverOptions);
  // A client that takes an answer and never reads it holds its memory, for twice as long, since Node waits once more; one that
  // reads slowly makes progress and is not cut.
  server.timeout = 30_000;
  const bounds = readBounds();
  const connections = boundConnections(server, { clients, bounds });
  const sockets = createServer();
  // Where no sockets open it still sends: what is for one account finds its sockets in another process.
  const gateway = openSockets(made, sockets);
  const figures = { sockets: () => gateway.sockets.sockets.size };
  server.on("request", createRequestListener(made, { pages, connections, ...figures, isDraining: () => draining }));
  const fastTier = parts.video ? openFastTier(made) : undefined;
  const upgrades = dispatchUpgrades(server, {
    doors: [parts.sockets ? doorOf(sockets, "/socket.io/") : undefined, fastTier, pages?.upgrades].filter(
      (door) => door !== undefined,
    ),
    clients,
    bounds: { ofOne: bounds.ofOne, unprovenOfOne: Math.ceil(bounds.ofOne * shareOfOne) },
    onOpen: (socket) => connections.keep(socket),
  });
  const timers = [...startTimers(made), ...startPeerTimers(made)];
  if (parts.video) await takeUpRecordings(made);
  const bound = await listen(server, { port, host });
  const shared = made.env.SHARED_PORT ? await openSharedPort(server, { port: made.env.SHARED_PORT }) : undefined;
  made.rails.answerAt(`http://127.0.0.1:${bound}`);
  void made.jobs.start();

  return {
    port: bound,
    server,
    drain({ graceMs = 0 } = {}) {
      draining = true;
      return drainServer({ server, shared, gateway, fastTier, upgrades, made, timers }, graceMs);
    },
  };
}

/** Lines that come to a port which the workers of a cluster have together: Node hands each to one of them. */
async function openSharedPort(server: Server, place: { port: number }): Promise<NetServer> {
  const door = createNetServer((line) => server.emit("connection", line));
  await listen(door, place);
  return door;
}

function takeUpRecordings(made: Composed): Promise<void> {
  return recoverRecordings(made).catch((error: unknown) =>
    log.warn({ event: "recordings_not_recovered", err: error }, "recordings of the last run could not be taken up"),
  );
}

function openSockets(made: Composed, httpServer: Server) {
  const { clients, env, sessions, presence, broadcast, snapshots, shared } = made;
  const gateway = openGateway({
    httpServer,
    adapter: shared && exactMessages(shared.redis),
    clientOf: (request) => clients.of(request),
    publicUrl: env.PUBLIC_URL,
    findActor: (cookie) => sessions.find(cookie),
    tokenOf: (cookie) => sessions.tokenOf(cookie),
    handlers: socketHandlers(made),
    audiences: broadcast.audiences,
    packetOf: (showId) => snapshots.packet(showId),
    onEnter: (showId, viewerId) => presence.enter(showId, viewerId),
    onLeave: (showId, viewerId) => presence.leave(showId, viewerId),
  });
  broadcast.attach(gateway);
  return gateway;
}

function openFastTier({ channels, clients, env }: Composed) {
  return new FastTier({
    channels,
    capacity: env.FAST_VIEWERS,
    seatsOfOne: Math.ceil(env.FAST_VIEWERS * shareOfOne),
    addressOf: (request) => clients.of(request).network,
  });
}

/** Hands over the upgrades of one path to whoever hears them on a server of its own. */
export function doorOf(server: Server, path: string): Door {
  return {
    handleUpgrade: (request, socket, head) =>
      request.url?.startsWith(path) === true && server.emit("upgrade", request, socket, head),
  };
}
