import type { Arrivals, ChatBadge } from "#lib/live/contract.ts";

const everyMs = 10_000;

/** People who let a room say that they came in, gathered so that it says so at most once in ten seconds. */
export class ArrivalNews {
  #waiting: Arrivals | null = null;
  #saidAt = Number.NEGATIVE_INFINITY;

  add(name: string, badge: ChatBadge) {
    const { more = -1, ...first } = this.#waiting ?? {};
    this.#waiting = { id: crypto.randomUUID(), name, badge, ...first, more: more + 1 };
  }

  isDue(now: number): boolean {
    return this.#waiting !== null && now - this.#saidAt >= everyMs;
  }

  /** Null while nobody came, or others came a moment ago. */
  take(now: number): Arrivals | null {
    if (!this.isDue(now)) return null;
    const news = this.#waiting;
    this.discard();
    this.#saidAt = now;
    return news;
  }

  discard() {
    this.#waiting = null;
  }
}
