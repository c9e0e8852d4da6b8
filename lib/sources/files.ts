import { mkdir, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";

const leastFreeBytes = 2 * 1024 ** 3;
const leastFreeShare = 0.1;

/** Where a file for a show lies. */
export function filePath(dataDir: string, fileId: string): string {
  return join(dataDir, "files", `${fileId}.mp4`);
}

/** Whether so many bytes more leave the disk that the database lives on with room enough. */
export async function hasRoomFor(dataDir: string, bytes: number): Promise<boolean> {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const left = bavail * bsize - bytes;
  return left > leastFreeBytes && left > leastFreeShare * blocks * bsize;
}

/** Writes a piece at its place; the same piece written again changes nothing. */
export async function writePiece(dataDir: string, fileId: string, offset: number, bytes: Uint8Array): Promise<void> {
  await mkdir(join(dataDir, "files"), { recursive: true });
  const file = await open(filePath(dataDir, fileId), offset === 0 ? "w" : "r+");
  try {
    await file.write(bytes, 0, bytes.length, offset);
  } finally {
    await file.close();
  }
}

export async function removeFile(dataDir: string, fileId: string): Promise<void> {
  await rm(filePath(dataDir, fileId), { force: true });
}
