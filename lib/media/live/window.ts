import { joinBytes } from "#lib/media/mp4/arena.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Part, Sound } from "#lib/media/mp4/part.ts";

/** What published pieces share. `startedAt` is stream clock milliseconds, `mediaSeconds` the same moment on the take's clock. */
type Published = {
  sequence: number;
  takeId: string;
  bytes: Buffer;
  durationSeconds: number;
  startedAt: number;
  mediaSeconds: number;
  startsWithKeyframe: boolean;
  keyframes: number;
  /** Timestamps do not continue those of the piece before. */
  discontinuity: boolean;
  /** Its sound, if it has any. */
  audio?: Sound;
};

/** A fragment on the fast tier. */
export type PublishedPart = Published & Pick<Part, "motion">;

/** A segment of HLS. Every number here only grows, over restarts too. */
export type Segment = Published & {
  discontinuityNumber: number;
  /** How many it shows. */
  pictures: number;
};

const firstYear = Date.UTC(2026, 0, 1);
const maxJoinBytes = 16 * 1024 * 1024;

/** How many segments, and bytes of them, are held. */
type Limits = { segments: number; bytes: number };

/**
 * The rolling memory of one show. Segments are numbered from the clock, ten per second, and parts a hundred, so a show
 * that is resumed after a restart never reuses a number that viewers or caches may still hold.
 */
export class SegmentWindow {
  readonly #limits: Limits;
  readonly #lastRecorded: () => number | undefined;
  readonly #inits = new Map<string, InitSegment>();
  readonly #segments: Segment[] = [];
  #toJoin: PublishedPart[] = [];
  #lastPart: PublishedPart | undefined;
  #partSequence: number;
  #sequence: number;
  #discontinuityNumber: number;
  #heldBytes = 0;
  #peakBitsPerSecond = 0;

  constructor({
    limits,
    openedAt,
    lastRecorded,
  }: {
    limits: Limits;
    openedAt: number;
    /** The number of the last segment that is recorded, if any is: the next is a later one whatever the clock says. */
    lastRecorded: () => number | undefined;
  }) {
    this.#limits = limits;
    this.#lastRecorded = lastRecorded;
    this.#partSequence = Math.floor((openedAt - firstYear) / 10);
    this.#sequence = Math.floor((openedAt - firstYear) / 100);
    this.#discontinuityNumber = Math.floor((openedAt - firstYear) / 1000);
  }

  addInit(takeId: string, init: InitSegment): void {
    this.#inits.set(takeId, init);
    this.#forgetInits(takeId);
  }

  addPart(takeId: string, part: Part, startedAt: number): PublishedPart {
    const { bytes, durationSeconds, startSeconds, key, keyframes, audio, motion } = part;
    const published = {
      sequence: this.#partSequence++,
      takeId,
      bytes,
      durationSeconds,
      startedAt,
      mediaSeconds: startSeconds,
      startsWithKeyframe: key,
      keyframes,
      discontinuity: part.jump || (this.#lastPart !== undefined && this.#lastPart.takeId !== takeId),
      audio,
      motion,
    };
    if (key) this.#toJoin = [];
    if (key || this.#toJoin.length > 0) this.#toJoin.push(published);
    if (bytesOf(this.#toJoin) > maxJoinBytes) this.#toJoin = [];
    this.#lastPart = published;
    return published;
  }

  addSegment(parts: [PublishedPart, ...PublishedPart[]]): Segment {
    const [first] = parts;
    this.#sequence = Math.max(this.#sequence, (this.#lastRecorded() ?? -1) + 1);
    if (first.discontinuity) this.#discontinuityNumber += 1;
    const { motion: _, ...published } = first;
    const segment = {
      ...published,
      sequence: this.#sequence++,
      discontinuityNumber: this.#discontinuityNumber,
      bytes: joinBytes(parts.map(({ bytes }) => bytes)),
      durationSeconds: parts.reduce((sum, part) => sum + part.durationSeconds, 0),
      keyframes: parts.reduce((sum, part) => sum + part.keyframes, 0),
      audio: joinSound(parts),
      pictures: parts.reduce((sum, { keyframes, motion }) => sum + keyframes + motion.length, 0),
    };
    const rate = (segment.bytes.length * 8) / Math.max(0.1, segment.durationSeconds);
    this.#peakBitsPerSecond = Math.max(this.#peakBitsPerSecond, rate);
    this.#segments.push(segment);
    this.#heldBytes += segment.bytes.length;
    this.#forgetSegments();
    this.#forgetInits(first.takeId);
    return segment;
  }

  init(takeId: string): InitSegment | undefined {
    return this.#inits.get(takeId);
  }

  segment(sequence: number): Segment | undefined {
    const first = this.#segments[0];
    return first && this.#segments[sequence - first.sequence];
  }

  newest(count: number): Segment[] {
    return this.#segments.slice(-count);
  }

  /** From the latest key frame on; empty when that is too long ago. */
  partsToJoin(): PublishedPart[] {
    return this.#toJoin;
  }

  /** Of the densest segment so far, whether it is still here or not. */
  peakBitsPerSecond(): number {
    return this.#peakBitsPerSecond;
  }

  heldBytes(): number {
    return this.#heldBytes + bytesOf(this.#toJoin);
  }

  #forgetSegments(): void {
    const { segments, bytes } = this.#limits;
    while (this.#segments.length > segments || (this.#heldBytes > bytes && this.#segments.length > 1)) {
      this.#heldBytes -= this.#segments.shift()?.bytes.length ?? 0;
    }
  }

  #forgetInits(currentTakeId: string): void {
    for (const takeId of this.#inits.keys()) {
      const isUsed = takeId === currentTakeId || this.#segments.some((segment) => segment.takeId === takeId);
      if (!isUsed) this.#inits.delete(takeId);
    }
  }
}

function bytesOf(pieces: Published[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function joinSound(parts: Published[]): Sound | undefined {
  const sounds = parts.flatMap(({ audio }) => audio ?? []);
  const first = sounds[0];
  return (
    first && {
      ...first,
      durationSeconds: sounds.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
      dataBytes: sounds.reduce((sum, { dataBytes }) => sum + dataBytes, 0),
    }
  );
}
