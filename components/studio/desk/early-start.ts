/** How long an early start can be taken back before anybody sees it. */
export const takeBackMs = 10_000;

const onTimeMs = 60_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How much earlier than announced a start would be, in milliseconds; null when it is on time or late. */
export function earlyBy({ startsAt, now }: { startsAt: string; now: number }): number | null {
  const ahead = Date.parse(startsAt) - now;
  return ahead > onTimeMs ? ahead : null;
}

export function secondsLeft({ endsAt, now }: { endsAt: number; now: number }): number {
  return Math.max(0, Math.ceil((endsAt - now) / 1000));
}

/** Whole units that a person would say: minutes below two hours, hours below two days, then days. */
export function earlyInWords(ms: number): { unit: "minutes" | "hours" | "days"; count: number } {
  if (ms < 2 * hour) return { unit: "minutes", count: Math.max(1, Math.round(ms / minute)) };
  if (ms < 2 * day) return { unit: "hours", count: Math.round(ms / hour) };
  return { unit: "days", count: Math.round(ms / day) };
}
