export const soundRate = 48_000;

/** Two channels behind one another, each half of the samples. */
export type Samples = Float32Array<ArrayBuffer>;

/** What the mixer hands over; `first` is the number of the first sample in the sound card's own count. */
export type Heard = { samples: Samples; first: number };

export type SoundLine = {
  add: (heard: Heard) => void;
  /** Fills with silence what no microphone gave. Call every tenth of a second. */
  tick: () => void;
  /** Sets the clock by the sound at once, which only does before the first picture is taken by it. */
  align: () => void;
  /** The time of what is made now, in microseconds; pictures take their times from it. */
  clock: () => number;
};

const toleratedLateMs = 120;
const maxAheadMs = 200;
const silentAfterMs = 400;
/** A worker that was busy hears of its timer once and then of all the sound that waited: that was no silence. */
const silentTicks = 4;
const kickEveryMs = 5000;
const maxKickMs = 10;
const maxFillMs = 2000;

/**
 * Sound as one unbroken line of samples whatever the microphone does, and the clock it makes. What the card counted is put behind
 * one another however late it arrives; only where its count has a hole, or all of it stays late, silence is filled in. A sound
 * card's second is never quite a second: the clock is slewed after the sound, so that pictures stay with it for hours.
 */
export function createSoundLine({
  now,
  onSound,
}: {
  /** Milliseconds of any clock that runs evenly. */
  now: () => number;
  onSound: (samples: Samples, atMicroseconds: number) => void;
}): SoundLine {
  let offset = 0;
  let end = now();
  let due: number | undefined;
  let ticks = 0;
  let isSilent = true;
  let quickest = Number.NEGATIVE_INFINITY;
  let kickedAt = now();
  const clockMs = () => now() + offset;

  function add({ samples, first }: Heard): void {
    ticks = 0;
    const hole = due === undefined ? 0 : ((first - due) * 1000) / soundRate;
    due = first + samples.length / 2;
    // What was given up as silent is filled already.
    const missing = Math.min(hole, clockMs() - end);
    if (missing > 0) fill(missing);
    const ahead = end + msOf(samples) - clockMs();
    if (ahead > maxAheadMs) return;
    // Where there was nothing before, the first sample is at the time when it came.
    if (ahead < -maxFillMs || (isSilent && ahead < 0)) fill(-ahead);
    else follow(ahead);
    isSilent = false;
    put(samples);
  }

  function follow(ahead: number): void {
    quickest = Math.max(quickest, ahead);
    if (now() - kickedAt < kickEveryMs) return;
    if (quickest < -toleratedLateMs) fill(-quickest);
    else offset += Math.min(maxKickMs, Math.max(-maxKickMs, quickest));
    quickest = Number.NEGATIVE_INFINITY;
    kickedAt = now();
  }

  function tick(): void {
    ticks += 1;
    const missing = clockMs() - end;
    if (missing > maxFillMs || (missing > silentAfterMs && ticks >= silentTicks)) {
      isSilent = true;
      fill(missing - silentAfterMs / 2);
    }
  }

  function align(): void {
    if (Number.isFinite(quickest)) offset += quickest;
    quickest = Number.NEGATIVE_INFINITY;
    kickedAt = now();
  }

  /** After a sleep of the machine the line goes on later; nobody wants to hear the hole. */
  function fill(ms: number): void {
    if (ms > maxFillMs) end += ms;
    else put(new Float32Array(2 * Math.round((ms * soundRate) / 1000)));
  }

  function put(samples: Samples): void {
    onSound(samples, Math.round(end * 1000));
    end += msOf(samples);
  }

  return { add, tick, align, clock: () => Math.round(clockMs() * 1000) };
}

function msOf({ length }: Samples): number {
  return ((length / 2) * 1000) / soundRate;
}
