import { RateLimit } from "#lib/rate-limit.ts";

/**
 * How often, by account or by address. Addresses get room for a whole office behind one NAT: five hundred buyers from one
 * address are five hundred people.
 */
const limits = {
  orders: { points: 20, duration: 4 },
  ordersByAddress: { points: 20_000, duration: 10 },
  images: { points: 60, duration: 60 },
  writes: { points: 120, duration: 10 },
  guestsByAddress: { points: 3000, duration: 60 },
  signInByAddress: { points: 200, duration: 900 },
  signInByEmail: { points: 10, duration: 900 },
  signUpByAddress: { points: 100, duration: 3600 },
} as const;

export type Limits = { spend: (limit: keyof typeof limits, key: string) => void };

/** Refuses with rate_limited and the seconds to wait. */
export function createLimits(): Limits {
  const byName = new Map<string, RateLimit>(Object.entries(limits).map(([name, rate]) => [name, new RateLimit(rate)]));
  return { spend: (limit, key) => byName.get(limit)?.spend(key) };
}
