import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#lib/error-code.ts";
import type { Segment } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { DiskStorage } from "./disk-storage.ts";
import { lineOfSegment, type RecordedSegment, RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { type RecordedLine, readLines } from "./recording-lines.ts";
import { NotStored, readWhole } from "./storage.ts";

/**
 * A recording on disk while it is written. One call at a time. What was added is there after a kill; what a power cut
 * takes is the file that is open, a few seconds, because files reach the disk when they are closed.
 */
export class Journal {
  readonly index: RecordingIndex;
  readonly #place: Place;
  readonly #indexPath: string;
  #indexBytes: number;
  #lines: FileHandle | undefined;
  #data: { file: number; handle: FileHandle } | undefined;

  /** Opens a show's journal, new or as a crash left it: its half-written tail is cut off. */
  static async open(place: Place): Promise<Journal> {
    return new Journal(place, await recover(place));
  }

  private constructor(place: Place, { index, bytes }: { index: RecordingIndex; bytes: number }) {
    this.index = index;
    this.#place = place;
    this.#indexPath = pathOf(place, recordingKeys.index(place.showId));
    this.#indexBytes = bytes;
  }

  async addSegment(segment: Segment, init: InitSegment): Promise<void> {
    const { index } = this;
    if (index.takes.at(-1) !== segment.takeId) await this.#addTake(segment.takeId, init);
    const place = index.placeOf(segment);
    const handle = await this.#openFile(place.file, segment.takeId);
    await writeAll(handle, segment.bytes, place.offset);
    await this.#append(lineOfSegment(segment, place, chain(index.hash, segment.bytes)));
    if (index.files.at(-1)?.closed) await this.#closeFile();
  }

  async end(at: number): Promise<void> {
    if (this.index.endedAt === null) await this.#append({ ended: at });
    await this.close();
  }

  /** Takes the end back: what is added from now on follows what is there. */
  async resume(at: number): Promise<void> {
    if (this.index.endedAt !== null) await this.#append({ resumed: at });
  }

  /** After a failed write: forgets what was half written, so that adding may go on. */
  async repair(): Promise<void> {
    await this.close().catch(() => undefined);
    if (this.#indexBytes > 0) await truncate(this.#indexPath, this.#indexBytes);
  }

  async close(): Promise<void> {
    await this.#closeFile();
    await this.#lines?.close();
    this.#lines = undefined;
  }

  async #addTake(takeId: string, init: InitSegment): Promise<void> {
    const { folder, showId } = this.#place;
    await this.#closeFile();
    await new DiskStorage(folder).put(recordingKeys.init(showId, takeId), init.bytes);
    await this.#append({ take: takeId });
  }

  async #openFile(file: number, takeId: string): Promise<FileHandle> {
    if (this.#data?.file === file) return this.#data.handle;
    await this.#closeFile();
    const key = recordingKeys.file(this.#place.showId, { takeId, sequence: file });
    const handle = await open(pathOf(this.#place, key), "w");
    this.#data = { file, handle };
    return handle;
  }

  async #append(line: RecordedLine): Promise<void> {
    this.#lines ??= await open(this.#indexPath, "a");
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    await writeAll(this.#lines, text, null);
    this.#indexBytes += text.length;
    this.index.add(line);
  }

  async #closeFile(): Promise<void> {
    this.index.closeFile();
    const closing = this.#data;
    this.#data = undefined;
    await closing?.handle.datasync();
    await closing?.handle.close();
    await this.#lines?.datasync();
  }
}

/** A show's recording under the folder of all. */
type Place = { folder: string; showId: string };

function pathOf({ folder }: Place, key: string): string {
  return join(folder, key);
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number | null): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position === null ? null : position + at);
    at += bytesWritten;
  }
}

function chain(before: string, bytes: Buffer): string {
  return createHash("sha256").update(before).update(bytes).digest("base64url");
}

/** The index as far as it and the data it speaks of are whole; the rest of it is cut off on the disk. */
async function recover(place: Place): Promise<{ index: RecordingIndex; bytes: number }> {
  const path = pathOf(place, recordingKeys.index(place.showId));
  const text = await readFile(path).catch(nothingYet);
  const { lines } = readLines(text);
  const segments = indexOf(lines).segments;
  const lost = segments[await countWhole(place, segments)];
  const kept = lost
    ? lines.slice(
        0,
        lines.findIndex(({ line }) => "segment" in line && line.segment === lost.segment),
      )
    : lines;
  const bytes = kept.at(-1)?.end ?? 0;
  if (bytes < text.length) await truncate(path, bytes);
  const index = indexOf(kept);
  index.closeFile();
  return { index, bytes };
}

/** Only what is not there begins empty: a disk that cannot be read now would be taken for one that has lost its recording. */
function nothingYet(error: unknown): Buffer {
  if (errorCode(error) === "ENOENT") return Buffer.alloc(0);
  throw error;
}

function indexOf(lines: { line: RecordedLine }[]): RecordingIndex {
  const index = new RecordingIndex();
  for (const { line } of lines) index.add(line);
  return index;
}

const checkedSegments = 16;

/** How many segments are there to the last byte: the newest are read and held against their hashes. */
async function countWhole(place: Place, segments: RecordedSegment[]): Promise<number> {
  for (let at = Math.max(0, segments.length - checkedSegments); at < segments.length; at++) {
    const segment = segments[at];
    const before = segments[at - 1]?.hash ?? "";
    if (segment && !(await isWhole(place, segment, before))) return at;
  }
  return segments.length;
}

async function isWhole({ folder, showId }: Place, segment: RecordedSegment, before: string): Promise<boolean> {
  const key = recordingKeys.file(showId, { takeId: segment.takeId, sequence: segment.file });
  const range = { from: segment.offset, to: segment.offset + segment.bytes - 1 };
  const bytes = await readWhole(new DiskStorage(folder), key, range).catch((error: unknown) => {
    if (error instanceof NotStored) return undefined;
    throw error;
  });
  return bytes?.length === segment.bytes && chain(before, bytes) === segment.hash;
}
