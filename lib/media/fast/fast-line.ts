import type { WebSocket } from "ws";
import type { Channel } from "#lib/media/live/channel.ts";
import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { FastMessages } from "./fast-messages.ts";
import { type ByeReason, byeCodes, encodeBye } from "./fast-protocol.ts";

/** One viewer on the fast tier. */
export type FastLine = {
  end: (reason: ByeReason) => void;
  /** Every few seconds: tells the time, asks for a sign of life, gives up a line that is too slow. */
  check: () => void;
  /** Every second: gives up whoever does not read. */
  look: () => void;
};

/** Video that may wait for a slow reader; beyond that he is set forward to the next key frame. */
const mostWaitingSeconds = 1.5;
const leastLimitBytes = 128 * 1024;
/** A line that was set forward this often, or reads nothing for so long, will not get better. */
const mostSkips = 5;
const forgivenAfterMs = 30_000;
const longestStallMs = 10_000;
/** The first ping goes out before the first picture: whoever reads answers it at once, on a slow line too. */
const proveWithinMs = 5000;
const longestSilenceMs = 10_000;
const closeWithinMs = 2000;

export function refuseLine(socket: WebSocket, reason: ByeReason): void {
  socket.on("error", () => socket.terminate());
  sayBye(socket, reason);
}

/** Sends a viewer the show from the latest key frame on. */
export function createFastLine({
  socket,
  channel,
  messages,
  onClose,
}: {
  socket: WebSocket;
  channel: Channel;
  messages: FastMessages;
  onClose: () => void;
}): FastLine {
  let takeId: string | undefined;
  let skippingSince: number | undefined;
  let skips: number[] = [];
  let pingedAt: number | undefined;
  let hasProven = false;

  const stop = channel.listen({
    part: (part, init) => forward(part, init),
    status: (status) => {
      send(messages.status(status));
      if (status === "ended") end("ended");
    },
  });
  socket.on("error", () => socket.terminate());
  socket.on("pong", () => {
    pingedAt = undefined;
    hasProven = true;
  });
  socket.on("close", () => {
    stop();
    onClose();
  });
  // The client has nothing to say; whoever talks is no player of ours.
  socket.on("message", () => socket.terminate());
  ping();
  begin();

  function begin(): void {
    send(messages.status(channel.status(Date.now())));
    const joined = channel.partsToJoin();
    for (const part of joined?.parts ?? []) sendPart(part, joined?.init);
  }

  function forward(part: PublishedPart, init: InitSegment) {
    if (skippingSince === undefined && socket.bufferedAmount > limitBytes()) startSkipping();
    const mayResume = part.startsWithKeyframe && socket.bufferedAmount < limitBytes() / 2;
    const isStart = takeId === undefined && !part.startsWithKeyframe;
    if (isStart || (skippingSince !== undefined && !mayResume)) return channel.count.countFast("partsSkipped");
    skippingSince = undefined;
    sendPart(part, init);
  }

  function startSkipping(): void {
    const at = Date.now();
    skippingSince = at;
    skips = [...skips.filter((skip) => skip > at - forgivenAfterMs), at];
    if (skips.length > mostSkips) giveUp();
  }

  function limitBytes(): number {
    return Math.max(leastLimitBytes, (channel.bitsPerSecond() / 8) * mostWaitingSeconds);
  }

  function sendPart(part: PublishedPart, init: InitSegment | undefined): void {
    if (init && part.takeId !== takeId) {
      takeId = part.takeId;
      send(messages.init(init, takeId));
    }
    send(messages.part(part));
  }

  function send(message: Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(message, { binary: true });
    channel.count.countSent("fast", message.length);
  }

  function check() {
    const stalled = skippingSince !== undefined && Date.now() - skippingSince > longestStallMs;
    if (stalled) return giveUp();
    ping();
    send(messages.status(channel.status(Date.now())));
  }

  function look() {
    const silence = pingedAt === undefined ? 0 : performance.now() - pingedAt;
    if (silence > (hasProven ? longestSilenceMs : proveWithinMs)) giveUp();
  }

  function ping(): void {
    if (pingedAt !== undefined || socket.readyState !== socket.OPEN) return;
    pingedAt = performance.now();
    socket.ping();
  }

  function giveUp(): void {
    channel.count.countFast("slowLines");
    end("slow");
  }

  function end(reason: ByeReason): void {
    stop();
    sayBye(socket, reason);
  }

  return { end, check, look };
}

function sayBye(socket: WebSocket, reason: ByeReason): void {
  socket.send(encodeBye(reason), { binary: true });
  socket.close(byeCodes[reason], reason);
  setTimeout(() => socket.terminate(), closeWithinMs).unref();
}
