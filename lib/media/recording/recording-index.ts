import { maxTargetSeconds } from "#lib/media/live/target-duration.ts";
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

const fileSeconds = 4;
const fileBytes = 8 * 1024 * 1024;

/** Where a segment goes. */
export type SegmentPlace = Pick<SegmentLine, "file" | "offset" | "jump">;

/** What a recording holds, as its lines tell it. */
export class RecordingIndex {
  /** The takes in their order. */
  readonly takes: string[] = [];
  readonly segments: RecordedSegment[] = [];
  readonly files: RecordedFile[] = [];
  #bytes = 0;
  #seconds = 0;
  #endedAt: number | null = null;

  get bytes(): number {
    return this.#bytes;
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** When the show's recording ended; null while it goes on. */
  get endedAt(): number | null {
    return this.#endedAt;
  }

  get hash(): string {
    return this.segments.at(-1)?.hash ?? "";
  }

  /** Where the next segment goes. */
  placeOf({ sequence, takeId, discontinuity, durationSeconds }: Segment): SegmentPlace {
    const last = this.segments.at(-1);
    const file = this.files.at(-1);
    const follows = last !== undefined && last.segment + 1 === sequence && last.takeId === takeId && !discontinuity;
    const fits = file !== undefined && file.seconds + durationSeconds <= maxTargetSeconds;
    const isOpen = fits && !file.closed && follows;
    return { file: isOpen ? file.sequence : sequence, offset: isOpen ? file.bytes : 0, jump: !follows };
  }

  add(line: RecordedLine): void {
    if ("take" in line) this.takes.push(line.take);
    else if ("ended" in line) this.#end(line.ended);
    else if ("resumed" in line) this.#endedAt = null;
    else this.#addSegment({ ...line, takeId: this.takes.at(-1) ?? "" });
  }

  /** Later segments go into a file of their own. */
  closeFile(): void {
    const file = this.files.at(-1);
    if (file) file.closed = true;
  }

  segment(sequence: number): RecordedSegment | undefined {
    return findBy(this.segments, ({ segment }) => segment, sequence);
  }

  file(sequence: number): RecordedFile | undefined {
    return findBy(this.files, (file) => file.sequence, sequence);
  }

  #addSegment(segment: RecordedSegment): void {
    this.segments.push(segment);
    this.#bytes += segment.bytes;
    this.#seconds += segment.seconds;
    const last = this.files.at(-1);
    const file = last?.sequence === segment.file ? last : this.#open(segment);
    file.bytes += segment.bytes;
    file.seconds += segment.seconds;
    file.keyframes += segment.keyframes;
    file.closed = file.seconds >= fileSeconds || file.bytes >= fileBytes;
  }

  #open({ file: sequence, takeId, startedAt, mediaSeconds, key, jump }: RecordedSegment): RecordedFile {
    this.closeFile();
    const file: RecordedFile = {
      sequence,
      takeId,
      startedAt,
      mediaSeconds,
      bytes: 0,
      seconds: 0,
      keyframes: 0,
      closed: false,
      startsWithKeyframe: key,
      discontinuity: jump && this.files.length > 0,
    };
    this.files.push(file);
    return file;
  }

  #end(at: number): void {
    this.#endedAt = at;
    this.closeFile();
  }
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

export function lineOfSegment(segment: Segment, place: SegmentPlace, hash: string): RecordedLine {
  return {
    segment: segment.sequence,
    ...place,
    bytes: segment.bytes.length,
    seconds: segment.durationSeconds,
    startedAt: segment.startedAt,
    mediaSeconds: segment.mediaSeconds,
    key: segment.startsWithKeyframe,
    keyframes: segment.keyframes,
    hash,
  };
}
