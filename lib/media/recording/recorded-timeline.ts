import { leadSeconds } from "./export-recording.ts";
import type { RecordingIndex } from "./recording-index.ts";

/**
 * Where a moment of the stream clock lies in the file that a recording is handed out as, in milliseconds. What was not
 * recorded has no length there: its moments lie where the recording goes on.
 */
export function createRecordedTimeline({ files }: Pick<RecordingIndex, "files">): (streamMs: number) => number {
  let seconds = 0;
  const places = files.map((file, number) => {
    if (number === 0 || file.discontinuity) seconds += leadSeconds;
    const place = { startedAt: file.startedAt, atMs: seconds * 1000, lengthMs: file.seconds * 1000 };
    seconds += file.seconds;
    return place;
  });
  return (streamMs) => {
    const place = places.findLast(({ startedAt }) => startedAt <= streamMs) ?? places[0];
    if (!place) return 0;
    return place.atMs + Math.min(place.lengthMs, Math.max(0, streamMs - place.startedAt));
  };
}
