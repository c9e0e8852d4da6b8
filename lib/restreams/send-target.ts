import Flv from "node-media-server/src/protocol/flv.js";
import { log } from "#lib/log.ts";
import { findPublicAddress } from "#lib/network/public-address.ts";
import type { TargetState, TargetTrouble } from "#lib/restreams/schema.ts";
import { TargetLine } from "#lib/restreams/target-line.ts";
import { type Ffmpeg, startFfmpeg } from "#lib/sources/ffmpeg.ts";

/** What a target is sent with: pieces of one take, and what they play with. */
export type Piece = { takeId: string; init: Buffer; isOpus: boolean; bytes: Buffer; isKey: boolean };

export type TargetHealth = {
  state: Exclude<TargetState, "off">;
  trouble: TargetTrouble | null;
  bytes: number;
  seconds: number;
  drops: number;
  attempts: number;
};

/** One target of one show. Nothing that befalls it reaches the show or another target. */
export type TargetSender = { push: (piece: Piece) => void; health: () => TargetHealth; stop: () => void };

export type Target = { address: string; key: string };

const connectMs = 15_000;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** About five seconds of a picture at 6 Mbit/s: a line that is so far behind gets nothing until the next key frame. */
const mostBehindBytes = 4 * 1024 * 1024;
const droppingForMs = 10_000;
const steadyMs = 30_000;

export function createTargetSender({
  target,
  ffmpeg: findFfmpeg,
  allowPrivate,
}: {
  target: Target;
  ffmpeg: () => string | undefined;
  allowPrivate: boolean;
}): TargetSender {
  let ffmpeg: Ffmpeg | undefined;
  let line: TargetLine | undefined;
  let takeId: string | undefined;
  let state: TargetHealth["state"] = "waiting";
  let trouble: TargetTrouble | null = null;
  let bytes = 0;
  let seconds = 0;
  let drops = 0;
  let droppedAt = 0;
  let attempts = 0;
  let failures = 0;
  let retryAt = 0;
  let isStopped = false;
  let isStarting = false;
  let isSkipping = false;
  let watchdog: NodeJS.Timeout | undefined;

  function push(piece: Piece): void {
    if (isStopped) return;
    // A take has clocks of its own, so every take is a connection of its own.
    if (line && piece.takeId !== takeId) renew();
    if (ffmpeg) feed(ffmpeg, piece);
    else if (!line && piece.isKey && !isStarting && Date.now() >= retryAt) void begin(piece);
  }

  function feed(running: Ffmpeg, piece: Piece): void {
    if (running.waitingBytes() + (line?.waitingBytes() ?? 0) > mostBehindBytes) {
      if (!isSkipping) drops += 1;
      isSkipping = true;
      droppedAt = Date.now();
      if (state === "connecting") return;
      state = "dropping";
      trouble = "too_slow";
      return;
    }
    if (isSkipping && !piece.isKey) return;
    isSkipping = false;
    running.write(piece.bytes);
  }

  async function begin(piece: Piece): Promise<void> {
    isStarting = true;
    const path = findFfmpeg();
    const url = new URL(target.address);
    const found = await findPublicAddress(url.hostname, { allowPrivate });
    if (isStopped) return;
    isStarting = false;
    if (!path) return fail("ffmpeg_missing");
    if ("trouble" in found) return fail(found.trouble);
    attempts += 1;
    ({ takeId } = piece);
    // Why it failed before is of interest until it does not.
    [state, bytes, seconds] = ["connecting", 0, 0];
    // What came while the name was looked up is past: it begins with the next key frame.
    isSkipping = true;
    const called = new TargetLine((reason) => {
      if (called !== line) return;
      log.warn({ host: url.host, reason }, "a restream target failed; trying on");
      ended(reason);
    });
    line = called;
    watchdog = setTimeout(() => {
      if (called === line && state === "connecting") ended("timed_out");
    }, connectMs);
    watchdog.unref();
    await called.publish({ url, address: found.address, key: target.key });
    if (called === line && called.isPublishing()) pack(path, piece, called);
  }

  /** FLV, as ffmpeg makes it out of our pieces, tag by tag down the line. */
  function pack(path: string, piece: Piece, called: TargetLine): void {
    const flv = new Flv();
    flv.onPacketCallback = (tag) => {
      called.sendPacket(tag);
      if (called === line) progress(tag.dts / 1000, called.sentBytes());
    };
    const started = startFfmpeg({
      path,
      args: argsFor(piece),
      onBytes: (packed) => void flv.parserData(packed),
      onEnd: ({ complaint }) => {
        called.hangUp();
        if (started !== ffmpeg) return;
        log.warn({ host: new URL(target.address).host, complaint }, "a restream cannot be packed; trying on");
        ended("broken");
      },
    });
    ffmpeg = started;
    started.write(piece.init);
  }

  function progress(sentSeconds: number, sentBytes: number): void {
    bytes = sentBytes;
    if (sentSeconds <= seconds) return;
    seconds = sentSeconds;
    if (seconds * 1000 > steadyMs) failures = 0;
    if (state === "dropping" && Date.now() - droppedAt < droppingForMs) return;
    state = "live";
    trouble = null;
  }

  function ended(reason: TargetTrouble): void {
    const [program, called] = [ffmpeg, line];
    [ffmpeg, line] = [undefined, undefined];
    program?.kill();
    called?.hangUp();
    clearTimeout(watchdog);
    if (!isStopped) fail(reason);
  }

  function fail(reason: TargetTrouble): void {
    state = "failed";
    trouble = reason;
    failures += 1;
    retryAt = Date.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
  }

  /** What is packed already still goes out; the line is hung up when the program has ended. */
  function letGo(): void {
    const [program, called] = [ffmpeg, line];
    [ffmpeg, line] = [undefined, undefined];
    clearTimeout(watchdog);
    if (!program) called?.hangUp();
    program?.finish();
    setTimeout(() => program?.kill(), firstPauseMs).unref();
  }

  function renew(): void {
    letGo();
    state = "connecting";
    retryAt = Date.now() + firstPauseMs / 2;
  }

  return {
    push,
    health: () => ({ state, trouble, bytes, seconds, drops, attempts }),
    stop: () => {
      isStopped = true;
      letGo();
    },
  };
}

/** Opus has no place in FLV: such sound becomes AAC, a few per cent of a core. Pictures are never touched. */
function argsFor({ isOpus }: Piece): string[] {
  return [
    ...["-protocol_whitelist", "pipe", "-fflags", "+nobuffer", "-probesize", "200000", "-analyzeduration", "500000"],
    ...["-f", "mp4", "-i", "pipe:0", "-c:v", "copy"],
    ...(isOpus ? ["-c:a", "aac", "-b:a", "128k", "-ar", "48000"] : ["-c:a", "copy"]),
    ...["-flush_packets", "1", "-flvflags", "no_duration_filesize", "-f", "flv", "pipe:1"],
  ];
}
