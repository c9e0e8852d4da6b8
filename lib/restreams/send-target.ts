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

export type Target = { address: string; key: string };

const connectMs = 15_000;
const firstPauseMs = 1000;
const maxPauseMs = 60_000;
/** About five seconds of a picture at 6 Mbit/s: a line that is so far behind gets nothing until the next key frame. */
const maxBehindBytes = 4 * 1024 * 1024;
const droppingForMs = 10_000;
const steadyMs = 30_000;

/** One target of one show. Nothing that befalls it reaches the show or another target. */
export class TargetSender {
  readonly #target: Target;
  readonly #findFfmpeg: () => string | undefined;
  readonly #allowPrivate: boolean;
  #ffmpeg: Ffmpeg | undefined;
  #line: TargetLine | undefined;
  #takeId: string | undefined;
  #state: TargetHealth["state"] = "waiting";
  #trouble: TargetTrouble | null = null;
  #bytes = 0;
  #seconds = 0;
  #drops = 0;
  #droppedAt = 0;
  #attempts = 0;
  #failures = 0;
  #retryAt = 0;
  #isStopped = false;
  #isStarting = false;
  #isSkipping = false;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(settings: { target: Target; ffmpeg: () => string | undefined; allowPrivate: boolean }) {
    this.#target = settings.target;
    this.#findFfmpeg = settings.ffmpeg;
    this.#allowPrivate = settings.allowPrivate;
  }

  push(piece: Piece): void {
    if (this.#isStopped) return;
    // A take has clocks of its own, so every take is a connection of its own.
    if (this.#line && piece.takeId !== this.#takeId) this.#renew();
    if (this.#ffmpeg) this.#feed(this.#ffmpeg, piece);
    else if (!this.#line && piece.isKey && !this.#isStarting && Date.now() >= this.#retryAt) void this.#begin(piece);
  }

  health(): TargetHealth {
    return {
      state: this.#state,
      trouble: this.#trouble,
      bytes: this.#bytes,
      seconds: this.#seconds,
      drops: this.#drops,
      attempts: this.#attempts,
    };
  }

  stop(): void {
    this.#isStopped = true;
    this.#letGo();
  }

  #feed(ffmpeg: Ffmpeg, piece: Piece) {
    if (ffmpeg.waitingBytes() + (this.#line?.waitingBytes() ?? 0) > maxBehindBytes) return this.#skip();
    if (this.#isSkipping && !piece.isKey) return;
    this.#isSkipping = false;
    ffmpeg.write(piece.bytes);
  }

  #skip(): void {
    if (!this.#isSkipping) this.#drops += 1;
    this.#isSkipping = true;
    this.#droppedAt = Date.now();
    if (this.#state === "connecting") return;
    this.#state = "dropping";
    this.#trouble = "too_slow";
  }

  async #begin(piece: Piece): Promise<void> {
    this.#isStarting = true;
    const path = this.#findFfmpeg();
    const url = new URL(this.#target.address);
    const found = await findPublicAddress(url.hostname, { allowPrivate: this.#allowPrivate });
    if (this.#isStopped) return;
    this.#isStarting = false;
    if (!path) return this.#fail("ffmpeg_missing");
    if ("trouble" in found) return this.#fail(found.trouble);
    const line = this.#call(piece, url);
    await line.publish({ url, address: found.address, key: this.#target.key });
    if (line === this.#line && line.isPublishing()) this.#pack(path, piece, line);
  }

  #call({ takeId }: Piece, url: URL): TargetLine {
    this.#attempts += 1;
    this.#takeId = takeId;
    // Why it failed before is of interest until it does not.
    this.#state = "connecting";
    this.#bytes = 0;
    this.#seconds = 0;
    // What came while the name was looked up is past: it begins with the next key frame.
    this.#isSkipping = true;
    const line = new TargetLine((reason) => {
      if (line !== this.#line) return;
      log.warn({ event: "restream_failed", host: url.host, reason }, "a restream target failed; retrying");
      this.#ended(reason);
    });
    this.#line = line;
    this.#watchdog = setTimeout(() => {
      if (line === this.#line && this.#state === "connecting") this.#ended("timed_out");
    }, connectMs).unref();
    return line;
  }

  /** FLV, as ffmpeg makes it out of our pieces, tag by tag down the line. */
  #pack(path: string, piece: Piece, line: TargetLine): void {
    const flv = new Flv();
    flv.onPacketCallback = (tag) => {
      line.sendPacket(tag);
      if (line === this.#line) this.#progress(tag.dts / 1000, line.sentBytes());
    };
    const ffmpeg = startFfmpeg({
      path,
      args: argsFor(piece),
      onBytes: (packed) => void flv.parserData(packed),
      onEnd: ({ complaint }) => {
        line.hangUp();
        if (ffmpeg !== this.#ffmpeg) return;
        log.warn(
          { event: "restream_unpackable", host: new URL(this.#target.address).host, complaint },
          "a restream cannot be packed; retrying",
        );
        this.#ended("broken");
      },
    });
    this.#ffmpeg = ffmpeg;
    ffmpeg.write(piece.init);
  }

  #progress(seconds: number, bytes: number): void {
    this.#bytes = bytes;
    if (seconds <= this.#seconds) return;
    this.#seconds = seconds;
    if (seconds * 1000 > steadyMs) this.#failures = 0;
    if (this.#state === "dropping" && Date.now() - this.#droppedAt < droppingForMs) return;
    this.#state = "live";
    this.#trouble = null;
  }

  #ended(trouble: TargetTrouble): void {
    const { ffmpeg, line } = this.#take();
    ffmpeg?.kill();
    line?.hangUp();
    if (!this.#isStopped) this.#fail(trouble);
  }

  #fail(trouble: TargetTrouble): void {
    this.#state = "failed";
    this.#trouble = trouble;
    this.#failures += 1;
    this.#retryAt = Date.now() + Math.min(maxPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
  }

  #renew(): void {
    this.#letGo();
    this.#state = "connecting";
    this.#retryAt = Date.now() + firstPauseMs / 2;
  }

  /** What is packed already still goes out; the line is hung up when the program has ended. */
  #letGo(): void {
    const { ffmpeg, line } = this.#take();
    if (!ffmpeg) line?.hangUp();
    ffmpeg?.finish();
    setTimeout(() => ffmpeg?.kill(), firstPauseMs).unref();
  }

  /** Whatever they say from now on is not about what is sent. */
  #take(): { ffmpeg: Ffmpeg | undefined; line: TargetLine | undefined } {
    const taken = { ffmpeg: this.#ffmpeg, line: this.#line };
    this.#ffmpeg = undefined;
    this.#line = undefined;
    clearTimeout(this.#watchdog);
    return taken;
  }
}

const readPieces =
  "-protocol_whitelist pipe -fflags +nobuffer -probesize 200000 -analyzeduration 500000 -f mp4 -i pipe:0";
const writeFlv = "-flush_packets 1 -flvflags no_duration_filesize -f flv pipe:1";

/** Opus has no place in FLV: such sound becomes AAC, a few per cent of a core. Pictures are never touched. */
function argsFor({ isOpus }: Piece): string[] {
  const sound = isOpus ? "-c:a aac -b:a 128k -ar 48000" : "-c:a copy";
  return `${readPieces} -c:v copy ${sound} ${writeFlv}`.split(" ");
}
