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
export type Segment = Published & { discontinuityNumber: number };

export type SegmentWindow = {
  addInit: (takeId: string, init: InitSegment) => void;
  addPart: (takeId: string, part: Part, startedAt: number) => PublishedPart;
  addSegment: (parts: [PublishedPart, ...PublishedPart[]]) => Segment;
  init: (takeId: string) => InitSegment | undefined;
  segment: (sequence: number) => Segment | undefined;
  newest: (count: number) => Segment[];
  /** From the latest key frame on; empty when that is too long ago. */
  partsToJoin: () => PublishedPart[];
  heldBytes: () => number;
};

const firstYear = Date.UTC(2026, 0, 1);
const mostJoinBytes = 16 * 1024 * 1024;

/**
 * The rolling memory of one show. Segments are numbered from the clock, ten per second, and parts a hundred, so a show
 * that is resumed after a restart never reuses a number that viewers or caches may still hold.
 */
export function createSegmentWindow({
  segments: mostSegments,
  bytes: mostBytes,
  openedAt,
  lastRecorded,
}: {
  segments: number;
  bytes: number;
  openedAt: number;
  /** The number of the last segment that is recorded, if any is: the next is a later one whatever the clock says. */
  lastRecorded: () => number | undefined;
}): SegmentWindow {
  const inits = new Map<string, InitSegment>();
  const segments: Segment[] = [];
  let toJoin: PublishedPart[] = [];
  let lastPart: PublishedPart | undefined;
  let partSequence = Math.floor((openedAt - firstYear) / 10);
  let sequence = Math.floor((openedAt - firstYear) / 100);
  let discontinuityNumber = Math.floor((openedAt - firstYear) / 1000);
  let heldBytes = 0;

  function addInit(takeId: string, init: InitSegment): void {
    inits.set(takeId, init);
    forgetInits(takeId);
  }

  function addPart(takeId: string, part: Part, startedAt: number): PublishedPart {
    const { bytes, durationSeconds, startSeconds, key, keyframes, audio, motion } = part;
    const published = {
      ...{ sequence: partSequence++, takeId, bytes, durationSeconds, startedAt, keyframes, audio, motion },
      mediaSeconds: startSeconds,
      startsWithKeyframe: key,
      discontinuity: part.jump || (lastPart !== undefined && lastPart.takeId !== takeId),
    };
    if (key) toJoin = [];
    if (key || toJoin.length > 0) toJoin.push(published);
    if (bytesOf(toJoin) > mostJoinBytes) toJoin = [];
    lastPart = published;
    return published;
  }

  function addSegment(parts: [PublishedPart, ...PublishedPart[]]): Segment {
    const [first] = parts;
    sequence = Math.max(sequence, (lastRecorded() ?? -1) + 1);
    if (first.discontinuity) discontinuityNumber += 1;
    const { motion: _, ...published } = first;
    const segment = {
      ...published,
      ...{ sequence: sequence++, discontinuityNumber },
      bytes: joinBytes(parts.map(({ bytes }) => bytes)),
      durationSeconds: parts.reduce((sum, part) => sum + part.durationSeconds, 0),
      keyframes: parts.reduce((sum, part) => sum + part.keyframes, 0),
      audio: joinSound(parts),
    };
    segments.push(segment);
    heldBytes += segment.bytes.length;
    while (segments.length > mostSegments || (heldBytes > mostBytes && segments.length > 1)) {
      heldBytes -= segments.shift()?.bytes.length ?? 0;
    }
    forgetInits(first.takeId);
    return segment;
  }

  function forgetInits(currentTakeId: string): void {
    for (const takeId of inits.keys()) {
      if (takeId !== currentTakeId && !segments.some((segment) => segment.takeId === takeId)) inits.delete(takeId);
    }
  }

  function find(wanted: number): Segment | undefined {
    const first = segments[0];
    return first && segments[wanted - first.sequence];
  }

  return {
    addInit,
    addPart,
    addSegment,
    init: (takeId) => inits.get(takeId),
    segment: find,
    newest: (count) => segments.slice(-count),
    partsToJoin: () => toJoin,
    heldBytes: () => heldBytes + bytesOf(toJoin),
  };
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
