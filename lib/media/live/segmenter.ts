import type { PublishedPart } from "./window.ts";

/** The parts of one segment. */
export type Cut = [PublishedPart, ...PublishedPart[]];

export type Segmenter = { add: (part: PublishedPart) => Cut[]; flush: () => Cut[] };

const shortestSeconds = 0.75;
const mostOpenBytes = 16 * 1024 * 1024;

/**
 * Joins parts into segments of about a second that start with a key frame. While every part starts with one, a segment
 * that is long enough is published the moment it is; after the first that does not, it waits for the next key frame.
 *
 * @param mostSeconds no segment is longer, unless one part alone is
 */
export function createSegmenter({ mostSeconds }: { mostSeconds: () => number }): Segmenter {
  let open: PublishedPart[] = [];
  let everyOneStarts = true;

  function add(part: PublishedPart): Cut[] {
    const { startsWithKeyframe, discontinuity, durationSeconds } = part;
    const mayBegin = startsWithKeyframe && secondsOf(open) >= shortestSeconds;
    const isFull = bytesOf(open) >= mostOpenBytes || secondsOf(open) + durationSeconds > mostSeconds();
    const cuts = discontinuity || mayBegin || isFull ? flush() : [];
    everyOneStarts &&= startsWithKeyframe;
    open.push(part);
    if (everyOneStarts && secondsOf(open) >= shortestSeconds) cuts.push(...flush());
    return cuts;
  }

  function flush(): Cut[] {
    const [first, ...rest] = open;
    open = [];
    return first ? [[first, ...rest]] : [];
  }

  return { add, flush };
}

function secondsOf(parts: PublishedPart[]): number {
  return parts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

function bytesOf(parts: PublishedPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
