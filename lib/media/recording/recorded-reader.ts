import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import type { Recorder } from "./recorder.ts";
import { createRecordingIndex, type RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { readLines } from "./recording-lines.ts";
import { type ByteRange, NotStored, readWhole, type Storage } from "./storage.ts";

/** Reads recordings: those that run from their recorder, those that are over from the disk or, when it let them go, the archive. */
export type RecordedReader = {
  /** Undefined when there is nothing, or nothing any more. */
  find: (showId: string) => Promise<RecordingIndex | undefined>;
  read: (key: string, range?: ByteRange) => Promise<Readable>;
  load: (showId: string) => Promise<RecordingIndex | undefined>;
  /** What memory has of a recording that is over. */
  known: (showId: string) => RecordingIndex | undefined;
  remember: (showId: string, index: RecordingIndex) => void;
  forget: (showId: string) => void;
};

const keptIndexes = 16;

export function createRecordedReader({
  local,
  archive,
  isKept,
  running,
}: {
  local: Storage;
  archive: Storage | undefined;
  isKept: (showId: string) => Promise<boolean>;
  running: (showId: string) => Recorder | undefined;
}): RecordedReader {
  const loaded = new LRUCache<string, RecordingIndex>({ max: keptIndexes });

  async function find(showId: string): Promise<RecordingIndex | undefined> {
    const recorder = running(showId);
    const own = recorder?.isOpen() ? recorder.index : undefined;
    if (own && recorder?.state() !== "finished") return own;
    if (!(await isKept(showId))) return undefined;
    const index = own ?? loaded.get(showId) ?? (await load(showId));
    // One that another process still writes is read anew each time.
    if (index && index !== own && index.endedAt !== null) loaded.set(showId, index);
    return index;
  }

  async function load(showId: string): Promise<RecordingIndex | undefined> {
    const text = await readWhole({ read }, recordingKeys.index(showId)).catch((error: unknown) => {
      if (error instanceof NotStored) return undefined;
      throw error;
    });
    if (!text) return undefined;
    const index = createRecordingIndex();
    for (const { line } of readLines(text).lines) index.add(line);
    return index.segments.length > 0 ? index : undefined;
  }

  async function read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      return await local.read(key, range);
    } catch (error) {
      if (!archive || !(error instanceof NotStored)) throw error;
      return archive.read(key, range);
    }
  }

  return {
    ...{ find, read, load },
    known: (showId) => loaded.get(showId),
    remember: (showId, index) => void loaded.set(showId, index),
    forget: (showId) => void loaded.delete(showId),
  };
}
