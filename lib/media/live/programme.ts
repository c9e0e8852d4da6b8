import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Part } from "#lib/media/mp4/part.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import type { Figures } from "./figures.ts";
import { type Cut, createSegmenter } from "./segmenter.ts";
import { createStreamClock, type StreamClock } from "./stream-clock.ts";
import type { OnTake } from "./take.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { PublishedPart, Segment, SegmentWindow } from "./window.ts";

/** Told of everything that is published, with the initialisation segment it plays with. */
export type Listener = {
  part?: (part: PublishedPart, init: InitSegment) => void;
  segment?: (segment: Segment, init: InitSegment) => void;
  status?: (status: MediaStatus) => void;
};

/** What the takes of a show become, one after the other: numbered parts and segments on one stream clock. */
export type Programme = {
  /** What a take's publisher is told by the take. */
  open: (takeId: string) => OnTake;
  timeOf: (takeId: string, mediaSeconds: number) => number | undefined;
  /** By how much the newest part came later than the quickest of its take. */
  lateSeconds: () => number;
  /** Where the newest picture ends on the stream clock; undefined before the first. */
  shownUntil: () => number | undefined;
  /** Returns how to stop listening. */
  listen: (listener: Listener) => () => void;
  /** Tells the listeners where the show stands. */
  tell: (status: MediaStatus) => void;
};

const rememberedClocks = 16;

export function createProgramme({
  window,
  figures,
  target,
  now,
}: {
  window: SegmentWindow;
  figures: Figures;
  target: TargetDuration;
  now: () => number;
}): Programme {
  const listeners = new Set<Listener>();
  const clocks = new Map<string, StreamClock>();
  let newest: StreamClock | undefined;
  let shownUntil = 0;

  function open(takeId: string): OnTake {
    const segmenter = createSegmenter({ mostSeconds: target.mostSeconds });
    const clock = createStreamClock();
    clocks.set(takeId, clock);
    newest = clock;
    for (const known of clocks.keys()) if (clocks.size > rememberedClocks) clocks.delete(known);
    let init: InitSegment | undefined;
    let begun = false;

    function parts(arrived: Part[]): void {
      for (const run of splitAtJumps(arrived)) {
        setClock(run);
        for (const part of run) if (init) publishPart(part, init);
      }
    }

    function setClock(run: Part[]): void {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last) return;
      if (!begun || first.jump) clock.reset({ startSeconds: first.startSeconds, earliest: shownUntil });
      begun = true;
      clock.arrived(endOf(last), now());
    }

    function publishPart(part: Part, playsWith: InitSegment): void {
      const published = window.addPart(takeId, part, clock.timeOf(part.startSeconds) ?? now());
      shownUntil = published.startedAt + part.durationSeconds * 1000;
      figures.countPart(published, now());
      for (const listener of listeners) listener.part?.(published, playsWith);
      segmenter.add(published).forEach(publishSegment);
    }

    function publishSegment(parts: Cut): void {
      if (!init) return;
      const segment = window.addSegment(parts);
      target.settle(segment.durationSeconds);
      figures.countSegment(segment);
      for (const listener of listeners) listener.segment?.(segment, init);
    }

    return {
      init: (parsed) => {
        init = parsed;
        figures.setInit(parsed);
        window.addInit(takeId, parsed);
      },
      parts,
      finish: () => segmenter.flush().forEach(publishSegment),
    };
  }

  return {
    open,
    timeOf: (takeId, mediaSeconds) => clocks.get(takeId)?.timeOf(mediaSeconds),
    lateSeconds: () => newest?.lateSeconds() ?? 0,
    shownUntil: () => (shownUntil > 0 ? shownUntil : undefined),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (status) => {
      for (const listener of listeners) listener.status?.(status);
    },
  };
}

function splitAtJumps(parts: Part[]): Part[][] {
  const runs: Part[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run && !part.jump) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

function endOf({ startSeconds, durationSeconds }: Part): number {
  return startSeconds + durationSeconds;
}
