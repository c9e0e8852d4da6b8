const spanMs = 5000;
const ratedMs = 1000;
/** Small uploads say more about the way there than about how much it carries. */
const leastBytes = 16 * 1024;

/** Delivered bits per second over the last five seconds, and what the line carried while something was under way. */
export function createUploadRate(now: () => number) {
  let recent: { at: number; bytes: number; tookMs: number }[] = [];
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
    add: (upload: { bytes: number; tookMs: number }) => void recent.push({ ...upload, at: now() }),
    bitsPerSecond,
    carries,
    isDelivering: () => {
      forget();
      return recent.length > 0;
    },
  };
}
