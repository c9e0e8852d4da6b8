import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#lib/error-code.ts";
import type { Segment } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { createDiskStorage } from "./disk-storage.ts";
import { createRecordingIndex, lineOfSegment, type RecordedSegment, type RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { type RecordedLine, readLines } from "./recording-lines.ts";
import { NotStored, readWhole } from "./storage.ts";

/**
 * A recording on disk while it is written. One call at a time. What was added is there after a kill; what a power cut
 * takes is the file that is open, a few seconds, because files reach the disk when they are closed.
 */
export type Journal = {
  readonly index: RecordingIndex;
  addSegment: (segment: Segment, init: InitSegment) => Promise<void>;
  end: (at: number) => Promise<void>;
  /** Takes the end back: what is added from now on follows what is there. */
  resume: (at: number) => Promise<void>;
  /** After a failed write: forgets what was half written, so that adding may go on. */
  repair: () => Promise<void>;
  close: () => Promise<void>;
};

/** Opens a show's journal, new or as a crash left it: its half-written tail is cut off. */
export async function openJournal({ folder, showId }: { folder: string; showId: string }): Promise<Journal> {
  const pathOf = (key: string) => join(folder, key);
  const indexPath = pathOf(recordingKeys.index(showId));
  const recovered = await recover({ folder, showId });
  const { index } = recovered;
  let indexBytes = recovered.bytes;
  let lines: FileHandle | undefined;
  let data: { file: number; handle: FileHandle } | undefined;

  async function addSegment(segment: Segment, init: InitSegment): Promise<void> {
    if (index.takes.at(-1) !== segment.takeId) await addTake(segment.takeId, init);
    const place = index.placeOf(segment);
    const handle = await openFile(place.file, segment.takeId);
    await writeAll(handle, segment.bytes, place.offset);
    await append(lineOfSegment(segment, place, chain(index.hash, segment.bytes)));
    if (index.files.at(-1)?.closed) await closeFile();
  }

  async function addTake(takeId: string, init: InitSegment): Promise<void> {
    await closeFile();
    await createDiskStorage(folder).put(recordingKeys.init(showId, takeId), init.bytes);
    await append({ take: takeId });
  }

  async function openFile(file: number, takeId: string): Promise<FileHandle> {
    if (data?.file === file) return data.handle;
    await closeFile();
    const handle = await open(pathOf(recordingKeys.file(showId, { takeId, sequence: file })), "w");
    data = { file, handle };
    return handle;
  }

  async function append(line: RecordedLine): Promise<void> {
    lines ??= await open(indexPath, "a");
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    await writeAll(lines, text, null);
    indexBytes += text.length;
    index.add(line);
  }

  async function closeFile(): Promise<void> {
    index.closeFile();
    const closing = data;
    data = undefined;
    await closing?.handle.datasync();
    await closing?.handle.close();
    await lines?.datasync();
  }

  async function close(): Promise<void> {
    await closeFile();
    await lines?.close();
    lines = undefined;
  }

  async function end(at: number): Promise<void> {
    if (index.endedAt === null) await append({ ended: at });
    await close();
  }

  async function resume(at: number): Promise<void> {
    if (index.endedAt !== null) await append({ resumed: at });
  }

  async function repair(): Promise<void> {
    await close().catch(() => undefined);
    if (indexBytes > 0) await truncate(indexPath, indexBytes);
  }

  return { index, addSegment, end, resume, repair, close };
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

type Place = { folder: string; showId: string };

/** The index as far as it and the data it speaks of are whole; the rest of it is cut off on the disk. */
async function recover(place: Place): Promise<{ index: RecordingIndex; bytes: number }> {
  const path = join(place.folder, recordingKeys.index(place.showId));
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
  const index = createRecordingIndex();
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
  const bytes = await readWhole(createDiskStorage(folder), key, range).catch((error: unknown) => {
    if (error instanceof NotStored) return undefined;
    throw error;
  });
  return bytes?.length === segment.bytes && chain(before, bytes) === segment.hash;
}
