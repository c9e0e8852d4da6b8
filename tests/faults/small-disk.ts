import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export type SmallDisk = {
  folder: string;
  /** Leaves not a byte free. */
  fill: () => Promise<void>;
  /** Gives the space back. */
  free: () => void;
  unmount: () => void;
};

/** Names a small file system that is there already, in a process that was started for it. */
export const givenDisk = "FAULTS_DISK";

/** A file system of its own, small enough to fill. Only root may mount one. */
export function openSmallDisk(megabytes: number): SmallDisk {
  const given = process.env[givenDisk];
  if (given) return { ...ballastIn(given), unmount: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "launchroom-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const cleanupOnExit = unmountWhenKilled(folder);
  return {
    ...ballastIn(folder),
    unmount() {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
      cleanupOnExit.dismiss();
    },
  };
}

/**
 * Runs a program of ours where a user without rights may mount: in a mount namespace of its own, which takes the disk away
 * when the program ends. Returns what it wrote; rejects with the reason where the system does not allow that either.
 */
export async function runOnSmallDisk(megabytes: number, args: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-disk-"));
  const script = `mount -t tmpfs -o size=${megabytes}m,mode=0777 tmpfs "$1" && shift &&
    exec unshare --user --map-user=${process.getuid?.()} --map-group=${process.getgid?.()} "$@"`;
  try {
    const env = { ...process.env, [givenDisk]: folder };
    const inside = ["--map-root-user", "--mount", "sh", "-c", script, "sh", folder, process.execPath, ...args];
    const { stdout } = await promisify(execFile)("unshare", inside, { env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ballastIn(folder: string): Omit<SmallDisk, "unmount"> {
  const ballast = join(folder, "ballast");
  return { folder, fill: () => fillFile(ballast), free: () => rmSync(ballast, { force: true }) };
}

/** Chunk by chunk, so that whoever measures meanwhile is not held up. */
async function fillFile(path: string): Promise<void> {
  const file = await open(path, "a");
  try {
    for (let size = 1024 * 1024; size >= 1; ) {
      const written = await file.write(Buffer.alloc(size, 1)).then(
        ({ bytesWritten }) => bytesWritten,
        () => 0,
      );
      if (written < size) size = Math.floor(size / 2);
    }
  } finally {
    await file.close();
  }
}

/** A shell that reads from us until we are gone, however we went, and then ends what runs on the disk and takes it away. */
function unmountWhenKilled(folder: string): { dismiss(): void } {
  const script = `read -r end
    pid=$(head -n 1 "$1/postgres/data/postmaster.pid") && kill -QUIT "$pid" && kill -CONT "$pid"
    while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
    umount -l "$1"; rmdir "$1"`;
  const shell = spawn("/bin/sh", ["-c", script, "sh", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
  });
  shell.unref();
  return {
    dismiss() {
      shell.kill("SIGKILL");
      shell.stdin.destroy();
    },
  };
}
