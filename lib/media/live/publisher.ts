import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import type { Figures } from "./figures.ts";
import { StreamClock } from "./stream-clock.ts";
import type { OnTake } from "./take.ts";
import { type Publication, TakePublisher } from "./take-publisher.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { PublishedPart, Segment, SegmentWindow } from "./window.ts";

/** Told of everything that is published, with the initialisation segment it plays with. */
export type Listener = {
  part?: (part: PublishedPart, init: InitSegment) => void;
  segment?: (segment: Segment, init: InitSegment) => void;
  status?: (status: MediaStatus) => void;
};

const rememberedClocks = 16;

/** What the takes of a show become, one after the other: numbered parts and segments on one stream clock. */
export class MediaPublisher implements Publication {
  readonly window: SegmentWindow;
  readonly figures: Figures;
  readonly target: TargetDuration;
  readonly now: () => number;
  readonly #listeners = new Set<Listener>();
  readonly #clocks = new Map<string, StreamClock>();
  #newest: StreamClock | undefined;
  #shownUntil = 0;

  constructor(parts: { window: SegmentWindow; figures: Figures; target: TargetDuration; now: () => number }) {
    this.window = parts.window;
    this.figures = parts.figures;
    this.target = parts.target;
    this.now = parts.now;
  }

  /** What a take's publisher is told by the take. */
  open(takeId: string): OnTake {
    const clock = new StreamClock();
    this.#clocks.set(takeId, clock);
    this.#newest = clock;
    for (const known of this.#clocks.keys()) if (this.#clocks.size > rememberedClocks) this.#clocks.delete(known);
    const publisher = new TakePublisher({ takeId, clock, show: this });
    return {
      init: (init) => publisher.begin(init),
      parts: (parts) => publisher.addParts(parts),
      finish: () => publisher.finish(),
    };
  }

  timeOf(takeId: string, mediaSeconds: number): number | undefined {
    return this.#clocks.get(takeId)?.timeOf(mediaSeconds);
  }

  /** By how much the newest part came later than the quickest of its take. */
  lateSeconds(): number {
    return this.#newest?.lateSeconds() ?? 0;
  }

  /** Where the newest picture ends on the stream clock; undefined before the first. */
  shownUntil(): number | undefined {
    return this.#shownUntil > 0 ? this.#shownUntil : undefined;
  }

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners where the show stands. */
  tell(status: MediaStatus): void {
    for (const listener of this.#listeners) listener.status?.(status);
  }

  publishPart(part: PublishedPart, init: InitSegment): void {
    this.#shownUntil = part.startedAt + part.durationSeconds * 1000;
    this.figures.countPart(part, this.now());
    for (const listener of this.#listeners) listener.part?.(part, init);
  }

  publishSegment(segment: Segment, init: InitSegment): void {
    this.target.settle(segment.durationSeconds);
    this.figures.countSegment(segment);
    for (const listener of this.#listeners) listener.segment?.(segment, init);
  }
}
