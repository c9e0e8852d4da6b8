import { joinBytes } from "#lib/media/mp4/arena.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { Segment, SegmentWindow } from "./window.ts";

/** Neighbouring segments of one take that are listed as one. */
export type LongSegment = Omit<Segment, "bytes" | "audio"> & { parts: Segment[] };

const leastSeconds = 1.5;
const firstYear = Date.UTC(2026, 0, 1);

/**
 * The segments of a window joined to about two seconds, for players that do everything themselves: they ask half as often, and an answer
 * that comes late is covered by what they hold. What was joined stays so, and is there for as long as the window has its first part.
 */
export class LongSegments {
  readonly #window: SegmentWindow;
  readonly #target: TargetDuration;
  readonly #closed: LongSegment[] = [];
  #open: LongSegment | undefined;
  #sequence: number;

  constructor({ window, target, openedAt }: { window: SegmentWindow; target: TargetDuration; openedAt: number }) {
    this.#window = window;
    this.#target = target;
    // From the clock, as the window counts: after a restart no number comes again.
    this.#sequence = Math.floor((openedAt - firstYear) / 100);
  }

  add(segment: Segment): void {
    const seconds = (this.#open?.durationSeconds ?? 0) + segment.durationSeconds;
    if (this.#open && (segment.discontinuity || seconds > this.#target.maxSeconds)) this.#close(this.#open);
    this.#open = this.#open ? join(this.#open, segment) : this.#begin(segment);
    if (this.#open.durationSeconds >= leastSeconds) this.#close(this.#open);
    while (this.#closed[0] && !this.#isHeld(this.#closed[0])) this.#closed.shift();
  }

  /** One that may still grow is listed when the show is over. */
  newest(count: number, { ended }: { ended: boolean }): LongSegment[] {
    return [...this.#closed, ...(ended && this.#open ? [this.#open] : [])].slice(-count);
  }

  bytes(sequence: number, { ended }: { ended: boolean }): { takeId: string; bytes: Buffer } | undefined {
    const found = this.newest(this.#closed.length + 1, { ended }).find((each) => each.sequence === sequence);
    return found && { takeId: found.takeId, bytes: joinBytes(found.parts.map(({ bytes }) => bytes)) };
  }

  #begin(segment: Segment): LongSegment {
    const { bytes: _bytes, audio: _audio, ...facts } = segment;
    return { ...facts, sequence: this.#sequence++, parts: [segment] };
  }

  #close(segment: LongSegment): void {
    this.#closed.push(segment);
    this.#open = undefined;
  }

  #isHeld({ parts: [first] }: LongSegment): boolean {
    return first !== undefined && this.#window.segment(first.sequence) !== undefined;
  }
}

function join(open: LongSegment, segment: Segment): LongSegment {
  return {
    ...open,
    durationSeconds: open.durationSeconds + segment.durationSeconds,
    keyframes: open.keyframes + segment.keyframes,
    pictures: open.pictures + segment.pictures,
    parts: [...open.parts, segment],
  };
}
