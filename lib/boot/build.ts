import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BootError } from "#lib/boot/boot-error.ts";
import { type Lock, takeLock } from "#lib/boot/lock-file.ts";

const root = join(import.meta.dirname, "..", "..");
const sources = [
  "{app,components,lib,messages}/**/*",
  "prisma/schema.prisma",
  "{next.config,instrumentation-client,postcss.config,tsconfig,package,package-lock}.*",
];

/**
 * Builds the pages when a source differs from those of the last complete build. A build that fails or is killed leaves
 * no stamp, so the next start builds again. Returns whether it built.
 */
export async function buildIfStale(folder = root): Promise<boolean> {
  const stamp = join(folder, ".next", ".launchroom-build");
  mkdirSync(join(folder, ".next"), { recursive: true });
  const lock = await waitForLock(join(folder, ".next", "launchroom-build.lock"));
  try {
    const digest = digestSources(folder);
    if (readStamp(stamp) === digest) return false;
    rmSync(stamp, { force: true });
    await runNextBuild(folder);
    writeFileSync(`${stamp}.new`, digest);
    renameSync(`${stamp}.new`, stamp);
    return true;
  } finally {
    lock.release();
  }
}

/** Refuses, with a sentence, pages that are not those of the last complete build: a process that shares them with others builds none. */
export function assertBuilt(folder = root): void {
  if (readStamp(join(folder, ".next", ".launchroom-build")) === digestSources(folder)) return;
  throw new BootError("The pages of this version are not built: run npm run build once, then start the processes.");
}

async function waitForLock(path: string): Promise<Lock> {
  for (;;) {
    const taken = takeLock(path);
    if ("release" in taken) return taken;
    await sleep(200);
  }
}

function digestSources(folder: string): string {
  const digest = createHash("sha256");
  for (const path of globSync(sources, { cwd: folder }).sort()) {
    const file = join(folder, path);
    if (!statSync(file).isFile()) continue;
    digest.update(`${path}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
  }
  return digest.digest("hex");
}

function readStamp(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, "utf8") : null;
}

function runNextBuild(folder: string): Promise<void> {
  const next = join(folder, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [next, "build"], { cwd: folder, env, maxBuffer: Infinity }, (error, stdout, stderr) => {
      if (error) reject(new BootError(`The pages could not be built:\n\n${stdout}${stderr}`));
      else resolve();
    });
  });
}
