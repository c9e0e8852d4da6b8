import type { PublishedPart } from "./window.ts";

/** The parts of one segment. */
export type Cut = [PublishedPart, ...PublishedPart[]];

const shortestSeconds = 0.75;
const maxOpenBytes = 16 * 1024 * 1024;

/**
 * Joins parts into segments of about a second that start with a key frame. While every part starts with one, a segment
 * that is long enough is published the moment it is; after the first that does not, it waits for the next key frame.
 */
export class Segmenter {
  readonly #maxSeconds: () => number;
  #open: PublishedPart[] = [];
  #everyOneStarts = true;

  /** @param maxSeconds no segment is longer, unless one part alone is */
  constructor({ maxSeconds }: { maxSeconds: () => number }) {
    this.#maxSeconds = maxSeconds;
  }

  add(part: PublishedPart): Cut[] {
    const { startsWithKeyframe, discontinuity, durationSeconds } = part;
    const seconds = secondsOf(this.#open);
    const mayBegin = startsWithKeyframe && seconds >= shortestSeconds;
    const isFull = bytesOf(this.#open) >= maxOpenBytes || seconds + durationSeconds > this.#maxSeconds();
    const cuts = discontinuity || mayBegin || isFull ? this.flush() : [];
    this.#everyOneStarts &&= startsWithKeyframe;
    this.#open.push(part);
    if (this.#everyOneStarts && secondsOf(this.#open) >= shortestSeconds) cuts.push(...this.flush());
    return cuts;
  }

  flush(): Cut[] {
    const [first, ...rest] = this.#open;
    this.#open = [];
    return first ? [[first, ...rest]] : [];
  }
}

function secondsOf(parts: PublishedPart[]): number {
  return parts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

function bytesOf(parts: PublishedPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
