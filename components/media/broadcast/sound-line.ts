export const soundRate = 48_000;

/** Two channels behind one another, each half of the samples. */
export type Samples = Float32Array<ArrayBuffer>;

export type SoundLine = {
  add: (samples: Samples) => void;
  /** Fills with silence what no microphone gave. Call a few times a second. */
  tick: () => void;
  /** The time of what is made now, in microseconds; pictures take their times from it. */
  clock: () => number;
};

const toleratedLateMs = 250;
const maxAheadMs = 200;
const silentAfterMs = 400;
const kickEveryMs = 5000;
const maxKickMs = 10;
const maxFillMs = 2000;

/**
 * Sound as one unbroken line of samples whatever the microphone does, and the clock it makes. A sound card's second is
 * never quite a second: the clock is slewed after the sound, so that pictures stay with it for hours.
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
  let quickest = Number.NEGATIVE_INFINITY;
  let kickedAt = now();
  const clockMs = () => now() + offset;

  function add(samples: Samples): void {
    const ahead = end + msOf(samples) - clockMs();
    if (ahead > maxAheadMs) return;
    if (ahead < -toleratedLateMs) fill(-ahead);
    else follow(ahead);
    put(samples);
  }

  function follow(ahead: number): void {
    quickest = Math.max(quickest, ahead);
    if (now() - kickedAt < kickEveryMs) return;
    offset += Math.min(maxKickMs, Math.max(-maxKickMs, quickest));
    quickest = Number.NEGATIVE_INFINITY;
    kickedAt = now();
  }

  function tick(): void {
    const missing = clockMs() - end;
    if (missing > silentAfterMs) fill(missing - silentAfterMs / 2);
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

  return { add, tick, clock: () => Math.round(clockMs() * 1000) };
}

function msOf({ length }: Samples): number {
  return ((length / 2) * 1000) / soundRate;
}
