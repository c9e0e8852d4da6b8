import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  folder: string;
  /** Leaves not a byte free. */
  fill: () => void;
  /** Gives the space back. */
  free: () => void;
  unmount: () => void;
};

/** A file system of its own, small enough to fill. Throws with the reason where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("only root on Linux may mount a small file system to fill");
  const folder = mkdtempSync(join(tmpdir(), "launchroom-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const undertaker = unmountWhenKilled(folder);
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => fillFile(ballast),
    free: () => rmSync(ballast, { force: true }),
    unmount() {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
      undertaker.dismiss();
    },
  };
}

function fillFile(path: string): void {
  const file = openSync(path, "a");
  try {
    for (let size = 1024 * 1024; size >= 1; ) {
      try {
        if (writeSync(file, Buffer.alloc(size, 1)) < size) size = Math.floor(size / 2);
      } catch {
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
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
