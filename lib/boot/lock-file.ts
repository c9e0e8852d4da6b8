import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { processIdentity } from "#lib/boot/processes.ts";
import { errorCode } from "#lib/error-code.ts";

export type Lock = { release(): void };

/** Takes the lock at `path` for this process, or returns the id of the living process that holds it. */
export function takeLock(path: string): Lock | { holder: number } {
  const mine = `${process.pid} ${processIdentity(process.pid)}\n`;
  const draft = `${path}.${process.pid}`;
  for (;;) {
    writeFileSync(draft, mine);
    try {
      linkSync(draft, path);
      return { release: () => releaseLock(path, mine) };
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const holder = lockHolder(path);
    if (holder) return { holder };
    setStaleAside(path);
  }
}

/** The id of the living process that holds the lock at `path`, or null. */
export function lockHolder(path: string): number | null {
  const [pid = "", identity = ""] = readLock(path).trim().split(/ (.*)/s);
  return identity !== "" && processIdentity(Number(pid)) === identity ? Number(pid) : null;
}

// Two starters may both find the same dead lock: the slower one can only move away the winner's fresh lock,
// sees that it is alive, and puts it back.
function setStaleAside(path: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (lockHolder(aside)) linkSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && errorCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function releaseLock(path: string, mine: string): void {
  if (readLock(path) === mine) rmSync(path, { force: true });
}

function readLock(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}
