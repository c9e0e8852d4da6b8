import type { Audience } from "#lib/live/audiences.ts";
import type { Frame } from "#lib/live/contract.ts";
import { crowdViewers } from "#lib/live/crowd.ts";
import { mergeFrames } from "#lib/live/merge-frames.ts";

const crowdPaceMs = 500;
const hiddenPaceMs = 5000;

export type PacedFrame = { to: readonly Audience[]; frame: Frame };

const everybody = ["desks", "viewers"] as const;
const desks = ["desks"] as const;
const viewers = ["viewers"] as const;
const hidden = ["hidden"] as const;

/**
 * How often each audience of one room gets a frame: desks with every tick, viewers too unless they are a crowd, a hidden tab
 * every five seconds. A frame costs one write a socket; whoever gets fewer gets them merged and misses nothing.
 */
export class Paces {
  readonly #crowd = new Pace(crowdPaceMs);
  readonly #hidden = new Pace(hiddenPaceMs);

  /** What of this tick is to be sent to whom, `frame` being null when nothing changed. */
  take(frame: Frame | null, { viewers: count, now }: { viewers: number; now: number }): PacedFrame[] {
    if (frame) this.#hidden.add(withoutFeed(frame));
    const unseen = this.#hidden.due(now);
    const seen = count > crowdViewers ? this.#forCrowd(frame, now) : this.#forAll(frame);
    return unseen ? [...seen, { to: hidden, frame: unseen }] : seen;
  }

  #forCrowd(frame: Frame | null, now: number): PacedFrame[] {
    if (frame) this.#crowd.add(frame);
    const due = this.#crowd.due(now);
    return [...(frame ? [{ to: desks, frame }] : []), ...(due ? [{ to: viewers, frame: due }] : [])];
  }

  /** What waited for viewers while they were a crowd leaves with the first frame after. */
  #forAll(frame: Frame | null): PacedFrame[] {
    const waited = this.#crowd.flush();
    if (!waited) return frame ? [{ to: everybody, frame }] : [];
    const both = frame ? mergeFrames(waited, frame) : waited;
    return [...(frame ? [{ to: desks, frame }] : []), { to: viewers, frame: both }];
  }
}

/** What a hidden tab needs: numbers. Its feed comes with the snapshot when it is looked at again. */
function withoutFeed(frame: Frame): Frame {
  return { ...frame, orders: [], chat: [] };
}

/** Frames that wait to leave as one. */
class Pace {
  readonly #every: number;
  #waiting: Frame | null = null;
  #dueAt: number | undefined;

  constructor(every: number) {
    this.#every = every;
  }

  add(frame: Frame) {
    this.#waiting = this.#waiting ? mergeFrames(this.#waiting, frame) : frame;
  }

  due(now: number): Frame | null {
    const dueAt = this.#dueAt ?? now;
    if (!this.#waiting || now < dueAt) return null;
    this.#dueAt = Math.max(dueAt, now - this.#every) + this.#every;
    return this.flush();
  }

  flush(): Frame | null {
    const frame = this.#waiting;
    this.#waiting = null;
    return frame;
  }
}
