import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Channels } from "#lib/media/channels.ts";
import { parseMediaAddress } from "#lib/media/serve/address.ts";
import { createFastLine, type FastLine, refuseLine } from "./fast-line.ts";
import { createFastMessages } from "./fast-messages.ts";
import type { ByeReason } from "./fast-protocol.ts";

/**
 * The fast tier: parts pushed over WebSockets the moment they are published, to so many viewers and no more. Whoever
 * comes beyond that is told `full` and plays HLS.
 */
export type FastTier = {
  /** Takes an upgrade that is for it; false for any other. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  viewers: (showId: string) => number;
  /** Says goodbye to every viewer. */
  close: () => void;
};

const sweepEveryMs = 5000;
const lookEveryMs = 1000;

export function createFastTier({
  channels,
  capacity,
  seatsOfOne = capacity,
  addressOf = ({ socket }) => socket.remoteAddress ?? "",
  isPublic = () => true,
}: {
  channels: Channels;
  /** Viewers in this process; 0 turns the fast tier off. */
  capacity: number;
  /** Of these, for one address. */
  seatsOfOne?: number;
  /** What a viewer's address counts as. */
  addressOf?: (request: IncomingMessage) => string;
  isPublic?: (showId: string) => boolean;
}): FastTier {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1024,
    clientTracking: false,
  });
  const lines = new Map<string, Set<FastLine>>();
  const messages = createFastMessages();
  const seats = new Map<string, number>();
  let taken = 0;
  let leaving = false;
  const timers = [setInterval(sweep, sweepEveryMs).unref(), setInterval(look, lookEveryMs).unref()];
  channels.countFastViewers((showId) => lines.get(showId)?.size ?? 0);

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const address = parseMediaAddress(request.url?.split("?", 1)[0] ?? "");
    if (address?.kind !== "fast") return false;
    socket.on("error", () => socket.destroy());
    server.handleUpgrade(request, socket, head, (line) => welcome(line, address.showId, addressOf(request)));
    return true;
  }

  function welcome(socket: WebSocket, showId: string, from: string) {
    const channel = isPublic(showId) ? channels.find(showId) : undefined;
    const refused = whyNot();
    if (refused || !channel) return refuseLine(socket, refused ?? "unknown");
    const own = lines.get(showId) ?? new Set();
    lines.set(showId, own);
    taken += 1;
    seats.set(from, (seats.get(from) ?? 0) + 1);
    const line = createFastLine({ socket, channel, messages, onClose: () => leave(showId, line, from) });
    own.add(line);

    function whyNot(): ByeReason | undefined {
      if (!channel) return "unknown";
      if (leaving) return "leaving";
      if (channel.status(Date.now()) === "ended") return "ended";
      if (taken < capacity && (seats.get(from) ?? 0) < seatsOfOne) return undefined;
      channel.count.countFast("turnedAway");
      return "full";
    }
  }

  function leave(showId: string, line: FastLine, from: string): void {
    const own = lines.get(showId);
    if (!own?.delete(line)) return;
    taken -= 1;
    const left = (seats.get(from) ?? 1) - 1;
    if (left > 0) seats.set(from, left);
    else seats.delete(from);
    if (own.size === 0) lines.delete(showId);
  }

  function sweep(): void {
    for (const own of lines.values()) for (const line of own) line.check();
  }

  /** A seat is for whoever reads. */
  function look(): void {
    for (const own of lines.values()) for (const line of own) line.look();
  }

  function close(): void {
    leaving = true;
    for (const timer of timers) clearInterval(timer);
    for (const own of lines.values()) for (const line of own) line.end("leaving");
  }

  return { handleUpgrade, viewers: (showId) => lines.get(showId)?.size ?? 0, close };
}
