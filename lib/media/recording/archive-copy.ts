import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedFile, RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { readWhole, type Storage } from "./storage.ts";

const indexEveryFiles = 8;
const firstWaitMs = 500;
const maxWaitMs = 60_000;

/** Copies one recording to the archive, file by file while it is written, and again after every failure until it is there. */
export class ArchiveCopy {
  /** Resolves true when the whole of an ended recording is confirmed; false when it was stopped before. */
  readonly done: Promise<boolean>;
  readonly #showId: string;
  readonly #index: () => RecordingIndex;
  readonly #local: Storage;
  readonly #archive: Storage;
  readonly #onError: (error: unknown) => void;
  readonly #stopping = new AbortController();
  readonly #takes = new Set<string>();
  #known: Set<string> | undefined;
  #copied = 0;
  #failures = 0;
  #wake = () => {};

  constructor(settings: {
    showId: string;
    index: () => RecordingIndex;
    local: Storage;
    archive: Storage;
    onError: (error: unknown) => void;
  }) {
    this.#showId = settings.showId;
    this.#index = settings.index;
    this.#local = settings.local;
    this.#archive = settings.archive;
    this.#onError = settings.onError;
    this.done = this.#run();
  }

  /** There may be more to copy. */
  wake(): void {
    this.#wake();
  }

  /** Stops where it is; what is missing is copied after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.done;
  }

  filesToCopy(): number {
    return this.#index().files.length - this.#copied;
  }

  async #run(): Promise<boolean> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (await this.#copyNext()) return true;
        this.#failures = 0;
      } catch (error) {
        if (signal.aborted) break;
        if (this.#failures === 0) this.#onError(error);
        this.#failures += 1;
        await this.#rest(Math.min(maxWaitMs, firstWaitMs * 2 ** this.#failures));
      }
    }
    return false;
  }

  /** One step: a file, the index, or waiting for more. True when nothing is left to come. */
  async #copyNext(): Promise<boolean> {
    const indexKey = recordingKeys.index(this.#showId);
    this.#known ??= new Set((await this.#archive.list(recordingKeys.show(this.#showId))).map(({ key }) => key));
    const file = this.#index().files[this.#copied];
    if (file?.closed) {
      await this.#copyFile(file, this.#known);
      this.#copied += 1;
      if (this.#copied % indexEveryFiles === 0) await this.#copyWhole(indexKey);
      return false;
    }
    if (!file && this.#index().endedAt !== null) {
      await this.#copyWhole(indexKey);
      return true;
    }
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#stopping.signal.aborted) resolve();
    });
    return false;
  }

  async #copyFile(file: RecordedFile, known: Set<string>): Promise<void> {
    if (!this.#takes.has(file.takeId)) await this.#copyWhole(recordingKeys.init(this.#showId, file.takeId));
    this.#takes.add(file.takeId);
    const key = recordingKeys.file(this.#showId, file);
    if (known.has(key)) return;
    await this.#archive.put(key, await readWhole(this.#local, key, { from: 0, to: file.bytes - 1 }));
  }

  async #copyWhole(key: string): Promise<void> {
    await this.#archive.put(key, await readWhole(this.#local, key));
  }

  async #rest(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    await sleep(ms * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}
