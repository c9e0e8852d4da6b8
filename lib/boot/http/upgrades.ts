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

type Line = { socket: Duplex; network: string; until: number; readBefore: number };

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
  const unproven = new Map<string, Set<Line>>();
  const open = new Map<string, number>();
  const timer = setInterval(sweep, sweepEveryMs).unref();

  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (socket instanceof Socket) onOpen(socket);
    const { network } = clients.of(request);
    if ((open.get(network) ?? 0) >= bounds.ofOne) return refuse(socket, "503 Service Unavailable");
    if (!doors.some((door) => door.handleUpgrade(request, socket, head))) return refuse(socket, "404 Not Found");
    if (!socket.destroyed) enter(socket, network);
  });
  server.on("connect", (_, socket) => refuse(socket, "405 Method Not Allowed"));

  function enter(socket: Duplex, network: string) {
    const line = { socket, network, until: performance.now() + proveWithinMs, readBefore: bytesRead(socket) };
    const waiting = unproven.get(network) ?? new Set<Line>();
    unproven.set(network, waiting.add(line));
    open.set(network, (open.get(network) ?? 0) + 1);
    const [oldest] = waiting;
    if (waiting.size > bounds.unprovenOfOne && oldest && !isProven(oldest)) oldest.socket.destroy();
    socket.once("close", () => {
      forget(line);
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
  }

  function sweep() {
    const now = performance.now();
    for (const lines of unproven.values()) {
      for (const line of lines) {
        if (isProven(line)) forget(line);
        else if (now > line.until) line.socket.destroy();
      }
    }
  }

  function forget(line: Line) {
    const waiting = unproven.get(line.network);
    if (waiting?.delete(line) && waiting.size === 0) unproven.delete(line.network);
  }

  return {
    close() {
      clearInterval(timer);
      for (const lines of unproven.values()) for (const { socket } of lines) socket.destroy();
    },
  };
}

function isProven({ socket, readBefore }: Line): boolean {
  return bytesRead(socket) > readBefore;
}

function bytesRead(socket: Duplex): number {
  return socket instanceof Socket ? socket.bytesRead : 0;
}

function refuse(socket: Duplex, status: string) {
  socket.on("error", () => socket.destroy());
  socket.resume().end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), hearingMs).unref();
}
