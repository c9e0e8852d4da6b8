import type { Fragment } from "./fragment.ts";

/** A run of fragments ready to be published. `gap`: the take's clock jumped ahead before it. */
export type Cut = {
  bytes: Buffer;
  baseTimeSeconds: number;
  durationSeconds: number;
  startsWithKeyframe: boolean;
  gap: boolean;
};

export type Segmenter = { add: (fragment: Fragment) => Cut[]; flush: () => Cut[] };

const longestOpenSeconds = 10;
const mostOpenBytes = 16 * 1024 * 1024;
const gapSeconds = 1;

/**
 * Joins fragments into segments that start with a key frame. While every fragment starts with one, each is published
 * the moment it arrives; after the first that does not, a segment waits for the next key frame.
 */
export function createSegmenter(): Segmenter {
  let open: Fragment[] = [];
  let everyOneStarts = true;
  let started = false;
  let end: number | undefined;

  function add(fragment: Fragment): Cut[] {
    started ||= fragment.startsWithKeyframe;
    if (!started) return [];
    const cuts = fragment.startsWithKeyframe ? flush() : [];
    everyOneStarts &&= fragment.startsWithKeyframe;
    open.push(fragment);
    if (everyOneStarts || isFull(open)) cuts.push(...flush());
    return cuts;
  }

  function flush(): Cut[] {
    const first = open[0];
    const last = open.at(-1);
    if (!first || !last) return [];
    const gap = end !== undefined && first.baseTimeSeconds - end > gapSeconds;
    end = last.baseTimeSeconds + last.durationSeconds;
    const cut = {
      bytes: open.length === 1 ? first.bytes : Buffer.concat(open.map((fragment) => fragment.bytes)),
      baseTimeSeconds: first.baseTimeSeconds,
      durationSeconds: end - first.baseTimeSeconds,
      startsWithKeyframe: first.startsWithKeyframe,
      gap,
    };
    open = [];
    return [cut];
  }

  return { add, flush };
}

function isFull(open: Fragment[]): boolean {
  const seconds = open.reduce((sum, fragment) => sum + fragment.durationSeconds, 0);
  const bytes = open.reduce((sum, fragment) => sum + fragment.bytes.length, 0);
  return seconds >= longestOpenSeconds || bytes >= mostOpenBytes;
}
