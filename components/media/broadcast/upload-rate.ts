const spanMs = 5000;
const ratedMs = 1000;
/** Small uploads say more about the way there than about how much it carries. */
const leastBytes = 16 * 1024;

const leastAnswerMs = 4000;
const maxAnswerMs = 20_000;
const answerTimes = 3;

/** Delivered bits per second over the last five seconds, and what the line carried while something was under way. */
export function createUploadRate(now: () => number) {
  let recent: { at: number; bytes: number; tookMs: number }[] = [];
  let slowestMs = 0;
  let timeouts = 0;
  const forget = () => {
    recent = recent.filter(({ at }) => now() - at < spanMs);
  };

  function bitsPerSecond(): number {
    forget();
    const bytes = recent.reduce((sum, upload) => sum + upload.bytes, 0);
    return Math.round((bytes * 8 * 1000) / spanMs);
  }

  /** By the newest second of sending: a line that just broke down says so. Undefined while nothing large was sent. */
  function carries(): number | undefined {
    forget();
    let [ms, bits] = [0, 0];
    for (const upload of recent.filter(({ bytes }) => bytes >= leastBytes).toReversed()) {
      ms += upload.tookMs;
      bits += upload.bytes * 8;
      if (ms >= ratedMs) break;
    }
    return ms > 0 ? Math.round((bits * 1000) / ms) : undefined;
  }

  return {
    /** `tookMs`: how long the line was busy with it; `waitedMs`: until the answer came. */
    add: ({ waitedMs, ...upload }: { bytes: number; tookMs: number; waitedMs: number }) => {
      recent.push({ ...upload, at: now() });
      // Of the last ones: what was long ago counts for less each time.
      slowestMs = Math.max(waitedMs, slowestMs * 0.8);
      timeouts = 0;
    },
    /** A chunk came to nothing: on a line that is only slow the next one gets more time. */
    countFailure: () => {
      timeouts += 1;
    },
    /** How long an answer is waited for: a chunk that hangs is sent anew on another connection. */
    patienceMs: () =>
      Math.min(maxAnswerMs, Math.max(leastAnswerMs, slowestMs * answerTimes) * 2 ** Math.min(timeouts, 3)),
    bitsPerSecond,
    carries,
    isDelivering: () => {
      forget();
      return recent.length > 0;
    },
  };
}
