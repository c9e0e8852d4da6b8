const everyMs = 10_000;
const withinMs = 5000;

/**
 * The smallest round trip to the server that was seen on this line, asked for by a request that carries nothing. It is what the way takes,
 * not what the line carries: neither is taken for the other.
 */
export class RoundTrip {
  readonly #ask: () => Promise<unknown>;
  readonly #now: () => number;
  #ms: number | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(ask: () => Promise<unknown>, now: () => number = () => performance.now()) {
    this.#ask = ask;
    this.#now = now;
  }

  /** Milliseconds; 0 while nothing is known. */
  ms(): number {
    return this.#ms ?? 0;
  }

  /** Asks again when the last time was a while ago. */
  look(): void {
    if (this.#now() - this.#askedAt < everyMs) return;
    this.#askedAt = this.#now();
    const sentAt = this.#now();
    this.#ask().then(
      () => {
        const ms = this.#now() - sentAt;
        if (ms < withinMs) this.#ms = Math.min(this.#ms ?? ms, ms);
      },
      () => undefined,
    );
  }

  /** Another network: what was known of the other one is forgotten. */
  forget(): void {
    this.#ms = undefined;
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }
}
