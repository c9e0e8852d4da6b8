const spanMs = 5000;

/** Delivered bits per second over the last five seconds. */
export function createUploadRate(now: () => number) {
  let recent: { at: number; bytes: number }[] = [];

  function bitsPerSecond(): number {
    recent = recent.filter(({ at }) => now() - at < spanMs);
    const bytes = recent.reduce((sum, upload) => sum + upload.bytes, 0);
    return Math.round((bytes * 8 * 1000) / spanMs);
  }

  return { add: (bytes: number) => void recent.push({ at: now(), bytes }), bitsPerSecond };
}
