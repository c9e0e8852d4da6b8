const spanMs = 5000;
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

  /** Undefined while nothing large enough was sent of late. */
  function carries(): number | undefined {
    forget();
    const large = recent.filter(({ bytes }) => bytes >= leastBytes);
    const ms = large.reduce((sum, upload) => sum + upload.tookMs, 0);
    const bytes = large.reduce((sum, upload) => sum + upload.bytes, 0);
    return ms > 0 ? Math.round((bytes * 8 * 1000) / ms) : undefined;
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
