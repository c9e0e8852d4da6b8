import { ArchiveCopy } from "./archive-copy.ts";
import type { RecordingIndex } from "./recording-index.ts";
import type { Storage } from "./storage.ts";

/** Copies of the recordings of this process to the archive, and what becomes of those that are whole. */
export class ArchiveCopies {
  readonly #local: Storage;
  readonly #archive: Storage;
  readonly #isFinal: (showId: string) => Promise<boolean>;
  readonly #sayArchived: (showId: string) => unknown;
  readonly #forgetLocal: (showId: string) => Promise<void>;
  readonly #onError: (showId: string, error: unknown) => void;
  readonly #copies = new Map<string, ArchiveCopy>();
  readonly #whole = new Set<string>();

  constructor(settings: {
    local: Storage;
    archive: Storage;
    /** Whether the end of a show cannot be taken back any more: until then its files stay on this disk. */
    isFinal: (showId: string) => Promise<boolean>;
    /** Writes down that the archive's copy is the one; what it returns is waited for. */
    sayArchived: (showId: string) => unknown;
    forgetLocal: (showId: string) => Promise<void>;
    onError: (showId: string, error: unknown) => void;
  }) {
    this.#local = settings.local;
    this.#archive = settings.archive;
    this.#isFinal = settings.isFinal;
    this.#sayArchived = settings.sayArchived;
    this.#forgetLocal = settings.forgetLocal;
    this.#onError = settings.onError;
  }

  has(showId: string): boolean {
    return this.#copies.has(showId);
  }

  filesToCopy(showId: string): number {
    return this.#copies.get(showId)?.filesToCopy() ?? 0;
  }

  start(showId: string, index: () => RecordingIndex): void {
    if (this.#copies.has(showId)) return;
    const onError = (error: unknown) => this.#onError(showId, error);
    const copy = new ArchiveCopy({ showId, index, local: this.#local, archive: this.#archive, onError });
    this.#copies.set(showId, copy);
    copy.done.then((isWhole) => {
      if (!isWhole || this.#copies.get(showId) !== copy) return undefined;
      this.#whole.add(showId);
      return this.#finish(showId);
    }, onError);
  }

  /** There may be more to copy. */
  wake(showId: string): void {
    this.#copies.get(showId)?.wake();
  }

  /** Stops where it is; the recording goes on, or is deleted. */
  async stop(showId: string): Promise<void> {
    this.#whole.delete(showId);
    await this.#copies.get(showId)?.stop();
    this.#copies.delete(showId);
  }

  /** Finishes the whole ones whose show cannot go on any more. */
  look(): void {
    for (const showId of this.#whole) void this.#finish(showId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#copies.values()].map((copy) => copy.stop()));
  }

  /** From now on the archive's copy is the one; viewers in the middle of a file keep reading the one they opened. */
  async #finish(showId: string): Promise<void> {
    try {
      if (!(await this.#isFinal(showId)) || !this.#whole.delete(showId)) return;
      await this.#writeDown(showId);
      this.#copies.delete(showId);
      await this.#forgetLocal(showId);
    } catch (error) {
      this.#onError(showId, error);
    }
  }

  /** Written down before the files go: else a start in between would take what is left of them for all there is. */
  async #writeDown(showId: string): Promise<void> {
    try {
      await this.#sayArchived(showId);
    } catch (error) {
      this.#whole.add(showId);
      throw error;
    }
  }
}
