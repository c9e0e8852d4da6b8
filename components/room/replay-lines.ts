import type { LiveMessage } from "#lib/live/contract.ts";
import type { LinePage } from "#lib/replays/schema.ts";

/** A stretch of what was said, from `from` on: as far as it was read, and where it goes on. */
export type Stretch = { from: number; lines: LiveMessage[]; next: string | null };

/** Before the moment one comes to, so that the talk does not begin empty. */
export const backMs = 60_000;
const aheadMs = 20_000;
const kept = 400;
const shown = 60;

/** What has to be read so that the talk is there at a moment: another stretch, more of this one, or nothing. */
export function wantedAt(stretch: Stretch | null, nowMs: number): "anew" | "more" | null {
  if (!stretch || nowMs < stretch.from) return "anew";
  if (stretch.next === null) return null;
  const last = timeOf(stretch.lines.at(-1));
  // Whoever leaps ahead does not read all that lies between.
  if (nowMs > last + backMs) return "anew";
  return nowMs > last - aheadMs ? "more" : null;
}

export function readFurther(stretch: Stretch, { lines, next }: LinePage): Stretch {
  const all = [...stretch.lines, ...lines];
  const rest = all.slice(-kept);
  // What went out of memory is read anew by whoever goes back to it.
  return { from: rest.length < all.length ? timeOf(rest[0]) : stretch.from, lines: rest, next };
}

/** What had been said by then, the newest last. */
export function saidBy(stretch: Stretch | null, nowMs: number): LiveMessage[] {
  if (!stretch || nowMs < stretch.from) return [];
  const until = stretch.lines.findLastIndex((line) => timeOf(line) <= nowMs) + 1;
  return stretch.lines.slice(Math.max(0, until - shown), until);
}

function timeOf(line: LiveMessage | undefined): number {
  return line ? Date.parse(line.at) : Number.NEGATIVE_INFINITY;
}
