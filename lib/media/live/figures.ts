import type { MediaFigures } from "#lib/media/schema.ts";
import { CountPerSecond, median, quantile, Recent, sum } from "./recent.ts";
import type { PublishedPart, Segment } from "./window.ts";

const recentPieces = 10;
const recentPushes = 256;

type Read = Omit<MediaFigures, "status" | "content" | "heldBytes" | "recorder" | "lateSeconds" | "viewers"> & {
  hlsViewers: number;
};
type Keyframe = { takeId: string; mediaSeconds: number };

/** Counts what a show takes in, publishes and sends. Rates are of late. */
export class Figures {
  readonly #segments = new Recent<{ bytes: number; seconds: number }>(recentPieces);
  readonly #partSeconds = new Recent<number>(recentPieces);
  readonly #arrivals = new Recent<number>(recentPieces);
  readonly #keyframes = new Recent<Keyframe>(recentPieces);
  readonly #publishMs = new Recent<number>(recentPushes);
  readonly #totals = { takes: 0, parts: 0, segments: 0, bytes: 0, jumps: 0 };
  readonly #bytesOut = { fast: 0, hls: 0, recorded: 0 };
  readonly #fastTier = { partsSkipped: 0, slowLines: 0, rejected: 0 };
  readonly #playlistReads = new CountPerSecond();
  #lastPartAt: number | null = null;
  #lastJumpAt: number | null = null;
  #codecs: string[] = [];
  #size = { width: 0, height: 0 };

  /** When the newest part came; null before the first. */
  get lastPartAt(): number | null {
    return this.#lastPartAt;
  }

  countTake(): void {
    this.#totals.takes += 1;
  }

  setInit({ codecs, video }: { codecs: string[]; video?: { width: number; height: number } }): void {
    this.#codecs = codecs;
    this.#size = { width: video?.width ?? 0, height: video?.height ?? 0 };
  }

  countPart(part: PublishedPart, at: number): void {
    this.#totals.parts += 1;
    this.#partSeconds.add(part.durationSeconds);
    if (this.#lastPartAt !== null) this.#arrivals.add((at - this.#lastPartAt) / 1000);
    this.#lastPartAt = at;
    if (part.startsWithKeyframe) this.#keyframes.add(part);
    if (!part.discontinuity || this.#totals.parts === 1) return;
    this.#totals.jumps += 1;
    this.#lastJumpAt = at;
  }

  countSegment({ bytes, durationSeconds }: Segment): void {
    this.#totals.segments += 1;
    this.#totals.bytes += bytes.length;
    this.#segments.add({ bytes: bytes.length, seconds: durationSeconds });
  }

  countPublished(milliseconds: number): void {
    this.#publishMs.add(milliseconds);
  }

  countPlaylistRead(at: number): void {
    this.#playlistReads.count(at);
  }

  countSent(tier: keyof MediaFigures["bytesOut"], bytes: number): void {
    this.#bytesOut[tier] += bytes;
  }

  countFast(what: keyof MediaFigures["fastTier"]): void {
    this.#fastTier[what] += 1;
  }

  /** Seconds from part to part, of late. */
  usualWait(): number {
    return median(this.#arrivals.all());
  }

  bitsPerSecond(): number {
    const segments = this.#segments.all();
    const seconds = sum(segments.map((segment) => segment.seconds));
    const bits = sum(segments.map((segment) => segment.bytes)) * 8;
    return seconds > 0 ? Math.round(bits / seconds) : 0;
  }

  read(at: number): Read {
    const partSeconds = median(this.#partSeconds.all());
    const publishMs = this.#publishMs.all();
    return {
      ...this.#totals,
      ...this.#size,
      bitsPerSecond: this.bitsPerSecond(),
      keyframeSeconds: median(gapsOf(this.#keyframes.all())) || partSeconds,
      partSeconds,
      publishMs: { p50: quantile(publishMs, 0.5), p99: quantile(publishMs, 0.99) },
      lastPartAt: this.#lastPartAt,
      lastJumpAt: this.#lastJumpAt,
      codecs: this.#codecs,
      bytesOut: { ...this.#bytesOut },
      fastTier: { ...this.#fastTier },
      hlsViewers: this.#playlistReads.rate(at),
    };
  }
}

function gapsOf(keyframes: readonly Keyframe[]): number[] {
  return keyframes.flatMap(({ takeId, mediaSeconds }, index) => {
    const previous = keyframes[index - 1];
    return previous && previous.takeId === takeId ? [mediaSeconds - previous.mediaSeconds] : [];
  });
}
