import { BrokenStream } from "./box-reader.ts";
import type { Fragment, Sample, TrackRun } from "./fragment.ts";

/** A fragment with its timestamps put right. `jump`: the source's clock leapt ahead, so they do not continue those before. */
export type Placed = Fragment & { jump: boolean };

const jumpSeconds = 1;
const maxOverlapSeconds = 0.5;
const maxHoleSeconds = 10;
const maxPacketSeconds = 0.12;
const roundingSeconds = 0.001;

/**
 * Makes each track of a take one unbroken line: every fragment begins exactly where the one before ended. Players take a
 * hole of two pictures for a discontinuity and drop everything up to the next key frame; sources leave such holes by
 * rounding, by dropped pictures, and by guessing how long the last sample of a fragment is. The difference goes into the
 * first sample, so pictures and sound keep their own clocks and never drift apart. Packets of sound are whole by nature: what
 * a source's clock rounds is measured anew at each fragment, and left alone while it is less than a millisecond.
 */
export class Timeline {
  readonly #hasVideo: boolean;
  readonly #video = new TrackClock();
  readonly #audio = new TrackClock({ rounding: roundingSeconds });

  constructor({ hasVideo }: { hasVideo: boolean }) {
    this.#hasVideo = hasVideo;
  }

  place(fragment: Fragment): Placed | undefined {
    if (fragment.audio) mendLastPacket(fragment.audio, this.#audio);
    const leading = this.#hasVideo ? fragment.video : fragment.audio;
    const lead = this.#hasVideo ? this.#video : this.#audio;
    const ahead = leading ? lead.ahead(leading) : 0;
    if (ahead < -maxOverlapSeconds) throw new BrokenStream("Time runs backwards.");
    const jump = ahead > jumpSeconds;
    if (jump) {
      this.#video.forget();
      this.#audio.forget();
    }
    if (fragment.video) this.#video.join(fragment.video);
    const sound = fragment.audio && dropEarlier(fragment.audio, this.#audio.end ?? 0);
    if (sound) this.#audio.join(sound);
    if (!fragment.video && !sound) return undefined;
    return { video: fragment.video, audio: sound, jump };
  }
}

/** Where one track stands, in its own ticks. Differences of up to `rounding` seconds are not the track's, but its clock's. */
class TrackClock {
  readonly #rounding: number;
  /** Where the newest run ends; undefined before the first. */
  end: number | undefined;
  /** How long a packet of it usually is. */
  usualDuration = 0;

  constructor({ rounding = 0 } = {}) {
    this.#rounding = rounding;
  }

  /** Seconds by which a run starts after (or, negative, before) the end of the track. */
  ahead({ start, timescale }: TrackRun): number {
    return this.end === undefined ? 0 : (start - this.end) / timescale;
  }

  join(run: TrackRun): void {
    for (const sample of run.samples) sample.duration = Math.max(1, sample.duration);
    if (this.end !== undefined && run.start - this.end <= maxHoleSeconds * run.timescale) {
      const gap = run.start - this.end;
      if (Math.abs(gap) > this.#rounding * run.timescale) absorb(run.samples, gap);
      run.start = this.end;
    }
    this.end = run.start + ticksOf(run.samples);
  }

  forget(): void {
    this.end = undefined;
  }
}

/** A hole makes the first sample longer, an overlap the first ones shorter; none gets shorter than a tick. */
function absorb(samples: Sample[], gap: number): void {
  let left = gap;
  for (const sample of samples) {
    const change = left > 0 ? left : Math.max(left, Math.min(0, 1 - sample.duration));
    sample.duration += change;
    left -= change;
    if (left === 0) return;
  }
}

/** Sound that lies wholly before `end` was sent already, or is the encoder's run-up. */
function dropEarlier(run: TrackRun, end: number): TrackRun | undefined {
  let { start } = run;
  let dropped = 0;
  for (const { duration } of run.samples) {
    if (start + duration > end) break;
    start += duration;
    dropped += 1;
  }
  if (dropped === run.samples.length) return undefined;
  return { ...run, start: Math.max(0, start), samples: run.samples.slice(dropped) };
}

/**
 * Chromium writes the last Opus packet of a fragment as 21 ms whatever it holds. Packets of one recording are equally
 * long, so the last gets the length of the one before.
 */
function mendLastPacket({ samples, timescale }: TrackRun, clock: TrackClock): void {
  const previous = samples.at(-2);
  if (previous && previous.duration <= maxPacketSeconds * timescale) clock.usualDuration = previous.duration;
  const last = samples.at(-1);
  if (last) last.duration = Math.max(last.duration, clock.usualDuration);
}

function ticksOf(samples: Sample[]): number {
  return samples.reduce((sum, sample) => sum + sample.duration, 0);
}
