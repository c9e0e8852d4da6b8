import type { Server } from "node:http";
import type { Socket } from "node:net";
import { log } from "#lib/log.ts";
import type { Clients } from "#lib/network/clients.ts";

/** Lines open at once: in all, and of one address. */
export type Bounds = { all: number; ofOne: number };

export type Connections = {
  /** Somebody waits for an answer on this line, or it became a socket: it is not the one to go. */
  keep: (socket: Socket) => void;
  /** The answer is out: from here on the line may go when room is needed. */
  spare: (socket: Socket) => void;
};

/** Turned away with a word; beyond these the system resets. */
const hearingAtOnce = 256;
const hearingMs = 500;
const sorry =
  "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 27\r\n\r\nToo many lines are open now";

type Crowd = { size: number; idle: Set<Socket> };

/** What the system allows this process to open, less what the database, files and programs need. */
export function readBounds(limit = openFilesLimit()): Bounds {
  const all = Math.min(50_000, limit - Math.min(1000, Math.max(200, Math.ceil(limit * 0.15))));
  return { all, ofOne: Math.min(5000, Math.floor(all / 2)) };
}

/**
 * Keeps a part of the descriptors free, whoever opens lines. An address that has too many, or a house that is full, loses the
 * line that waited longest without asking anything; whoever asks stays. Proxies of our own carry many and count as nobody.
 */
export function boundConnections(
  server: Server,
  { clients, bounds }: { clients: Clients; bounds: Bounds },
): Connections {
  const crowds = new Map<string, Crowd>();
  const crowdOf = new WeakMap<Socket, Crowd>();
  const [take] = server.listeners("connection");
  let open = 0;
  let rejected = 0;
  server.maxConnections = bounds.all + hearingAtOnce;
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    if (!take || !findRoom(socket)) return turnAway(socket);
    enter(socket);
    Reflect.apply(take, server, [socket]);
  });

  return {
    keep: (socket) => void crowdOf.get(socket)?.idle.delete(socket),
    spare: (socket) => {
      if (!socket.destroyed) crowdOf.get(socket)?.idle.add(socket);
    },
  };

  function findRoom(socket: Socket): boolean {
    const own = crowds.get(clients.peer(socket).network);
    if (own && own.size >= bounds.ofOne && !clients.peer(socket).trusted) return cutOldest(own);
    if (open < bounds.all) return true;
    return (own !== undefined && cutOldest(own)) || cutOldest(largest());
  }

  function enter(socket: Socket) {
    const { network } = clients.peer(socket);
    const crowd = crowds.get(network) ?? { size: 0, idle: new Set() };
    crowds.set(network, crowd);
    crowdOf.set(socket, crowd);
    crowd.size += 1;
    crowd.idle.add(socket);
    open += 1;
    socket.once("close", () => {
      open -= 1;
      crowd.size -= 1;
      crowd.idle.delete(socket);
      if (crowd.size === 0) crowds.delete(network);
    });
  }

  function largest(): Crowd | undefined {
    let found: Crowd | undefined;
    for (const crowd of crowds.values()) if (crowd.size > (found?.size ?? 0)) found = crowd;
    return found;
  }

  function turnAway(socket: Socket) {
    rejected += 1;
    if (rejected === 1)
      log.warn(
        { event: "connections_rejected", open, ...bounds },
        "the bound of open connections is reached; further ones are rejected",
      );
    socket.on("error", () => socket.destroy());
    socket.resume().end(sorry);
    setTimeout(() => socket.destroy(), hearingMs).unref();
  }
}

function cutOldest(crowd: Crowd | undefined): boolean {
  const [oldest] = crowd?.idle ?? [];
  if (!crowd || !oldest) return false;
  crowd.idle.delete(oldest);
  oldest.destroy();
  return true;
}

function openFilesLimit(): number {
  // Else every open line would be looked up by name.
  Reflect.set(process.report, "excludeNetwork", true);
  const report: unknown = process.report.getReport();
  const limits: unknown = Reflect.get(Object(report), "userLimits");
  const soft: unknown = Reflect.get(Object(Reflect.get(Object(limits), "open_files")), "soft");
  return typeof soft === "number" && soft > 0 ? soft : 60_000;
}
