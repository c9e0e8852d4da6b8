import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Part } from "#lib/media/mp4/part.ts";
import type { Figures } from "./figures.ts";
import { type Cut, Segmenter } from "./segmenter.ts";
import type { StreamClock } from "./stream-clock.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { PublishedPart, Segment, SegmentWindow } from "./window.ts";

/** What the takes of a show have in common. */
export type Publication = {
  window: SegmentWindow;
  figures: Figures;
  target: TargetDuration;
  now: () => number;
  /** Where the newest picture ends on the stream clock; undefined before the first. */
  shownUntil: () => number | undefined;
  publishPart: (part: PublishedPart, init: InitSegment) => void;
  publishSegment: (segment: Segment, init: InitSegment) => void;
};

/** Publishes one take: sets its parts on the stream clock and joins them into segments. */
export class TakePublisher {
  readonly #takeId: string;
  readonly #clock: StreamClock;
  readonly #show: Publication;
  readonly #segmenter: Segmenter;
  #init: InitSegment | undefined;
  #begun = false;

  constructor({ takeId, clock, show }: { takeId: string; clock: StreamClock; show: Publication }) {
    this.#takeId = takeId;
    this.#clock = clock;
    this.#show = show;
    this.#segmenter = new Segmenter({ maxSeconds: () => show.target.maxSeconds });
  }

  begin(init: InitSegment): void {
    this.#init = init;
    this.#show.figures.setInit(init);
    this.#show.window.addInit(this.#takeId, init);
  }

  addParts(parts: Part[]): void {
    for (const run of splitAtJumps(parts)) {
      this.#setClock(run);
      for (const part of run) if (this.#init) this.#publish(part, this.#init);
    }
  }

  finish(): void {
    for (const parts of this.#segmenter.flush()) this.#publishSegment(parts);
  }

  #setClock(run: Part[]): void {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return;
    if (!this.#begun || first.jump) {
      this.#clock.reset({ startSeconds: first.startSeconds, earliest: this.#show.shownUntil() ?? 0 });
    }
    this.#begun = true;
    this.#clock.arrived(last.startSeconds + last.durationSeconds, this.#show.now());
  }

  #publish(part: Part, init: InitSegment): void {
    const { window, now } = this.#show;
    const published = window.addPart(this.#takeId, part, this.#clock.timeOf(part.startSeconds) ?? now());
    this.#show.publishPart(published, init);
    for (const parts of this.#segmenter.add(published)) this.#publishSegment(parts);
  }

  #publishSegment(parts: Cut): void {
    if (this.#init) this.#show.publishSegment(this.#show.window.addSegment(parts), this.#init);
  }
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
