/**
 * Keeps a live picture the same distance behind the moment. What counts is the least that was ever left in the buffer of
 * late: that much could be spared. It is spent, or saved up, by playing a little faster or slower, which nobody hears.
 */
export type Delay = {
  /** What shall always be left, in seconds. Grows when the picture stood still, shrinks again in calm. */
  target: number;
  /** The buffer as it was seen of late. */
  seen: { at: number; ahead: number }[];
  calmSince: number;
  startedAt: number;
};

/** `rate` for the element; `skip` seconds to leap ahead at once, when it is far too late for patience. */
export type Step = { delay: Delay; rate: number; skip: number };

const least = 0.25;
const most = 1.6;
const growth = 0.15;
const shrinkage = 0.05;
const shrinkEveryMs = 10_000;
const windowMs = 3000;
const tolerated = 0.06;
const fastest = 1.06;
const slowest = 0.97;
const perSecond = 0.12;
const skipBeyond = 0.9;
/** Whoever has just come, or was just stalled, has nothing to lose by a leap. */
const skipBeyondAtStart = 0.35;
const startMs = 6000;

export function startDelay(at: number): Delay {
  return { target: least, seen: [], calmSince: at, startedAt: at };
}

/** @param ahead seconds left in the buffer right now */
export function holdDelay(delay: Delay, { at, ahead }: { at: number; ahead: number }): Step {
  const seen = [...delay.seen.filter((each) => at - each.at < windowMs), { at, ahead }];
  const isCalm = at - delay.calmSince > shrinkEveryMs;
  const target = isCalm ? Math.max(least, delay.target - shrinkage) : delay.target;
  const next = { ...delay, target, seen, calmSince: isCalm ? at : delay.calmSince };
  const excess = Math.min(...seen.map((each) => each.ahead)) - target;
  const isKnown = at - (seen[0]?.at ?? at) > windowMs / 2;
  const tolerable = at - delay.startedAt < startMs ? skipBeyondAtStart : skipBeyond;
  if (isKnown && excess > tolerable) return { delay: { ...next, seen: [] }, rate: 1, skip: excess };
  return { delay: next, rate: isKnown ? rateFor(excess) : 1, skip: 0 };
}

/** The picture stood still: from now on more is left. */
export function afterStall(delay: Delay, at: number): Delay {
  return { target: Math.min(most, delay.target + growth), seen: [], calmSince: at, startedAt: at };
}

function rateFor(excess: number): number {
  if (Math.abs(excess) < tolerated) return 1;
  return Math.min(fastest, Math.max(slowest, 1 + excess * perSecond));
}
