const shortest = 2;
export const maxTargetSeconds = 10;
const rounding = 0.49;

/** The target duration of a live playlist, which may never change once it was said (RFC 8216, 6.2.1). Whole seconds. */
export class TargetDuration {
  #settled: number | undefined;

  get seconds(): number {
    return this.#settled ?? maxTargetSeconds;
  }

  /** The longest that a segment may be: it is rounded to the nearest second when it is held against the target. */
  get maxSeconds(): number {
    return this.seconds + rounding;
  }

  /** The first segment says how far key frames are apart; what comes later is cut to fit. */
  settle(firstSeconds: number): void {
    this.#settled ??= Math.min(maxTargetSeconds, Math.max(shortest, Math.round(firstSeconds)));
  }
}
