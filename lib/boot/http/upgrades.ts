import type { IncomingMessage, Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Clients } from "#lib/network/clients.ts";

export type Door = { handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean };

/** Sockets of one address: those that proved to be read and spoken, and those that did not yet. */
export type UpgradeBounds = { ofOne: number; unprovenOfOne: number };

const proveWithinMs = 6000;
const sweepEveryMs = 500;
const hearingMs = 500;

type Line = { until: number; readBefore: number };

/**
 * Gives every WebSocket that asks to be opened to whom it is for; Node leaves one that nobody takes open for ever, so it is
 * answered and closed here. Whoever was let in and then says nothing for six seconds, not even the answer to a ping, is
 * closed too. Sockets of one address are bounded; of those that proved nothing yet, the oldest makes room.
 */
export function dispatchUpgrades(
  server: Server,
  {
    doors,
    clients,
    bounds,
    onOpen = () => undefined,
  }: { doors: Door[]; clients: Clients; bounds: UpgradeBounds; onOpen?: (socket: Socket) => void },
): { close: () => void } {
  const unproven = new Map<string, Map<Duplex, Line>>();
  const open = new Map<string, number>();
  const timer = setInterval(sweep, sweepEveryMs).unref();

  // What listens to a socket lives as long as it does: nothing here may hold the request, which is a quarter of its memory.
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", destroyIt);
    if (socket.destroyed) return;
    if (socket instanceof Socket) onOpen(socket);
    const { network } = clients.of(request);
    if ((open.get(network) ?? 0) >= bounds.ofOne) return refuse(socket, "503 Service Unavailable");
    enter(socket, network);
    if (!isTaken(doors, request, socket, head)) refuse(socket, "404 Not Found");
  });
  server.on("connect", (_, socket) => refuse(socket, "405 Method Not Allowed"));

  function enter(socket: Duplex, network: string) {
    const waiting = unproven.get(network) ?? new Map<Duplex, Line>();
    const line = { until: performance.now() + proveWithinMs, readBefore: bytesRead(socket) };
    unproven.set(network, waiting.set(socket, line));
    open.set(network, (open.get(network) ?? 0) + 1);
    const [oldest] = waiting;
    if (waiting.size > bounds.unprovenOfOne && oldest && !isProven(...oldest)) oldest[0].destroy();
    socket.on("close", () => leave(socket, network));
  }

  function leave(socket: Duplex, network: string) {
    forget(socket, network);
    const left = (open.get(network) ?? 1) - 1;
    if (left > 0) open.set(network, left);
    else open.delete(network);
  }

  function sweep() {
    const now = performance.now();
    for (const [network, lines] of unproven) {
      for (const [socket, line] of lines) {
        if (isProven(socket, line)) forget(socket, network);
        else if (now > line.until) socket.destroy();
      }
    }
  }

  function forget(socket: Duplex, network: string) {
    const waiting = unproven.get(network);
    if (waiting?.delete(socket) && waiting.size === 0) unproven.delete(network);
  }

  return {
    close() {
      clearInterval(timer);
      for (const lines of unproven.values()) for (const socket of lines.keys()) socket.destroy();
    },
  };
}

function isTaken(doors: Door[], request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
  return doors.some((door) => door.handleUpgrade(request, socket, head));
}

function isProven(socket: Duplex, { readBefore }: Line): boolean {
  return bytesRead(socket) > readBefore;
}

function bytesRead(socket: Duplex): number {
  return socket instanceof Socket ? socket.bytesRead : 0;
}

function destroyIt(this: Duplex) {
  this.destroy();
}

function refuse(socket: Duplex, status: string) {
  socket.on("error", destroyIt);
  socket.resume().end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), hearingMs).unref();
}
