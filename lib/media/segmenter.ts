import type { PublishedPart } from "./window.ts";

/** The parts of one segment. */
export type Cut = [PublishedPart, ...PublishedPart[]];

export type Segmenter = { add: (part: PublishedPart) => Cut[]; flush: () => Cut[] };

const shortestSeconds = 0.75;
const longestOpenSeconds = 10;
const mostOpenBytes = 16 * 1024 * 1024;

/**
 * Joins parts into segments of about a second that start with a key frame. While every part starts with one, a segment
 * that is long enough is published the moment it is; after the first that does not, it waits for the next key frame.
 */
export function createSegmenter(): Segmenter {
  let open: PublishedPart[] = [];
  let everyOneStarts = true;

  function add(part: PublishedPart): Cut[] {
    const { startsWithKeyframe, discontinuity } = part;
    const cuts = discontinuity || (startsWithKeyframe && secondsOf(open) >= shortestSeconds) ? flush() : [];
    everyOneStarts &&= startsWithKeyframe;
    open.push(part);
    if ((everyOneStarts && secondsOf(open) >= shortestSeconds) || isFull(open)) cuts.push(...flush());
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

function isFull(open: PublishedPart[]): boolean {
  return (
    secondsOf(open) >= longestOpenSeconds || open.reduce((sum, { bytes }) => sum + bytes.length, 0) >= mostOpenBytes
  );
}
