import type { MediaFigures } from "#lib/media/schema.ts";
import type { PublishedPart, Segment } from "./window.ts";

const recentPieces = 10;
const recentPushes = 256;
const ratedSeconds = 5;

export type Figures = ReturnType<typeof createFigures>;
type Read = Omit<MediaFigures, "status" | "content" | "heldBytes" | "recorder" | "lateSeconds" | "viewers"> & {
  hlsViewers: number;
};

/** Counts what a show takes in, publishes and sends. Rates are of late. */
export function createFigures() {
  const segments = createRecent<{ bytes: number; seconds: number }>(recentPieces);
  const partSeconds = createRecent<number>(recentPieces);
  const arrivals = createRecent<number>(recentPieces);
  const keyframes = createRecent<{ takeId: string; mediaSeconds: number }>(recentPieces);
  const publishMs = createRecent<number>(recentPushes);
  const totals = { takes: 0, parts: 0, segments: 0, bytes: 0, jumps: 0 };
  const bytesOut = { fast: 0, hls: 0, recorded: 0 };
  const fastTier = { partsSkipped: 0, slowLines: 0, turnedAway: 0 };
  const playlistReads = createCountPerSecond();
  let lastPartAt: number | null = null;
  let lastJumpAt: number | null = null;
  let codecs: string[] = [];
  let size = { width: 0, height: 0 };

  function countPart(part: PublishedPart, at: number): void {
    totals.parts += 1;
    partSeconds.add(part.durationSeconds);
    if (lastPartAt !== null) arrivals.add((at - lastPartAt) / 1000);
    lastPartAt = at;
    if (part.startsWithKeyframe) keyframes.add(part);
    if (!part.discontinuity || totals.parts === 1) return;
    totals.jumps += 1;
    lastJumpAt = at;
  }

  function countSegment(segment: Segment): void {
    totals.segments += 1;
    totals.bytes += segment.bytes.length;
    segments.add({ bytes: segment.bytes.length, seconds: segment.durationSeconds });
  }

  function bitsPerSecond(): number {
    const seconds = sum(segments.all().map((segment) => segment.seconds));
    const bits = sum(segments.all().map((segment) => segment.bytes)) * 8;
    return seconds > 0 ? Math.round(bits / seconds) : 0;
  }

  function read(at: number): Read {
    return {
      ...totals,
      bitsPerSecond: bitsPerSecond(),
      keyframeSeconds: median(gapsOf(keyframes.all())) || median(partSeconds.all()),
      partSeconds: median(partSeconds.all()),
      publishMs: { p50: quantile(publishMs.all(), 0.5), p99: quantile(publishMs.all(), 0.99) },
      lastPartAt,
      lastJumpAt,
      codecs,
      ...size,
      bytesOut: { ...bytesOut },
      fastTier: { ...fastTier },
      hlsViewers: playlistReads.rate(at),
    };
  }

  return {
    countTake: () => {
      totals.takes += 1;
    },
    setInit: (init: { codecs: string[]; video?: { width: number; height: number } }) => {
      codecs = init.codecs;
      size = { width: init.video?.width ?? 0, height: init.video?.height ?? 0 };
    },
    countPart,
    countSegment,
    countPublished: (milliseconds: number) => publishMs.add(milliseconds),
    countPlaylistRead: playlistReads.count,
    countSent: (tier: keyof typeof bytesOut, bytes: number) => {
      bytesOut[tier] += bytes;
    },
    countFast: (what: keyof typeof fastTier) => {
      fastTier[what] += 1;
    },
    lastPartAt: () => lastPartAt,
    /** Seconds from part to part, of late. */
    usualWait: () => median(arrivals.all()),
    bitsPerSecond,
    read,
  };
}

function createRecent<Value>(count: number) {
  const values: Value[] = [];
  return {
    all: () => values,
    add: (value: Value) => {
      values.push(value);
      if (values.length > count) values.shift();
    },
  };
}

/** Whole seconds only: what was counted in the last five, per second. */
function createCountPerSecond() {
  const counts = new Map<number, number>();
  const secondOf = (at: number) => Math.floor(at / 1000);

  function count(at: number): void {
    counts.set(secondOf(at), (counts.get(secondOf(at)) ?? 0) + 1);
    if (counts.size > ratedSeconds + 1) forget(at);
  }

  function forget(at: number): void {
    for (const second of counts.keys()) if (second < secondOf(at) - ratedSeconds) counts.delete(second);
  }

  function rate(at: number): number {
    forget(at);
    const seconds = Array.from({ length: ratedSeconds }, (_, back) => counts.get(secondOf(at) - 1 - back) ?? 0);
    return Math.round(sum(seconds) / ratedSeconds);
  }

  return { count, rate };
}

function gapsOf(keyframes: { takeId: string; mediaSeconds: number }[]): number[] {
  return keyframes.flatMap(({ takeId, mediaSeconds }, index) => {
    const previous = keyframes[index - 1];
    return previous && previous.takeId === takeId ? [mediaSeconds - previous.mediaSeconds] : [];
  });
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
