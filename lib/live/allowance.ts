/** How many lines of a feed may be shown: `perSecond` on average, and as many at once after a second of quiet. */
export class Allowance {
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#at = now;
  }

  /** What may be shown at this moment, milliseconds of a clock that only grows. */
  at(now: number): number {
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    return Math.floor(this.#left);
  }

  /** Staff may spend more than there is; others wait for it. */
  spend(lines: number): void {
    this.#left -= lines;
  }
}
