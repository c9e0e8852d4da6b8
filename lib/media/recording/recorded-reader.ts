import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import type { Recorder } from "./recorder.ts";
import { RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { readLines } from "./recording-lines.ts";
import { type ByteRange, NotStored, readWhole, type Storage } from "./storage.ts";

const keptIndexes = 16;

/** Reads recordings: those that run from their recorder, those that are over from the disk or, when it let them go, the archive. */
export class RecordedReader {
  readonly #local: Storage;
  readonly #archive: Pick<Storage, "read"> | undefined;
  readonly #isKept: (showId: string) => Promise<boolean>;
  readonly #running: (showId: string) => Recorder | undefined;
  readonly #loading = new Map<string, Promise<RecordingIndex | undefined>>();
  readonly #loaded = new LRUCache<string, RecordingIndex>({ max: keptIndexes });

  constructor(settings: {
    local: Storage;
    archive: Pick<Storage, "read"> | undefined;
    isKept: (showId: string) => Promise<boolean>;
    running: (showId: string) => Recorder | undefined;
  }) {
    this.#local = settings.local;
    this.#archive = settings.archive;
    this.#isKept = settings.isKept;
    this.#running = settings.running;
  }

  /** Undefined when there is nothing, or nothing any more. */
  async find(showId: string): Promise<RecordingIndex | undefined> {
    const recorder = this.#running(showId);
    const own = recorder?.isOpen ? recorder.index : undefined;
    if (own && recorder?.state !== "finished") return own;
    if (!(await this.#isKept(showId))) return undefined;
    const index = own ?? this.#loaded.get(showId) ?? (await this.#loadOnce(showId));
    // One that another process still writes is read anew each time.
    if (index && index !== own && index.endedAt !== null) this.#loaded.set(showId, index);
    return index;
  }

  /** A crowd that asks at one moment waits for one reading. */
  #loadOnce(showId: string): Promise<RecordingIndex | undefined> {
    const loading = this.#loading.get(showId) ?? this.load(showId).finally(() => this.#loading.delete(showId));
    this.#loading.set(showId, loading);
    return loading;
  }

  async load(showId: string): Promise<RecordingIndex | undefined> {
    const text = await readWhole(this, recordingKeys.index(showId)).catch((error: unknown) => {
      if (error instanceof NotStored) return undefined;
      throw error;
    });
    if (!text) return undefined;
    const index = new RecordingIndex();
    for (const { line } of readLines(text).lines) index.add(line);
    return index.segments.length > 0 ? index : undefined;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      return await this.#local.read(key, range);
    } catch (error) {
      if (!this.#archive || !(error instanceof NotStored)) throw error;
      return this.#archive.read(key, range);
    }
  }

  /** What memory has of a recording that is over. */
  known(showId: string): RecordingIndex | undefined {
    return this.#loaded.get(showId);
  }

  remember(showId: string, index: RecordingIndex): void {
    this.#loaded.set(showId, index);
  }

  forget(showId: string): void {
    this.#loaded.delete(showId);
  }
}
