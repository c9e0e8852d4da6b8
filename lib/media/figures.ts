import type { MediaFigures } from "./schema.ts";
import type { Segment } from "./window.ts";

const recentSegments = 10;

/** Counts what a show publishes. Rates are over the last ten segments. */
export function createFigures() {
  const recent: { bytes: number; seconds: number }[] = [];
  let takes = 0;
  let segments = 0;
  let bytes = 0;
  let lastSegmentAt: number | null = null;
  let codecs: string[] = [];

  function countSegment(segment: Segment, segmentCodecs: string[], at: number): void {
    segments += 1;
    bytes += segment.bytes.length;
    lastSegmentAt = at;
    codecs = segmentCodecs;
    recent.push({ bytes: segment.bytes.length, seconds: segment.durationSeconds });
    if (recent.length > recentSegments) recent.shift();
  }

  function read(): Omit<MediaFigures, "status" | "heldBytes"> {
    const seconds = recent.reduce((sum, segment) => sum + segment.seconds, 0);
    const recentBytes = recent.reduce((sum, segment) => sum + segment.bytes, 0);
    return {
      takes,
      segments,
      bytes,
      bitsPerSecond: seconds > 0 ? Math.round((recentBytes * 8) / seconds) : 0,
      keyframeSeconds: recent.length > 0 ? seconds / recent.length : 0,
      lastSegmentAt,
      codecs,
    };
  }

  return {
    countTake: () => {
      takes += 1;
    },
    countSegment,
    lastSegmentAt: () => lastSegmentAt,
    read,
  };
}
