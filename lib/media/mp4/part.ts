import { Arena } from "./arena.ts";
import type { Sample, TrackRun } from "./fragment.ts";
import type { Placed } from "./timeline.ts";
import { writeFragment } from "./write-fragment.ts";

/** A stretch of one track on its own clock. */
export type Stretch = { startSeconds: number; durationSeconds: number };

/** The sound inside a piece, and how many bytes of it that is. */
export type Sound = Stretch & { dataBytes: number };

/**
 * The smallest piece viewers get: one moof + mdat. Times are of its pictures, or of its sound where there are none.
 * `key`: decoding may begin here. `keyframes`: how many key frames it holds. `jump`: the timestamps do not continue those
 * before.
 */
export type Part = Stretch & {
  bytes: Buffer;
  key: boolean;
  keyframes: number;
  jump: boolean;
  audio?: Sound;
  /** The sizes of its pictures that are no key frames, without what only fills a line up. */
  motion: number[];
};

const nothing = { startSeconds: 0, durationSeconds: 0 };

/** Numbers the parts of a take from 1. In a take with pictures a part of sound alone is no place to begin. */
export class PartMaker {
  readonly #hasVideo: boolean;
  readonly #measureMotion: (sample: Sample) => number;
  readonly #arena = new Arena();
  #sequence = 0;
  #delay = 0;

  constructor({ hasVideo, isAvc = false }: { hasVideo: boolean; isAvc?: boolean }) {
    this.#hasVideo = hasVideo;
    this.#measureMotion = isAvc ? codedBytes : sizeOf;
  }

  make({ video, audio, jump }: Placed): Part {
    this.#sequence += 1;
    const first = video?.samples[0];
    // Pictures are decoded ahead of being shown by as much as the key frame says, whatever the order of those between.
    if (first?.key) this.#delay = first.offset;
    const sound = audio && { ...measure(audio, 0), dataBytes: bytesOf(audio) };
    const key = this.#hasVideo ? (first?.key ?? false) : true;
    const { startSeconds, durationSeconds } = (video && measure(video, this.#delay)) ?? sound ?? nothing;
    return {
      startSeconds,
      durationSeconds,
      bytes: writeFragment({ sequence: this.#sequence, video, audio }, (bytes) => this.#arena.take(bytes, key)),
      key,
      keyframes: video?.samples.filter(({ key }) => key).length ?? 0,
      jump,
      audio: sound,
      motion: video?.samples.filter(({ key }) => !key).map(this.#measureMotion) ?? [],
    };
  }
}

function measure({ timescale, start, samples }: TrackRun, delay: number): Stretch {
  const ticks = samples.reduce((sum, { duration }) => sum + duration, 0);
  return { startSeconds: (start + delay) / timescale, durationSeconds: ticks / timescale };
}

function bytesOf({ samples }: TrackRun): number {
  return samples.reduce((sum, { size }) => sum + size, 0);
}

function sizeOf({ size }: Sample): number {
  return size;
}

const fillerType = 12;
const maxUnits = 64;

/** Encoders of a constant rate fill their line up with units that hold nothing. */
function codedBytes({ data, at, size }: Sample): number {
  let coded = 0;
  for (let unit = at, units = 0; unit + 4 < at + size && units < maxUnits; units += 1) {
    const length = data.readUInt32BE(unit);
    if (((data[unit + 4] ?? 0) & 0x1f) !== fillerType) coded += length;
    unit += 4 + length;
  }
  return coded;
}
