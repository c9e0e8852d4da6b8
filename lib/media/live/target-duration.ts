/** The target duration of a live playlist, which may never change once it was said (RFC 8216, 6.2.1). Whole seconds. */
export type TargetDuration = {
  seconds: () => number;
  /** The longest that a segment may be: it is rounded to the nearest second when it is held against the target. */
  mostSeconds: () => number;
  /** The first segment says how far key frames are apart; what comes later is cut to fit. */
  settle: (firstSeconds: number) => void;
};

const shortest = 2;
export const longestTargetSeconds = 10;
const rounding = 0.49;

export function createTargetDuration(): TargetDuration {
  let settled: number | undefined;
  const seconds = () => settled ?? longestTargetSeconds;
  return {
    seconds,
    mostSeconds: () => seconds() + rounding,
    settle: (firstSeconds) => {
      settled ??= Math.min(longestTargetSeconds, Math.max(shortest, Math.round(firstSeconds)));
    },
  };
}
