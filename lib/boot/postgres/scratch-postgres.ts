import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { findHomeFolder } from "#lib/boot/postgres/postgres-home.ts";

/** A Postgres of its own in a temporary folder, for tests and tools. It is removed by `stop`, or when we are killed. */
export async function startScratchPostgres({ durable = false } = {}): Promise<EmbeddedPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-"));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir, durable }).catch((error: unknown) => {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  const folders = [findHomeFolder(dataDir) ?? dataDir, dataDir];
  const cleanupOnExit = buryWhenKilled(folders);
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      cleanupOnExit.dismiss();
    },
  };
}

/**
 * A shell that reads from us until we are gone, however we went, and then stops the server whose home is the first
 * folder, and removes the folders.
 */
export function buryWhenKilled(folders: string[]): { dismiss(): void } {
  const script = `read -r end
    pid=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$pid" && kill -CONT "$pid"
    while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
    rm -rf "$@"`;
  const shell = spawn("/bin/sh", ["-c", script, "sh", ...folders], {
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
