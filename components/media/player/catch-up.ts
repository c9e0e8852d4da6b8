/**
 * When a playlist's picture that is too late may leap to the newest. A leap throws away what was being loaded, so one that comes
 * while the line still fetches is followed by the next before anything was seen: only a picture that moves leaps, and one that
 * stood still for long after its leap is left further behind.
 */
export type CatchUp = { latestSeconds: number; leaptAt: number | null; waited: number };

const firstLatestSeconds = 6;
const maxLatestSeconds = 18;
const growth = 1.5;
const proofMs = 15_000;
/** A leap costs a look or two of waiting on every line. */
const longWait = 3;

export const startCatchUp: CatchUp = { latestSeconds: firstLatestSeconds, leaptAt: null, waited: 0 };

/**
 * Look once a second.
 * @param seconds how far behind the moment the picture is
 * @param hasData there is more to show beyond the picture on screen
 */
export function lookAtLatency(
  state: CatchUp,
  { at, seconds, hasData }: { at: number; seconds: number; hasData: boolean },
): { state: CatchUp; leaps: boolean } {
  const waited = hasData ? 0 : state.waited + 1;
  const isTried = state.leaptAt !== null && at - state.leaptAt < proofMs;
  const grows = waited === longWait && isTried;
  const latestSeconds = grows ? Math.min(maxLatestSeconds, state.latestSeconds * growth) : state.latestSeconds;
  const leaps = hasData && seconds > latestSeconds;
  const leaptAt = grows ? null : state.leaptAt;
  return { state: { latestSeconds, leaptAt: leaps ? at : leaptAt, waited }, leaps };
}
