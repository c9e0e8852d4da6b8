/** Where a moment of a take stands on the stream clock: the server's time, in milliseconds since 1970. */
export type StreamClock = {
  /** Parts up to `endSeconds` of the take have arrived. Call once per arrival, before the parts are published. */
  arrived: (endSeconds: number, at: number) => void;
  /** The take's own clock leapt: the next arrival sets it anew, not before `earliest` for what starts at `startSeconds`. */
  reset: (leap: { startSeconds: number; earliest: number }) => void;
  timeOf: (mediaSeconds: number) => number | undefined;
  /** By how much the last arrival came later than the clock would have it. */
  lateSeconds: () => number;
};

const windowSeconds = 10;
/** Lateness may be the network's, so it is believed slowly; nothing arrives before it was made, so that is believed fast. */
const slowestPerSecond = 2;
const fastestPerSecond = 100;
const mostAnchors = 16_384;
const toleratedMs = 1;

/**
 * Follows a source whose clock is not ours. The quickest arrivals of the last ten seconds tell where the source's zero is
 * now; the clock is slewed towards it, so it never leaps and never runs backwards.
 */
export function createStreamClock(): StreamClock {
  const anchors: { mediaSeconds: number; zeroAt: number }[] = [];
  let recent: { endSeconds: number; zeroAt: number }[] = [];
  let zeroAt: number | undefined;
  let seen = 0;
  let leap: { startSeconds: number; earliest: number } | undefined;

  function arrived(endSeconds: number, at: number): void {
    const claimed = at - endSeconds * 1000;
    recent = recent.filter(({ endSeconds: end, zeroAt: zero }) => end > endSeconds - windowSeconds && zero < claimed);
    recent.push({ endSeconds, zeroAt: claimed });
    zeroAt = zeroAt === undefined || leap ? begin(claimed) : slewed(zeroAt, endSeconds - seen);
    anchor(leap?.startSeconds ?? seen);
    leap = undefined;
    seen = endSeconds;
  }

  function begin(claimed: number): number {
    recent = recent.slice(-1);
    return leap ? Math.max(claimed, leap.earliest - leap.startSeconds * 1000) : claimed;
  }

  function slewed(from: number, seconds: number): number {
    const quickest = Math.min(...recent.map(({ zeroAt: zero }) => zero));
    const step = Math.max(0, seconds);
    return from + Math.min(slowestPerSecond * step, Math.max(-fastestPerSecond * step, quickest - from));
  }

  function anchor(mediaSeconds: number): void {
    const last = anchors.at(-1);
    if (zeroAt === undefined || (last && Math.abs(last.zeroAt - zeroAt) < toleratedMs)) return;
    anchors.push({ mediaSeconds, zeroAt });
    if (anchors.length > mostAnchors) anchors.shift();
  }

  function timeOf(mediaSeconds: number): number | undefined {
    const valid = anchors.findLast((each) => each.mediaSeconds <= mediaSeconds) ?? anchors[0];
    return valid && valid.zeroAt + mediaSeconds * 1000;
  }

  return {
    arrived,
    reset: (next) => {
      leap = next;
    },
    timeOf,
    lateSeconds: () => Math.max(0, ((recent.at(-1)?.zeroAt ?? 0) - (zeroAt ?? 0)) / 1000),
  };
}
