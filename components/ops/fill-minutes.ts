import type { Board } from "#lib/live/contract.ts";

const minuteMs = 60_000;
const fewest = 10;
const most = 120;

/** Every minute up to the one `until` falls in, or to the last that had an order when that is long ago; ten to 120 of them. */
export function fillMinutes(minutes: Board["minutes"], until: string): Board["minutes"] {
  const known = new Map(minutes.map((row) => [toMinute(row.minute), row]));
  const latest = Math.max(...known.keys());
  const now = toMinute(until);
  const last = minutes.length > 0 && now - latest > most * minuteMs ? latest : now;
  const first = Math.max(last - (most - 1) * minuteMs, Math.min(...known.keys(), last - (fewest - 1) * minuteMs));
  return Array.from({ length: (last - first) / minuteMs + 1 }, (_, index) => {
    const at = first + index * minuteMs;
    return known.get(at) ?? { minute: new Date(at).toISOString(), placed: 0, reserved: 0, gone: 0, captured: [] };
  });
}

function toMinute(iso: string): number {
  return Math.floor(Date.parse(iso) / minuteMs) * minuteMs;
}
