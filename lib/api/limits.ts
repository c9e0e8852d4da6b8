import { SharedRateLimit } from "#lib/api/shared-rate-limit.ts";
import { RateLimit } from "#lib/rate-limit.ts";
import type { RedisConnections } from "#lib/redis.ts";

/**
 * How often, in the memory of this process; what guards guessing at one thing is counted in lib/accounts/guesses.ts. By account, by
 * person or by address. Addresses get room for a whole office behind one NAT: five hundred buyers from one address are five hundred people.
 */
const limits = {
  orders: { points: 20, duration: 4 },
  ordersByPerson: { points: 40, duration: 10 },
  ordersByAddress: { points: 20_000, duration: 10 },
  captions: { points: 40, duration: 10 },
  images: { points: 60, duration: 60 },
  reports: { points: 10, duration: 600 },
  reportsByAddress: { points: 100, duration: 600 },
  translationsByAddress: { points: 300, duration: 60 },
  questions: { points: 5, duration: 60 },
  questionsByAddress: { points: 300, duration: 60 },
  likenesses: { points: 30, duration: 60 },
  votes: { points: 40, duration: 10 },
  // Programs without a browser's cookie, behind one address: a few people at most.
  namelessVotesByAddress: { points: 8, duration: 3600 },
  writes: { points: 120, duration: 10 },
  // What one is called in the chats: nobody is a crowd of their own.
  names: { points: 5, duration: 600 },
  // Test charges and test mails of one owner: each calls somebody else's server.
  trials: { points: 10, duration: 60 },
} as const;

/** Over all processes, since more of them would give more tries. */
const sharedLimits = {
  encodersByAddress: { points: 60, duration: 60 },
  guestsByAddress: { points: 3000, duration: 60 },
  // Only accounts that were made count here.
  signUpByAddress: { points: 600, duration: 3600 },
  // Each is judged, which costs us more than whoever sends it.
  passwordsByAddress: { points: 300, duration: 60 },
} as const;

type Limit = keyof typeof limits;
type SharedLimit = keyof typeof sharedLimits;
export type Limits = {
  /** Counts one. */
  spend: (limit: Limit, key: string) => void;
  shared: {
    /** Counts one. */
    spend: (limit: SharedLimit, key: string) => Promise<void>;
    /** Counts nothing, for what counts only when it fails. */
    expect: (limit: SharedLimit, key: string) => Promise<void>;
  };
};

/** Spending and expecting refuse with rate_limited and the seconds to wait. */
export function createLimits(redis?: RedisConnections): Limits {
  const own = new Map<string, RateLimit>(Object.entries(limits).map(([name, rate]) => [name, new RateLimit(rate)]));
  const shared = new Map<string, SharedRateLimit>(
    Object.entries(sharedLimits).map(([name, rate]) => [name, new SharedRateLimit({ name, redis, ...rate })]),
  );
  return {
    spend: (limit, key) => own.get(limit)?.spend(key),
    shared: {
      spend: async (limit, key) => shared.get(limit)?.spend(key),
      expect: async (limit, key) => shared.get(limit)?.expect(key),
    },
  };
}
