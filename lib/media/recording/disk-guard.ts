import { statfs } from "node:fs/promises";
import type { Storage } from "./storage.ts";

/** Whether more may be recorded: `disk` and `quota` say what stands against it. */
export type Room = "enough" | "disk" | "quota";

export type FreeSpace = (folder: string) => Promise<{ free: number; total: number }>;

const leastFreeShare = 0.1;
const leastFreeBytes = 2 * 1024 ** 3;
/** Once stopped, recording goes on only with a fifth more than that, lest it stops and starts. */
const margin = 1.2;

/** Keeps recordings from filling the disk that the database lives on, and within the owner's quota. */
export class DiskGuard {
  readonly #folder: string;
  readonly #storage: Storage;
  readonly #quotaBytes: number;
  readonly #freeSpace: FreeSpace;
  #used = 0;
  #room: Room = "enough";

  constructor(settings: { folder: string; storage: Storage; quotaBytes: number; freeSpace?: FreeSpace }) {
    this.#folder = settings.folder;
    this.#storage = settings.storage;
    this.#quotaBytes = settings.quotaBytes;
    this.#freeSpace = settings.freeSpace ?? readFreeSpace;
  }

  async look(): Promise<Room> {
    const { free, total } = await this.#freeSpace(this.#folder);
    const more = this.#room === "disk" ? margin : 1;
    const quota = this.#room === "quota" ? this.#quotaBytes / margin : this.#quotaBytes;
    const isTight = free < leastFreeShare * more * total || free < leastFreeBytes * more;
    this.#room = isTight ? "disk" : this.#used >= quota ? "quota" : "enough";
    return this.#room;
  }

  /** Bytes that were written (or, negative, removed) since the last count. */
  count(bytes: number): void {
    this.#used += bytes;
  }

  /** Counts all recordings anew. */
  async recount(): Promise<void> {
    this.#used = (await this.#storage.list("")).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  usedBytes(): number {
    return this.#used;
  }
}

async function readFreeSpace(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
