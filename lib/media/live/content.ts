import type { MediaContent } from "#lib/media/schema.ts";
import { PictureSizes } from "./picture-sizes.ts";

/** A picture of a few hundred grey points, as it was seen at a moment (milliseconds since 1970). */
type Glimpse = { points: Buffer; at: number };

const stillMs = 1900;
const silentMs = 3500;
const samePoints = 6;
const blackMean = 24;
const blackPoint = 48;
/** -60 dB. */
const quietPeak = 33;

/**
 * Judges what is in the pictures and the sound of a take from little: how large the pictures between key frames are, grey
 * miniatures of key frames, and how loud the sound is. Without a decoder only the first is known.
 */
export class ContentJudge {
  readonly #sizes: PictureSizes;
  readonly #hasPicture: boolean;
  readonly #hasSound: boolean;
  #newest: Glimpse | undefined;
  #sameSince: number | undefined;
  #blackSince: number | undefined;
  #skippedSince: number | undefined;
  #isDecoded = false;
  #loudAt: number;
  #packetsAt: number;

  constructor({
    width,
    height,
    hasSound,
    startedAt,
  }: {
    width: number;
    height: number;
    /** Whether it says that it has sound. */
    hasSound: boolean;
    startedAt: number;
  }) {
    this.#sizes = new PictureSizes({ width, height });
    this.#hasPicture = width > 0;
    this.#hasSound = hasSound;
    this.#loudAt = startedAt;
    this.#packetsAt = startedAt;
  }

  glimpse(points: Buffer, at: number): void {
    const last = this.#newest;
    this.#sameSince = last && isSame(last.points, points) ? (this.#sameSince ?? last.at) : undefined;
    this.#blackSince = isBlack(points) ? (this.#blackSince ?? at) : undefined;
    this.#newest = { points: Buffer.from(points), at };
  }

  /** Bytes of one picture that is no key frame. */
  picture(bytes: number, at: number): void {
    if (this.#sizes.add(bytes, at))
      this.#skippedSince = this.#sizes.areSkipped() ? (this.#skippedSince ?? at) : undefined;
  }

  /** The loudest sample of a stretch of sound, of 32,768. */
  sound(peak: number, at: number): void {
    this.#isDecoded = true;
    if (peak > quietPeak) this.#loudAt = at;
  }

  /** Packets of sound came, whatever is in them. */
  packets(at: number): void {
    this.#packetsAt = at;
  }

  /** Nothing is decoded any more. */
  blind(): void {
    this.#isDecoded = false;
    this.#newest = undefined;
    this.#sameSince = undefined;
    this.#blackSince = undefined;
  }

  read(at: number): MediaContent {
    return { picture: this.#readPicture(at), sound: this.#readSound(at) };
  }

  #readPicture(at: number): MediaContent["picture"] {
    if (!this.#hasPicture) return "unknown";
    const isFrozen = this.#isStill(at);
    const isDark = this.#blackSince !== undefined && (at - this.#blackSince > stillMs / 2 || isFrozen);
    if (isDark) return "black";
    if (isFrozen) return "still";
    return this.#newest || this.#sizes.areKnown() ? "moving" : "unknown";
  }

  #isStill(at: number): boolean {
    const skippedSince = this.#skippedSince;
    if (skippedSince !== undefined && at - skippedSince > stillMs) {
      const differs = this.#newest && this.#sameSince === undefined && this.#newest.at > skippedSince;
      if (!differs) return true;
    }
    const hasStood = this.#sameSince !== undefined && at - this.#sameSince > stillMs;
    return hasStood && this.#sizes.areCalm();
  }

  #readSound(at: number): MediaContent["sound"] {
    if (!this.#hasSound) return "unknown";
    if (at - this.#packetsAt > silentMs) return "silent";
    if (!this.#isDecoded) return "unknown";
    return at - this.#loudAt > silentMs ? "silent" : "heard";
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  return (
    one.length === other.length && one.every((point, index) => Math.abs(point - (other[index] ?? 0)) <= samePoints)
  );
}

function isBlack(points: Buffer): boolean {
  const sum = points.reduce((total, point) => total + point, 0);
  return sum / points.length < blackMean && points.every((point) => point < blackPoint);
}
