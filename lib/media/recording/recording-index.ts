import { longestTargetSeconds } from "#lib/media/live/target-duration.ts";
import type { Segment } from "#lib/media/live/window.ts";
import type { RecordedLine, SegmentLine } from "./recording-lines.ts";

export type RecordedSegment = SegmentLine & { takeId: string };

/** A few seconds of consecutive segments of one take: what is served, and copied, as one. */
export type RecordedFile = {
  /** The sequence of its first segment, and its name. */
  sequence: number;
  takeId: string;
  bytes: number;
  seconds: number;
  startedAt: number;
  mediaSeconds: number;
  startsWithKeyframe: boolean;
  keyframes: number;
  discontinuity: boolean;
  /** Nothing is added any more. */
  closed: boolean;
};

export type RecordingIndex = {
  /** The takes in their order. */
  readonly takes: string[];
  readonly segments: RecordedSegment[];
  readonly files: RecordedFile[];
  readonly bytes: number;
  readonly seconds: number;
  /** When the show's recording ended; null while it goes on. */
  readonly endedAt: number | null;
  readonly hash: string;
  /** Where the next segment goes. */
  placeOf: (segment: Segment) => { file: number; offset: number; jump: boolean };
  add: (line: RecordedLine) => void;
  /** Later segments go into a file of their own. */
  closeFile: () => void;
  segment: (sequence: number) => RecordedSegment | undefined;
  file: (sequence: number) => RecordedFile | undefined;
};

const fileSeconds = 4;
const fileBytes = 8 * 1024 * 1024;

export function createRecordingIndex(): RecordingIndex {
  const takes: RecordingIndex["takes"] = [];
  const segments: RecordedSegment[] = [];
  const files: RecordedFile[] = [];
  const totals: { bytes: number; seconds: number; endedAt: number | null } = { bytes: 0, seconds: 0, endedAt: null };

  function placeOf({ sequence, takeId, discontinuity, durationSeconds }: Segment) {
    const last = segments.at(-1);
    const file = files.at(-1);
    const follows = last !== undefined && last.segment + 1 === sequence && last.takeId === takeId && !discontinuity;
    const fits = file !== undefined && file.seconds + durationSeconds <= longestTargetSeconds;
    const isOpen = fits && !file.closed && follows;
    return { file: isOpen ? file.sequence : sequence, offset: isOpen ? file.bytes : 0, jump: !follows };
  }

  function add(line: RecordedLine): void {
    if ("take" in line) takes.push(line.take);
    else if ("ended" in line) end(line.ended);
    else if ("resumed" in line) totals.endedAt = null;
    else addSegment({ ...line, takeId: takes.at(-1) ?? "" });
  }

  function addSegment(segment: RecordedSegment): void {
    segments.push(segment);
    totals.bytes += segment.bytes;
    totals.seconds += segment.seconds;
    const last = files.at(-1);
    const file = last?.sequence === segment.file ? last : open(segment);
    file.bytes += segment.bytes;
    file.seconds += segment.seconds;
    file.keyframes += segment.keyframes;
    file.closed = file.seconds >= fileSeconds || file.bytes >= fileBytes;
  }

  function open(segment: RecordedSegment): RecordedFile {
    closeFile();
    const { takeId, startedAt, mediaSeconds, key, jump } = segment;
    const file = {
      ...{ sequence: segment.file, takeId, startedAt, mediaSeconds, bytes: 0, seconds: 0, keyframes: 0, closed: false },
      startsWithKeyframe: key,
      discontinuity: jump && files.length > 0,
    };
    files.push(file);
    return file;
  }

  function closeFile(): void {
    const file = files.at(-1);
    if (file) file.closed = true;
  }

  function end(at: number): void {
    totals.endedAt = at;
    closeFile();
  }

  return {
    takes,
    segments,
    files,
    get bytes() {
      return totals.bytes;
    },
    get seconds() {
      return totals.seconds;
    },
    get endedAt() {
      return totals.endedAt;
    },
    get hash() {
      return segments.at(-1)?.hash ?? "";
    },
    placeOf,
    add,
    closeFile,
    segment: (sequence) => findBy(segments, ({ segment }) => segment, sequence),
    file: (wanted) => findBy(files, ({ sequence }) => sequence, wanted),
  };
}

/** Numbers only grow, with holes. */
function findBy<Item>(items: Item[], numberOf: (item: Item) => number, wanted: number): Item | undefined {
  let from = 0;
  let to = items.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const item = items[middle];
    if (item === undefined) return undefined;
    const number = numberOf(item);
    if (number === wanted) return item;
    if (number < wanted) from = middle + 1;
    else to = middle - 1;
  }
  return undefined;
}

export function lineOfSegment(
  segment: Segment,
  place: ReturnType<RecordingIndex["placeOf"]>,
  hash: string,
): RecordedLine {
  return {
    ...{ segment: segment.sequence, ...place, bytes: segment.bytes.length, seconds: segment.durationSeconds },
    ...{
      startedAt: segment.startedAt,
      mediaSeconds: segment.mediaSeconds,
      key: segment.startsWithKeyframe,
      keyframes: segment.keyframes,
      hash,
    },
  };
}
