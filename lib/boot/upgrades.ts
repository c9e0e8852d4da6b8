import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

type Door = { handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean };

/** Socket.IO, and Next while developing, hear upgrades for themselves. */
const heardElsewhere = /^\/(socket\.io|_next)\//;

/**
 * Gives every WebSocket that asks to be opened to whom it is for. Node leaves an upgrade that nobody takes open for ever,
 * so it is ended here.
 */
export function dispatchUpgrades(server: Server, ...doors: Door[]): void {
  server.on("upgrade", (request, socket, head) => {
    if (doors.some((door) => door.handleUpgrade(request, socket, head))) return;
    if (heardElsewhere.test(request.url ?? "")) return;
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
}
