import { maxTargetSeconds } from "#lib/media/live/target-duration.ts";
import type { RecordedFile, RecordingIndex } from "./recording-index.ts";

const maxSeconds = 4 * 3600;
const datedEveryFiles = 15;

/** The show so far, up to the newest four hours of it: a live playlist in which everything may be sought. */
export function renderDvr({ files, endedAt }: RecordingIndex): string | undefined {
  const closed = files.filter((file) => file.closed);
  let seconds = 0;
  const dropped = closed.findLastIndex((file) => {
    seconds += file.seconds;
    return seconds > maxSeconds;
  });
  const kept = closed.slice(dropped + 1);
  if (kept.length === 0) return undefined;
  const discontinuities = closed.slice(0, dropped + 2).filter((file) => file.discontinuity).length;
  return render(kept, { sequence: dropped + 1, discontinuities, head: [], ended: endedAt !== null });
}

/** A show that is over, from its first picture to its last, in one of its renditions. */
export function renderReplay(
  { files, endedAt }: Pick<RecordingIndex, "files" | "endedAt">,
  rendition: RecordedRendition = pictures,
): string | undefined {
  if (endedAt === null || files.length === 0) return undefined;
  const frame = { sequence: 0, discontinuities: 0, head: ["#EXT-X-PLAYLIST-TYPE:VOD"], ended: true };
  return render(files, frame, rendition);
}

/** How the files of a recording are named in a playlist, relative to it. */
type RecordedRendition = { uriOf: (file: RecordedFile) => string; mapOf?: (file: RecordedFile) => string };

const pictures: RecordedRendition = {
  uriOf: ({ sequence }) => `recorded/${sequence}.m4s`,
  mapOf: ({ takeId }) => `takes/${takeId}/init.mp4`,
};

type Frame = { sequence: number; discontinuities: number; head: string[]; ended: boolean };

function render(
  files: RecordedFile[],
  { sequence, discontinuities, head, ended }: Frame,
  rendition: RecordedRendition = pictures,
): string {
  // The same as long as the recording grows: only files of before this bound can be longer.
  const target = files.reduce((most, file) => Math.max(most, Math.round(file.seconds)), maxTargetSeconds);
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuities}`,
    ...head,
    ...(files.every((file) => file.startsWithKeyframe) ? ["#EXT-X-INDEPENDENT-SEGMENTS"] : []),
    ...files.flatMap((file, index) =>
      renderFile(file, { previous: files[index - 1], number: sequence + index, ...rendition }),
    ),
    ...(ended ? ["#EXT-X-ENDLIST"] : []),
    "",
  ].join("\n");
}

function renderFile(
  file: RecordedFile,
  { previous, number, uriOf, mapOf }: RecordedRendition & { previous?: RecordedFile; number: number },
): string[] {
  const startsTake = file.takeId !== previous?.takeId;
  const isDated = startsTake || file.discontinuity || number % datedEveryFiles === 0;
  return [
    ...(file.discontinuity && previous ? ["#EXT-X-DISCONTINUITY"] : []),
    ...(startsTake && mapOf ? [`#EXT-X-MAP:URI="${mapOf(file)}"`] : []),
    ...(isDated ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(file.startedAt).toISOString()}`] : []),
    `#EXTINF:${file.seconds.toFixed(5)},`,
    uriOf(file),
  ];
}
