import { Refusal } from "#lib/refusal.ts";

/**
 * Lets so many through at once and keeps the others in order. Work of many statements that all begins together takes each
 * other's connections until none of it ends in time; a few at a time, all of it ends. Refuses with overloaded, before
 * anything was done, whoever would wait longer than `timeout` milliseconds.
 */
export class ConcurrencyLimit {
  readonly #atOnce: number;
  readonly #timeout: number;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  constructor({ atOnce, timeout }: { atOnce: number; timeout: number }) {
    this.#atOnce = atOnce;
    this.#timeout = timeout;
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside < this.#atOnce) this.#inside += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new Refusal("overloaded", { retryAfter: comeBackIn() }));
      }, this.#timeout);
      const enter = () => {
        clearTimeout(late);
        resolve();
      };
      this.#waiting.add(enter);
    });
  }

  /** Whoever leaves hands the place to the first in line. */
  #leave() {
    const [first] = this.#waiting;
    if (!first) {
      this.#inside -= 1;
      return;
    }
    this.#waiting.delete(first);
    first();
  }
}

/** Seconds, not the same for all, so that those sent away together do not come back together. */
function comeBackIn(): number {
  return 2 + Math.floor(Math.random() * 4);
}
