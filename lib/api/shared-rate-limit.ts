import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Rate } from "#lib/rate-limit.ts";
import type { RedisConnections } from "#lib/redis.ts";
import { Refusal } from "#lib/refusal.ts";

/** How often somebody may do something, by key, over all processes; while Redis is away, and without one, in this process. */
export class SharedRateLimit {
  readonly #points: number;
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;

  constructor({ name, points, duration, redis }: Rate & { name: string; redis: RedisConnections | undefined }) {
    const rate = { points, duration, keyPrefix: `lr:limit:${name}` };
    const inMemory = new RateLimiterMemory(rate);
    this.#points = points;
    this.#limiter = redis
      ? new RateLimiterRedis({ ...rate, storeClient: redis.commands, insuranceLimiter: inMemory })
      : inMemory;
  }

  /** Refuses with rate_limited and the seconds to wait. */
  async spend(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooFast(error);
      throw error;
    }
  }

  /** Refuses as spending would, and counts nothing. */
  async expect(key: string): Promise<void> {
    const counted = await this.#limiter.get(key);
    if (counted && counted.consumedPoints >= this.#points) throw tooFast(counted);
  }
}

function tooFast({ msBeforeNext }: RateLimiterRes): Refusal {
  return new Refusal("rate_limited", { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}
