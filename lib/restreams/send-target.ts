import { log } from "#lib/log.ts";
import { findPublicAddress } from "#lib/network/public-address.ts";
import type { TargetState, TargetTrouble } from "#lib/restreams/schema.ts";
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
    if (ffmpeg && piece.takeId !== takeId) renew();
    if (ffmpeg) feed(ffmpeg, piece);
    else if (piece.isKey && !isStarting && Date.now() >= retryAt) void begin(piece);
  }

  function feed(running: Ffmpeg, piece: Piece): void {
    if (running.waitingBytes() > mostBehindBytes) {
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
    const found = await findPublicAddress(new URL(target.address).hostname, { allowPrivate });
    isStarting = false;
    if (isStopped) return;
    if (!path) return fail("ffmpeg_missing");
    if ("trouble" in found) return fail(found.trouble);
    attempts += 1;
    ({ takeId } = piece);
    // Why it failed before is of interest until it does not.
    [state, bytes, seconds] = ["connecting", 0, 0];
    // What came while the name was looked up is past: it begins with the next key frame.
    isSkipping = true;
    const started = startFfmpeg({
      path,
      args: argsFor(target, piece),
      onBytes: (progress) => {
        if (started === ffmpeg) readProgress(progress.toString());
      },
      onEnd: ({ complaint }) => {
        if (started !== ffmpeg) return;
        const said = complaint.replaceAll(target.key, "(key)");
        log.warn({ address: target.address, complaint: said }, "a restream target failed; trying on");
        ended(judge(complaint));
      },
    });
    ffmpeg = started;
    started.write(piece.init);
    watchdog = setTimeout(() => {
      if (started !== ffmpeg || state !== "connecting") return;
      started.kill();
      ended("timed_out");
    }, connectMs);
    watchdog.unref();
  }

  /** ffmpeg tells every half second how far it is, and of how many bytes it got rid. */
  function readProgress(text: string): void {
    bytes = lastNumber(text, "total_size") ?? bytes;
    const sent = (lastNumber(text, "out_time_us") ?? 0) / 1_000_000;
    if (sent <= seconds) return;
    seconds = sent;
    if (seconds * 1000 > steadyMs) failures = 0;
    if (state === "dropping" && Date.now() - droppedAt < droppingForMs) return;
    state = "live";
    trouble = null;
  }

  function ended(reason: TargetTrouble): void {
    ffmpeg = undefined;
    clearTimeout(watchdog);
    if (!isStopped) fail(reason);
  }

  function fail(reason: TargetTrouble): void {
    state = "failed";
    trouble = reason;
    failures += 1;
    retryAt = Date.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
  }

  function renew(): void {
    const running = ffmpeg;
    ffmpeg = undefined;
    clearTimeout(watchdog);
    state = "connecting";
    running?.finish();
    setTimeout(() => running?.kill(), firstPauseMs).unref();
    retryAt = Date.now() + firstPauseMs / 2;
  }

  return {
    push,
    health: () => ({ state, trouble, bytes, seconds, drops, attempts }),
    stop: () => {
      isStopped = true;
      clearTimeout(watchdog);
      ffmpeg?.finish();
      const running = ffmpeg;
      ffmpeg = undefined;
      setTimeout(() => running?.kill(), firstPauseMs).unref();
    },
  };
}

/** Opus has no place in FLV: such sound becomes AAC, a few per cent of a core. Pictures are never touched. */
function argsFor({ address, key }: Target, { isOpus }: Piece): string[] {
  return [
    ...["-protocol_whitelist", "pipe", "-fflags", "+nobuffer", "-probesize", "200000", "-analyzeduration", "500000"],
    ...["-f", "mp4", "-i", "pipe:0", "-c:v", "copy"],
    ...(isOpus ? ["-c:a", "aac", "-b:a", "128k", "-ar", "48000"] : ["-c:a", "copy"]),
    ...["-progress", "pipe:1", "-stats_period", "0.5", "-flvflags", "no_duration_filesize", "-f", "flv"],
    `${address.replace(/\/+$/, "")}/${key}`,
  ];
}

function lastNumber(text: string, name: string): number | undefined {
  const found = [...text.matchAll(new RegExp(`^${name}=(\\d+)$`, "gm"))].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** What the end of a connection means, by what ffmpeg says of it. */
function judge(complaint: string): TargetTrouble {
  if (/Connection refused|Network is unreachable|No route to host/i.test(complaint)) return "refused";
  if (/timed out|Operation timed out/i.test(complaint)) return "timed_out";
  if (/BadName|Unauthorized|denied|rejected|Server error|Operation not permitted|Invalid stream/i.test(complaint))
    return "key_rejected";
  if (/Broken pipe|reset by peer|Input\/output error|End of file/i.test(complaint)) return "unreachable";
  return "broken";
}
