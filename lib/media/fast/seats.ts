/** So many of those who were turned away shall ask again in a second. */
const asksPerSecond = 10;
const leastSeconds = 60;
const mostSeconds = 600;
const forgottenByHalfMs = 60_000;

/** So many places, and of them so many for one address. */
export class Seats {
  readonly #capacity: number;
  readonly #ofOne: number;
  readonly #byAddress = new Map<string, number>();
  #taken = 0;
  /** How many were turned away of late, and when that was reckoned. */
  #turnedAway = { count: 0, at: 0 };

  constructor({ capacity, ofOne }: { capacity: number; ofOne: number }) {
    this.#capacity = capacity;
    this.#ofOne = ofOne;
  }

  isFree(address: string): boolean {
    return this.#taken < this.#capacity && this.#of(address) < this.#ofOne;
  }

  /** Somebody was turned away: in how many seconds they may ask again. The more there are, the later. */
  askAgainAfter(at = performance.now()): number {
    const { count, at: before } = this.#turnedAway;
    this.#turnedAway = { count: count * 0.5 ** ((at - before) / forgottenByHalfMs) + 1, at };
    return Math.round(Math.min(mostSeconds, Math.max(leastSeconds, this.#turnedAway.count / asksPerSecond)));
  }

  take(address: string): void {
    this.#taken += 1;
    this.#byAddress.set(address, this.#of(address) + 1);
  }

  leave(address: string): void {
    this.#taken -= 1;
    const left = this.#of(address) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }

  #of(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }
}
