const shortest = 2;
export const longestTargetSeconds = 10;
const rounding = 0.49;

/** The target duration of a live playlist, which may never change once it was said (RFC 8216, 6.2.1). Whole seconds. */
export class TargetDuration {
  #settled: number | undefined;

  get seconds(): number {
    return this.#settled ?? longestTargetSeconds;
  }

  /** The longest that a segment may be: it is rounded to the nearest second when it is held against the target. */
  get mostSeconds(): number {
    return this.seconds + rounding;
  }

  /** The first segment says how far key frames are apart; what comes later is cut to fit. */
  settle(firstSeconds: number): void {
    this.#settled ??= Math.min(longestTargetSeconds, Math.max(shortest, Math.round(firstSeconds)));
  }
}
