import type { InitSegment } from "./init-segment.ts";
import type { Cut } from "./segmenter.ts";

/**
 * A published piece of video. `sequence` and `discontinuityNumber` only grow, over restarts too; `startedAt` is
 * wall-clock milliseconds. `discontinuity`: timestamps do not continue those of the segment before.
 */
export type Segment = {
  sequence: number;
  takeId: string;
  bytes: Buffer;
  durationSeconds: number;
  startedAt: number;
  startsWithKeyframe: boolean;
  discontinuity: boolean;
  discontinuityNumber: number;
};

export type SegmentWindow = {
  addInit: (takeId: string, init: InitSegment) => void;
  addSegment: (takeId: string, cut: Cut, startedAt: number) => Segment;
  init: (takeId: string) => InitSegment | undefined;
  segment: (sequence: number) => Segment | undefined;
  newest: (count: number) => Segment[];
  heldBytes: () => number;
};

const firstYear = Date.UTC(2026, 0, 1);

/**
 * The rolling memory of one show. Numbering starts from the clock, ten per second, so a show that is resumed after a
 * restart never reuses a number that viewers or caches may still hold.
 */
export function createSegmentWindow(limits: { segments: number; bytes: number; openedAt: number }): SegmentWindow {
  const inits = new Map<string, InitSegment>();
  const segments: Segment[] = [];
  let sequence = Math.floor((limits.openedAt - firstYear) / 100);
  let discontinuityNumber = Math.floor((limits.openedAt - firstYear) / 1000);
  let heldBytes = 0;

  function addInit(takeId: string, init: InitSegment): void {
    inits.set(takeId, init);
    forgetInits(takeId);
  }

  function addSegment(takeId: string, cut: Cut, startedAt: number): Segment {
    const previous = segments.at(-1);
    const discontinuity = previous !== undefined && (previous.takeId !== takeId || cut.gap);
    if (discontinuity) discontinuityNumber += 1;
    const { bytes, durationSeconds, startsWithKeyframe } = cut;
    const stamp = { sequence: sequence++, takeId, startedAt, discontinuity, discontinuityNumber };
    const segment = { ...stamp, bytes, durationSeconds, startsWithKeyframe };
    segments.push(segment);
    heldBytes += bytes.length;
    while (segments.length > limits.segments || (heldBytes > limits.bytes && segments.length > 1)) {
      heldBytes -= segments.shift()?.bytes.length ?? 0;
    }
    forgetInits(takeId);
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
    addSegment,
    init: (takeId) => inits.get(takeId),
    segment: find,
    newest: (count) => segments.slice(-count),
    heldBytes: () => heldBytes,
  };
}
