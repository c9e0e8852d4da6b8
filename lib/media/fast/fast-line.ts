import type { WebSocket } from "ws";
import type { Channel } from "#lib/media/live/channel.ts";
import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import type { FastMessages } from "./fast-messages.ts";
import { type ByeReason, byeCodes, encodeBye } from "./fast-protocol.ts";

/** Video that may wait for a slow reader; beyond that he is set forward to the next key frame. */
const maxWaitingSeconds = 1.5;
const leastLimitBytes = 128 * 1024;
/** A line that was set forward this often, or reads nothing for so long, will not get better. */
const maxSkips = 5;
const forgivenAfterMs = 30_000;
const maxStallMs = 10_000;
/** The first ping goes out before the first picture: whoever reads answers it at once, on a slow line too. */
const proveWithinMs = 5000;
const maxSilenceMs = 10_000;
const closeWithinMs = 2000;

/** @param retryAfter seconds until it is worth asking again */
export function refuseLine(socket: WebSocket, reason: ByeReason, retryAfter?: number): void {
  socket.on("error", () => socket.terminate());
  sayBye(socket, reason, retryAfter);
}

/** One viewer on the fast tier, who is sent the show from the latest key frame on. */
export class FastLine {
  readonly #socket: WebSocket;
  readonly #channel: Channel;
  readonly #messages: FastMessages;
  readonly #stop: () => void;
  #takeId: string | undefined;
  #skippingSince: number | undefined;
  #skips: number[] = [];
  #pingedAt: number | undefined;
  #hasProven = false;

  constructor({
    socket,
    channel,
    messages,
    onClose,
  }: {
    socket: WebSocket;
    channel: Channel;
    messages: FastMessages;
    onClose: () => void;
  }) {
    this.#socket = socket;
    this.#channel = channel;
    this.#messages = messages;
    this.#stop = channel.listen({
      part: (part, init) => this.#forward(part, init),
      status: (status) => this.#tellStatus(status),
    });
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => this.#prove());
    socket.on("close", () => {
      this.#stop();
      onClose();
    });
    // The client has nothing to say; whoever talks is no player of ours.
    socket.on("message", () => socket.terminate());
    this.#ping();
    this.#begin();
  }

  end(reason: ByeReason): void {
    this.#stop();
    sayBye(this.#socket, reason);
  }

  /** Every few seconds: tells the time, asks for a sign of life, gives up a line that is too slow. */
  check() {
    const isStalled = this.#skippingSince !== undefined && performance.now() - this.#skippingSince > maxStallMs;
    if (isStalled) return this.#giveUp();
    this.#ping();
    this.#send(this.#messages.status(this.#channel.status()));
  }

  /** Every second: gives up whoever does not read. */
  look(): void {
    const silence = this.#pingedAt === undefined ? 0 : performance.now() - this.#pingedAt;
    if (silence > (this.#hasProven ? maxSilenceMs : proveWithinMs)) this.#giveUp();
  }

  #begin(): void {
    this.#send(this.#messages.status(this.#channel.status()));
    const joined = this.#channel.partsToJoin();
    for (const part of joined?.parts ?? []) this.#sendPart(part, joined?.init);
  }

  #forward(part: PublishedPart, init: InitSegment) {
    const { bufferedAmount } = this.#socket;
    if (this.#skippingSince === undefined && bufferedAmount > this.#limitBytes()) this.#startSkipping();
    const mayResume = part.startsWithKeyframe && bufferedAmount < this.#limitBytes() / 2;
    const isStart = this.#takeId === undefined && !part.startsWithKeyframe;
    if (isStart || (this.#skippingSince !== undefined && !mayResume)) {
      return this.#channel.count.countFast("partsSkipped");
    }
    this.#skippingSince = undefined;
    this.#sendPart(part, init);
  }

  #tellStatus(status: MediaStatus): void {
    this.#send(this.#messages.status(status));
    if (status === "ended") this.end("ended");
  }

  #startSkipping(): void {
    const at = performance.now();
    this.#skippingSince = at;
    this.#skips = [...this.#skips.filter((skip) => skip > at - forgivenAfterMs), at];
    if (this.#skips.length > maxSkips) this.#giveUp();
  }

  #limitBytes(): number {
    return Math.max(leastLimitBytes, (this.#channel.bitsPerSecond() / 8) * maxWaitingSeconds);
  }

  #sendPart(part: PublishedPart, init: InitSegment | undefined): void {
    if (init && part.takeId !== this.#takeId) {
      this.#takeId = part.takeId;
      this.#send(this.#messages.init(init, part.takeId));
    }
    this.#send(this.#messages.part(part));
  }

  #send(message: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message, { binary: true });
    this.#channel.count.countSent("fast", message.length);
  }

  #ping(): void {
    if (this.#pingedAt !== undefined || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#pingedAt = performance.now();
    this.#socket.ping();
  }

  #prove(): void {
    this.#pingedAt = undefined;
    this.#hasProven = true;
  }

  #giveUp(): void {
    this.#channel.count.countFast("slowLines");
    this.end("slow");
  }
}

function sayBye(socket: WebSocket, reason: ByeReason, retryAfter?: number): void {
  socket.send(encodeBye(reason, retryAfter), { binary: true });
  socket.close(byeCodes[reason], reason);
  setTimeout(() => socket.terminate(), closeWithinMs).unref();
}
