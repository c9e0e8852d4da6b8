const windowSeconds = 10;
/** Lateness may be the network's, so it is believed slowly; nothing arrives before it was made, so that is believed fast. */
const slowestPerSecond = 2;
const fastestPerSecond = 100;
const maxAnchors = 16_384;
const toleratedMs = 1;

/** The take's own clock leapt: what starts at `startSeconds` is not before `earliest`. */
type Leap = { startSeconds: number; earliest: number };

/**
 * Where a moment of a take stands on the stream clock: the server's time, in milliseconds since 1970. It follows a source
 * whose clock is not ours. The quickest arrivals of the last ten seconds tell where the source's zero is now; the clock is
 * slewed towards it, so it never leaps and never runs backwards.
 */
export class StreamClock {
  readonly #anchors: { mediaSeconds: number; zeroAt: number }[] = [];
  #recent: { endSeconds: number; zeroAt: number }[] = [];
  #zeroAt: number | undefined;
  #seen = 0;
  #leap: Leap | undefined;

  /** Parts up to `endSeconds` of the take have arrived. Call once per arrival, before the parts are published. */
  arrived(endSeconds: number, at: number): void {
    const claimed = at - endSeconds * 1000;
    this.#recent = this.#recent.filter(
      ({ endSeconds: end, zeroAt: zero }) => end > endSeconds - windowSeconds && zero < claimed,
    );
    this.#recent.push({ endSeconds, zeroAt: claimed });
    const before = this.#leap ? undefined : this.#zeroAt;
    const zeroAt = before === undefined ? this.#begin(claimed) : this.#slewed(before, endSeconds - this.#seen);
    this.#zeroAt = zeroAt;
    this.#anchor(this.#leap?.startSeconds ?? this.#seen, zeroAt);
    this.#leap = undefined;
    this.#seen = endSeconds;
  }

  /** The next arrival sets the clock anew. */
  reset(leap: Leap): void {
    this.#leap = leap;
  }

  timeOf(mediaSeconds: number): number | undefined {
    const valid = this.#anchors.findLast((each) => each.mediaSeconds <= mediaSeconds) ?? this.#anchors[0];
    return valid && valid.zeroAt + mediaSeconds * 1000;
  }

  /** By how much the last arrival came later than the clock would have it. */
  lateSeconds(): number {
    return Math.max(0, ((this.#recent.at(-1)?.zeroAt ?? 0) - (this.#zeroAt ?? 0)) / 1000);
  }

  #begin(claimed: number): number {
    this.#recent = this.#recent.slice(-1);
    return this.#leap ? Math.max(claimed, this.#leap.earliest - this.#leap.startSeconds * 1000) : claimed;
  }

  #slewed(from: number, seconds: number): number {
    const quickest = Math.min(...this.#recent.map(({ zeroAt: zero }) => zero));
    const step = Math.max(0, seconds);
    return from + Math.min(slowestPerSecond * step, Math.max(-fastestPerSecond * step, quickest - from));
  }

  #anchor(mediaSeconds: number, zeroAt: number): void {
    const last = this.#anchors.at(-1);
    if (last && Math.abs(last.zeroAt - zeroAt) < toleratedMs) return;
    this.#anchors.push({ mediaSeconds, zeroAt });
    if (this.#anchors.length > maxAnchors) this.#anchors.shift();
  }
}
