import { Refusal } from "#lib/refusal.ts";

type Window = { spent: number; until: number };

export type Rate = {
  /** How often in one window, which starts with the first. */
  points: number;
  /** Seconds. */
  duration: number;
};

/**
 * How often somebody may do something, by key, in this process. It answers at once, without a promise or a timer, because
 * every order passes two of them. What no window needs any more goes with its generation.
 */
export class RateLimit {
  readonly #points: number;
  readonly #length: number;
  #windows = new Map<string, Window>();
  #older = new Map<string, Window>();
  #turnAt = 0;

  constructor({ points, duration }: Rate) {
    this.#points = points;
    this.#length = duration * 1000;
  }

  /** Refuses with rate_limited and the seconds to wait. */
  spend(key: string, now = Date.now()): void {
    if (now >= this.#turnAt) this.#turn(now);
    const window = this.#find(key, now);
    window.spent += 1;
    if (window.spent > this.#points) throw tooFast(window, now);
  }

  #find(key: string, now: number): Window {
    const known = this.#windows.get(key) ?? this.#older.get(key);
    if (known && known.until > now) return known;
    const opened = { spent: 0, until: now + this.#length };
    this.#windows.set(key, opened);
    return opened;
  }

  /** A generation lasts as long as a window, so that those of the one before the last are all over. */
  #turn(now: number) {
    this.#older = now < this.#turnAt + this.#length ? this.#windows : new Map();
    this.#windows = new Map();
    this.#turnAt = now + this.#length;
  }
}

function tooFast({ until }: Window, now: number): Refusal {
  return new Refusal("rate_limited", { retryAfter: Math.max(1, Math.ceil((until - now) / 1000)) });
}
