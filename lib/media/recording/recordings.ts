import { mkdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { RecorderFigures, RecorderState } from "#lib/media/schema.ts";
import { ArchiveCache } from "./archive-cache.ts";
import { ArchiveCopies } from "./archive-copies.ts";
import { DiskGuard, type FreeSpace } from "./disk-guard.ts";
import { DiskStorage } from "./disk-storage.ts";
import { RecordedReader } from "./recorded-reader.ts";
import { Recorder } from "./recorder.ts";
import type { RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import type { ByteRange, Storage } from "./storage.ts";
import { Turns } from "./turns.ts";

/** A change worth writing down. `archived`: the whole of it is confirmed in the archive and gone from the disk. */
export type RecordingChange = RecorderFigures & {
  showId: string;
  startedAt: number | null;
  endedAt: number | null;
  hash: string;
  archived: boolean;
};

type RecordingTrouble = { showId: string; error: unknown; what: "recording" | "archive" | "space" };

export type RecordingSettings = {
  folder: string;
  /** 0 switches recording off. */
  quotaBytes?: number;
  archive?: Storage;
  /** Where pieces of archived recordings are kept for a crowd, and how many bytes of them; without it each viewer's come from the archive. */
  cache?: { folder: string; maxBytes: number };
  /** Takes a show's recording for this process, or tells by undefined that another one writes it; returns how to let go. */
  lock?: (showId: string) => (() => void) | undefined;
  /** Whether a recording that is over may be watched; one it denies does not exist. */
  isKept?: (showId: string) => Promise<boolean>;
  /** Whether the end of a show cannot be taken back any more: until then its files stay on this disk. */
  isFinal?: (showId: string) => Promise<boolean>;
  /** What it returns for `archived` is waited for: the files go from this disk after it. */
  onChange?: (change: RecordingChange) => unknown;
  onError?: (trouble: RecordingTrouble) => void;
  freeSpace?: FreeSpace;
  now?: () => number;
};

const lookEveryMs = 5000;

/** Every recording this process writes or serves. */
export class Recordings {
  readonly #folder: string;
  readonly #quotaBytes: number;
  readonly #archive: Storage | undefined;
  readonly #lock: (showId: string) => (() => void) | undefined;
  readonly #onChange: (change: RecordingChange) => unknown;
  readonly #onError: (trouble: RecordingTrouble) => void;
  readonly #now: () => number;
  readonly #local: DiskStorage;
  readonly #guard: DiskGuard;
  readonly #cache: ArchiveCache | undefined;
  readonly #reader: RecordedReader;
  readonly #copies: ArchiveCopies | undefined;
  readonly #recorders = new Map<string, Recorder>();
  readonly #turns = new Turns();
  readonly #timer = setInterval(() => this.#look(), lookEveryMs).unref();

  constructor({
    folder,
    quotaBytes = Number.POSITIVE_INFINITY,
    archive,
    cache,
    lock = () => () => {},
    isKept = async () => true,
    isFinal = async () => true,
    onChange = () => {},
    onError = () => {},
    freeSpace,
    now = Date.now,
  }: RecordingSettings) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#quotaBytes = quotaBytes;
    this.#archive = archive;
    this.#lock = lock;
    this.#onChange = onChange;
    this.#onError = onError;
    this.#now = now;
    this.#local = new DiskStorage(folder);
    this.#guard = new DiskGuard({ folder, storage: this.#local, quotaBytes, freeSpace });
    const running = (showId: string) => this.#recorders.get(showId);
    if (archive && cache) {
      const sayError = (error: unknown) => onError({ showId: "", error, what: "archive" });
      this.#cache = new ArchiveCache({ ...cache, archive, onError: sayError });
    }
    this.#reader = new RecordedReader({ local: this.#local, archive: this.#cache ?? archive, isKept, running });
    this.#copies = archive && this.#copyTo(archive, isFinal);
    this.#guard.recount().catch((error: unknown) => onError({ showId: "", error, what: "space" }));
  }

  /** The recorder of a show on air, made when it is not there yet; undefined when nothing is recorded, by setting. */
  open(showId: string): Recorder | undefined {
    return this.#quotaBytes > 0 ? this.#open(showId) : undefined;
  }

  /** What is recorded of a show, running or over. Undefined when there is nothing. */
  find(showId: string): Promise<RecordingIndex | undefined> {
    return this.#reader.find(showId);
  }

  read(key: string, range?: ByteRange): Promise<Readable> {
    return this.#reader.read(key, range);
  }

  figures(showId: string): RecorderFigures {
    const recorder = this.#recorders.get(showId);
    const index = recorder?.index ?? this.#reader.known(showId);
    const { bytes = 0, seconds = 0, segments = [] } = index ?? {};
    return {
      state: recorder?.state ?? this.#stateWithoutRecorder(index),
      bytes,
      seconds,
      segments: segments.length,
      missed: recorder?.missed ?? 0,
      filesToCopy: this.#copies?.filesToCopy(showId) ?? 0,
    };
  }

  /**
   * Ends a show's recording, also one that a dead process left open; what was added is on disk when it resolves. `busy`:
   * another process writes it, or the storage does not let it be closed yet; ask again. Never rejects.
   */
  async end(showId: string): Promise<"finished" | "nothing" | "busy"> {
    try {
      return await this.#turns.take(showId, () => this.#end(showId));
    } catch (error) {
      this.#onError({ showId, error, what: "recording" });
      return "busy";
    }
  }

  /** Takes the end of a recording back; what comes now follows what is there. Never rejects. */
  async resume(showId: string): Promise<void> {
    if (this.#quotaBytes <= 0) return;
    try {
      await this.#turns.take(showId, () => this.#resume(showId));
    } catch (error) {
      this.#onError({ showId, error, what: "recording" });
    }
  }

  /** The shows that have a recording on this disk, running, over or left open by a dead process. */
  async stored(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  /** Copies an ended recording to the archive, if there is one. */
  archive(showId: string): void {
    if (this.#archive) this.#open(showId);
  }

  /** Removes what is left on this disk of one that is in the archive. */
  async forgetLocal(showId: string): Promise<void> {
    const recorder = this.#recorders.get(showId);
    this.#recorders.delete(showId);
    await recorder?.close();
    this.#reader.forget(showId);
    await this.#local.delete(recordingKeys.show(showId));
    await this.#guard.recount();
  }

  /** Removes it everywhere. */
  async delete(showId: string): Promise<void> {
    await this.#copies?.stop(showId);
    await this.#archive?.delete(recordingKeys.show(showId));
    await this.#cache?.delete(recordingKeys.show(showId));
    await this.forgetLocal(showId);
  }

  usedBytes(): number {
    return this.#guard.usedBytes();
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#recorders.values()].map((recorder) => recorder.close()));
    await this.#copies?.close();
  }

  #copyTo(archive: Storage, isFinal: (showId: string) => Promise<boolean>): ArchiveCopies {
    return new ArchiveCopies({
      local: this.#local,
      archive,
      isFinal,
      sayArchived: (showId) => this.#tell(showId, true),
      forgetLocal: (showId) => this.forgetLocal(showId),
      onError: (showId, error) => this.#onError({ showId, error, what: "archive" }),
    });
  }

  #look(): void {
    for (const recorder of this.#recorders.values()) recorder.look();
    this.#copies?.look();
  }

  #open(showId: string): Recorder {
    const known = this.#recorders.get(showId);
    if (known) return known;
    const recorder = new Recorder({
      folder: this.#folder,
      showId,
      guard: this.#guard,
      lock: () => this.#lock(showId),
      now: this.#now,
      onChange: () => this.#tell(showId),
      onError: (error) => this.#onError({ showId, error, what: "recording" }),
    });
    this.#recorders.set(showId, recorder);
    this.#copies?.start(showId, () => recorder.index);
    return recorder;
  }

  #tell(showId: string, archived = false): unknown {
    this.#copies?.wake(showId);
    const index = this.#recorders.get(showId)?.index;
    if (!index) return undefined;
    const { endedAt, hash } = index;
    const startedAt = index.segments[0]?.startedAt ?? null;
    return this.#onChange({ ...this.figures(showId), showId, startedAt, endedAt, hash, archived });
  }

  #stateWithoutRecorder(index: RecordingIndex | undefined): RecorderState {
    if (index) return "finished";
    return this.#quotaBytes <= 0 ? "off" : "waiting";
  }

  async #resume(showId: string): Promise<void> {
    await this.#copies?.stop(showId);
    this.#reader.forget(showId);
    const recorder = this.#open(showId);
    await recorder.resume();
    this.#copies?.start(showId, () => recorder.index);
  }

  async #end(showId: string): Promise<"finished" | "nothing" | "busy"> {
    const recorder = this.#recorders.get(showId) ?? ((await this.#reader.load(showId)) && this.#open(showId));
    if (!recorder) return "nothing";
    await recorder.end();
    const isDone = recorder.state === "finished" || !recorder.isOpen;
    if (!this.#copies?.has(showId) && isDone) await this.#letGo(showId, recorder);
    if (recorder.state !== "finished") return "busy";
    return recorder.index.segments.length > 0 ? "finished" : "nothing";
  }

  async #letGo(showId: string, recorder: Recorder): Promise<void> {
    this.#recorders.delete(showId);
    await recorder.close();
    if (recorder.index.endedAt !== null) this.#reader.remember(showId, recorder.index);
  }
}
