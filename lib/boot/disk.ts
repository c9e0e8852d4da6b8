import { statfs } from "node:fs/promises";
import { findHomeFolder } from "#lib/boot/postgres/postgres-home.ts";
import { log } from "#lib/log.ts";

export type Disk = { freeBytes: number; freeShare: number; state: "ok" | "low" | "full" };

const lowBytes = 1024 ** 3;
const lowShare = 0.1;
/** What a start needs; below it Postgres is about to stop. */
const fullBytes = 256 * 1024 ** 2;

/** How full the disks of the data folder are: the fullest counts. The embedded database may lie elsewhere than the rest. */
export async function measureDisk(dataDir: string): Promise<Disk> {
  const folders = [dataDir, findHomeFolder(dataDir) ?? dataDir];
  const disks = await Promise.all(folders.map(measure));
  return disks.reduce((worst, disk) => (disk.freeBytes < worst.freeBytes ? disk : worst));
}

async function measure(folder: string): Promise<Disk> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const freeShare = blocks > 0 ? Math.round((bavail / blocks) * 1000) / 1000 : 1;
  const isLow = freeBytes < lowBytes || freeShare < lowShare;
  return { freeBytes, freeShare, state: freeBytes < fullBytes ? "full" : isLow ? "low" : "ok" };
}

/** Looks at the disk now and then and says in the log when it is running out, again each hour, and when there is room again. */
export function createDiskAlarm(dataDir: string): () => Promise<void> {
  let said: Disk["state"] = "ok";
  let saidAt = 0;
  return async () => {
    const disk = await measureDisk(dataDir);
    const isNews = disk.state !== said || (disk.state !== "ok" && performance.now() - saidAt > 3_600_000);
    if (!isNews) return;
    said = disk.state;
    saidAt = performance.now();
    if (disk.state === "ok") log.info({ event: "disk_ok", dataDir, ...disk }, "the disk has room again");
    else log.error({ event: "disk_low", dataDir, ...disk }, "the disk of the data folder is running out");
  };
}
