import { statfs } from "node:fs/promises";
import type { Storage } from "./storage.ts";

/** Whether more may be recorded: `disk` and `quota` say what stands against it. */
export type Room = "enough" | "disk" | "quota";

export type FreeSpace = (folder: string) => Promise<{ free: number; total: number }>;

/** Keeps recordings from filling the disk that the database lives on, and within the owner's quota. */
export type DiskGuard = {
  look: () => Promise<Room>;
  /** Bytes that were written (or, negative, removed) since the last count. */
  count: (bytes: number) => void;
  /** Counts all recordings anew. */
  recount: () => Promise<void>;
  usedBytes: () => number;
};

const leastFreeShare = 0.1;
const leastFreeBytes = 2 * 1024 ** 3;
/** Once stopped, recording goes on only with a fifth more than that, lest it stops and starts. */
const margin = 1.2;

export function createDiskGuard({
  folder,
  storage,
  quotaBytes,
  freeSpace = readFreeSpace,
}: {
  folder: string;
  storage: Storage;
  quotaBytes: number;
  freeSpace?: FreeSpace;
}): DiskGuard {
  let used = 0;
  let room: Room = "enough";

  async function look(): Promise<Room> {
    const { free, total } = await freeSpace(folder);
    const more = room === "disk" ? margin : 1;
    const isTight = free < leastFreeShare * more * total || free < leastFreeBytes * more;
    const isOver = used >= (room === "quota" ? quotaBytes / margin : quotaBytes);
    room = isTight ? "disk" : isOver ? "quota" : "enough";
    return room;
  }

  async function recount(): Promise<void> {
    used = (await storage.list("")).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  return {
    look,
    count: (bytes) => {
      used += bytes;
    },
    recount,
    usedBytes: () => used,
  };
}

async function readFreeSpace(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
