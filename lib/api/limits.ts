import { RateLimit } from "#lib/rate-limit.ts";

/**
 * How often, in the memory of this process; what guards guessing is counted in lib/accounts/guesses.ts. By account, by person or by address. Addresses get room for a whole office behind one NAT: five hundred buyers from one
 * address are five hundred people.
 */
const limits = {
  orders: { points: 20, duration: 4 },
  ordersByPerson: { points: 40, duration: 10 },
  ordersByAddress: { points: 20_000, duration: 10 },
  captions: { points: 40, duration: 10 },
  images: { points: 60, duration: 60 },
  encodersByAddress: { points: 60, duration: 60 },
  writes: { points: 120, duration: 10 },
  guestsByAddress: { points: 3000, duration: 60 },
  // Only accounts that were made count here.
  signUpByAddress: { points: 600, duration: 3600 },
  // Each is judged, which costs us more than whoever sends it.
  passwordsByAddress: { points: 300, duration: 60 },
} as const;

type Limit = keyof typeof limits;
export type Limits = {
  /** Counts one. */
  spend: (limit: Limit, key: string) => void;
  /** Counts nothing, for what counts only when it fails. */
  expect: (limit: Limit, key: string) => void;
  /** Forgets what was counted. */
  clear: (limit: Limit, key: string) => void;
};

/** Spending and expecting refuse with rate_limited and the seconds to wait. */
export function createLimits(): Limits {
  const byName = new Map<string, RateLimit>(Object.entries(limits).map(([name, rate]) => [name, new RateLimit(rate)]));
  return {
    spend: (limit, key) => byName.get(limit)?.spend(key),
    expect: (limit, key) => byName.get(limit)?.expect(key),
    clear: (limit, key) => byName.get(limit)?.clear(key),
  };
}
