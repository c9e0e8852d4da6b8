import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { parseMediaAddress } from "#lib/media/serve/address.ts";
import { FastLine, refuseLine } from "./fast-line.ts";
import { FastMessages } from "./fast-messages.ts";
import type { ByeReason } from "./fast-protocol.ts";
import { Seats } from "./seats.ts";

const sweepEveryMs = 5000;
const lookEveryMs = 1000;

/**
 * The fast tier: parts pushed over WebSockets the moment they are published, to so many viewers and no more. Whoever
 * comes beyond that is told `full` and plays HLS.
 */
export class FastTier {
  readonly #channels: Channels;
  readonly #addressOf: (request: IncomingMessage) => string;
  readonly #isPublic: (showId: string) => boolean;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1024,
    clientTracking: false,
  });
  readonly #lines = new Map<string, Set<FastLine>>();
  readonly #messages: FastMessages;
  readonly #seats: Seats;
  readonly #timers = [
    setInterval(() => this.#forEach((line) => line.check()), sweepEveryMs).unref(),
    // A seat is for whoever reads.
    setInterval(() => this.#forEach((line) => line.look()), lookEveryMs).unref(),
  ];
  #leaving = false;

  constructor({
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
  }) {
    this.#channels = channels;
    this.#addressOf = addressOf;
    this.#isPublic = isPublic;
    this.#messages = new FastMessages(channels.now);
    this.#seats = new Seats({ capacity, ofOne: seatsOfOne });
    channels.countFastViewers((showId) => this.viewers(showId));
  }

  /** Takes an upgrade that is for it; false for any other. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const address = parseMediaAddress(request.url?.split("?", 1)[0] ?? "");
    if (address?.kind !== "fast") return false;
    const from = this.#addressOf(request);
    socket.on("error", () => socket.destroy());
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened, address.showId, from));
    return true;
  }

  viewers(showId: string): number {
    return this.#lines.get(showId)?.size ?? 0;
  }

  /** Says goodbye to every viewer. */
  close(): void {
    this.#leaving = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#forEach((line) => line.end("leaving"));
  }

  #welcome(socket: WebSocket, showId: string, from: string) {
    const channel = this.#isPublic(showId) ? this.#channels.find(showId) : undefined;
    if (!channel) return refuseLine(socket, "unknown");
    const refused = this.#whyNot(channel, from);
    if (refused) return refuseLine(socket, refused, refused === "full" ? this.#seats.askAgainAfter() : undefined);
    const own = this.#lines.get(showId) ?? new Set();
    this.#lines.set(showId, own);
    this.#seats.take(from);
    const onClose = () => this.#leave(line, { showId, from });
    const line = new FastLine({ socket, channel, messages: this.#messages, onClose });
    own.add(line);
  }

  #whyNot(channel: Channel, from: string): ByeReason | undefined {
    if (this.#leaving) return "leaving";
    if (channel.status() === "ended") return "ended";
    if (this.#seats.isFree(from)) return undefined;
    channel.count.countFast("rejected");
    return "full";
  }

  #leave(line: FastLine, { showId, from }: { showId: string; from: string }): void {
    const own = this.#lines.get(showId);
    if (!own?.delete(line)) return;
    this.#seats.leave(from);
    if (own.size === 0) this.#lines.delete(showId);
  }

  #forEach(step: (line: FastLine) => void): void {
    for (const own of this.#lines.values()) for (const line of own) step(line);
  }
}
