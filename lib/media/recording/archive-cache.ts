import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LRUCache } from "lru-cache";
import { DiskStorage } from "./disk-storage.ts";
import { type ByteRange, NotStored, type Storage } from "./storage.ts";

type Settings = {
  archive: Pick<Storage, "read">;
  folder: string;
  /** The files that were asked for longest ago go first. */
  maxBytes: number;
  onError: (error: unknown) => void;
};

/**
 * Pieces of archived recordings on this disk, so that a crowd reads the object store once. Whoever asks for a piece while it comes waits for
 * the same copy. It passes through memory in a stream, and any part of it is read from the disk. What the disk does not take is read from the
 * store.
 */
export class ArchiveCache {
  readonly #archive: Pick<Storage, "read">;
  readonly #folder: string;
  readonly #files: DiskStorage;
  readonly #onError: (error: unknown) => void;
  readonly #kept: LRUCache<string, number>;
  readonly #coming = new Map<string, Promise<void>>();
  readonly #found: Promise<void>;

  constructor({ archive, folder, maxBytes, onError }: Settings) {
    this.#archive = archive;
    this.#folder = folder;
    this.#files = new DiskStorage(folder);
    this.#onError = onError;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (bytes) => Math.max(1, bytes),
      dispose: (_bytes, key, why) => {
        if (why !== "set") this.#files.delete(key).catch(onError);
      },
    });
    this.#found = this.#takeUp().catch(onError);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    // It grows until the recording is over.
    if (key.endsWith(".ndjson")) return this.#archive.read(key, range);
    await this.#found;
    if (this.#kept.get(key) === undefined) await this.#fetch(key);
    return this.#files.read(key, range).catch((error: unknown) => {
      // The disk did not take it, or another process that shares the folder let it go.
      if (!(error instanceof NotStored)) throw error;
      this.#kept.delete(key);
      return this.#archive.read(key, range);
    });
  }

  /** Nothing under a prefix is kept any more. */
  async delete(prefix: string): Promise<void> {
    await this.#found;
    const coming = [...this.#coming].filter(([key]) => key.startsWith(prefix)).map(([, copying]) => copying);
    await Promise.allSettled(coming);
    for (const key of [...this.#kept.keys()]) if (key.startsWith(prefix)) this.#kept.delete(key);
    await this.#files.delete(prefix);
  }

  #fetch(key: string): Promise<void> {
    const coming = this.#coming.get(key) ?? this.#copy(key).finally(() => this.#coming.delete(key));
    this.#coming.set(key, coming);
    return coming;
  }

  async #copy(key: string): Promise<void> {
    const path = join(this.#folder, key);
    const unfinished = `${path}.${randomUUID()}.new`;
    const stored = await this.#archive.read(key);
    try {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(stored, createWriteStream(unfinished));
      const { size } = await stat(unfinished);
      await rename(unfinished, path);
      this.#kept.set(key, size);
      if (!this.#kept.has(key)) await this.#files.delete(key);
    } catch (error) {
      this.#onError(error);
    } finally {
      stored.destroy();
      await rm(unfinished, { force: true });
    }
  }

  /** What was kept before the last start; a copy that was not finished goes. */
  async #takeUp(): Promise<void> {
    for (const { key, bytes } of await this.#files.list("")) {
      if (key.endsWith(".new")) await this.#files.delete(key);
      else this.#kept.set(key, bytes);
    }
  }
}
