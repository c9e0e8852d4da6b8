import type { Bytes } from "./mp4-boxes.ts";
import { type Sample, type TrackRun, writeFragment } from "./mp4-fragment.ts";
import { type PictureFormat, type SoundFormat, trackOf, writeInit } from "./mp4-init.ts";

/** What an encoder hands over; `at` and `duration` are microseconds of the source's clock. */
export type Encoded = { at: number; duration?: number; key: boolean; data: Uint8Array };

export type Mp4Writer = {
  addPicture: (picture: Encoded) => void;
  addSound: (packet: Encoded) => void;
  /** Writes what waits, however little. */
  flush: () => void;
};

const maxPieceMicroseconds = 200_000;
const usualPictureMicroseconds = 33_333;
const maxPictureMicroseconds = 1_100_000;
const jumpSeconds = 1;

/**
 * Writes pictures and sound as a fragmented MP4, piece by piece: first the initialisation segment, then a fragment at the
 * latest every 200 ms and before every key frame. Times count from the first picture, sound from before it is left out.
 */
export function createMp4Writer({
  formats,
  startsAt,
  onPiece,
}: {
  formats: { picture: PictureFormat; sound: SoundFormat };
  /** When the first picture is, in microseconds of the source's clock. */
  startsAt: number;
  onPiece: (bytes: Bytes) => void;
}): Mp4Writer {
  const pictures = createLine(trackOf.picture.timescale, usualPictureMicroseconds);
  const sound = createLine(trackOf.sound.timescale, 20_000);
  let sequence = 0;
  onPiece(writeInit(formats));

  function addPicture(picture: Encoded): void {
    if (picture.key) flush();
    pictures.add({ ...picture, at: picture.at - startsAt });
    flushWhenLong();
  }

  function addSound(packet: Encoded): void {
    if (packet.at < startsAt) return;
    sound.add({ ...packet, at: packet.at - startsAt });
    flushWhenLong();
  }

  function flushWhenLong(): void {
    if (Math.max(pictures.heldMicroseconds(), sound.heldMicroseconds()) >= maxPieceMicroseconds) flush();
  }

  function flush(): void {
    const fragment = { picture: pictures.take(), sound: sound.take() };
    if (fragment.picture.samples.length + fragment.sound.samples.length === 0) return;
    sequence += 1;
    onPiece(writeFragment({ sequence, ...fragment }));
  }

  return { addPicture, addSound, flush };
}

/**
 * One track's samples, each lasting until the next. How long the last of a fragment lasts is not known yet, so it is
 * guessed, and the first of the next fragment makes up for it: the track has no hole, and errors never add up.
 */
function createLine(timescale: number, usual: number) {
  let held: Encoded[] = [];
  let usualMicroseconds = usual;
  let last: Encoded | undefined;
  let end: number | undefined;
  const ticks = (microseconds: number) => Math.round((microseconds * timescale) / 1e6);

  function add(sample: Encoded): void {
    const gap = sample.at - (last?.at ?? sample.at);
    if (gap > 0 && gap <= maxPictureMicroseconds) usualMicroseconds = gap;
    last = sample;
    held.push(sample);
  }

  function take(): TrackRun {
    const taken = held;
    held = [];
    const first = taken[0];
    if (!first) return { start: end ?? 0, samples: [] };
    const leapt = end === undefined || ticks(first.at) - end > jumpSeconds * timescale;
    const start = leapt || end === undefined ? ticks(first.at) : end;
    let from = start;
    const samples = taken.map((sample, index): Sample => {
      const next = taken[index + 1];
      const until = Math.max(from + 1, ticks(next ? next.at : sample.at + (sample.duration ?? usualMicroseconds)));
      const duration = until - from;
      from = until;
      return { data: sample.data, duration, key: sample.key };
    });
    end = from;
    return { start, samples };
  }

  function heldMicroseconds(): number {
    const [first, newest] = [held[0], held.at(-1)];
    return first && newest ? newest.at + (newest.duration ?? usualMicroseconds) - first.at : 0;
  }

  return { add, take, heldMicroseconds };
}
