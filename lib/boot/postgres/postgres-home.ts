import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BootError, explainFileError } from "#lib/boot/boot-error.ts";
import { findPrograms, type Programs, systemFolder } from "#lib/boot/postgres/postgres-binaries.ts";
import { freshNotes, hasNotes, writeNotes } from "#lib/boot/postgres/postgres-notes.ts";
import { canReach, choosePostgresOwner, type Owner } from "#lib/boot/postgres/postgres-owner.ts";

/** One embedded Postgres on disk: `folder` holds our notes, settings and the log, `data` is Postgres's own. */
export type Home = { folder: string; data: string; log: string; programs: Programs; owner: Owner };

const neededBytes = 256 * 1024 * 1024;
const longLogBytes = 10 * 1024 * 1024;

/** Finds or makes the home under `dataDir`, and refuses one that is not ours or not of this version. */
export function openHome(dataDir: string): Home {
  try {
    assertRoom(dataDir);
    const folder = chooseFolder(dataDir);
    assertOurs(folder);
    const data = join(folder, "data");
    const owner = choosePostgresOwner(data);
    const programs = findPrograms(owner);
    assertSameMajor(data, programs);
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    if (!hasNotes(folder)) writeNotes(folder, freshNotes());
    return { folder, data, log: openLog(folder, owner), owner, programs };
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** The folder of the home under `dataDir`, or null when none was made yet. */
export function findHomeFolder(dataDir: string): string | null {
  const folder = pointedFolder(dataDir) ?? join(dataDir, "postgres");
  return hasNotes(folder) ? folder : null;
}

/** Refuses to start on a disk that is about to be full, where Postgres would stop half-way. */
export function assertRoom(folder: string, needed = neededBytes): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  const left = Math.floor((bavail * bsize) / 1024 / 1024);
  throw new BootError(
    `The disk that holds ${folder} has only ${left} MB left and Launchroom needs ${Math.ceil(needed / 1024 / 1024)} MB: free some space and start again.`,
  );
}

// A project under /root is closed to every other account, so there the database lives in /var/lib and a note says so.
function chooseFolder(dataDir: string): string {
  const inside = join(dataDir, "postgres");
  const pointed = pointedFolder(dataDir);
  if (pointed) return pointed;
  if (!isEmpty(inside) || canReach(choosePostgresOwner(join(inside, "data")), dataDir)) return inside;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(join(systemFolder, "data-"));
  chmodSync(folder, 0o711);
  writeFileSync(pointerPath(dataDir), `${folder}\n`);
  return folder;
}

const pointerPath = (dataDir: string) => join(dataDir, "postgres-is-in.txt");

function pointedFolder(dataDir: string): string | null {
  return existsSync(pointerPath(dataDir)) ? readFileSync(pointerPath(dataDir), "utf8").trim() : null;
}

function assertOurs(folder: string): void {
  if (isEmpty(folder) || hasNotes(folder)) return;
  throw new BootError(
    `${folder} holds files that Launchroom did not make: move them away, or set DATA_DIR to another folder.`,
  );
}

const isEmpty = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0;

function assertSameMajor(data: string, { major }: Programs): void {
  const file = join(data, "PG_VERSION");
  const found = existsSync(file) ? readFileSync(file, "utf8").trim() : `${major}`;
  if (found === `${major}`) return;
  throw new BootError(
    `The database in ${data} was made by PostgreSQL ${found} and this Launchroom brings ${major}: dump it with the old version and load it into an empty DATA_DIR.`,
  );
}

function openLog(folder: string, owner: Owner): string {
  const log = join(folder, "server.log");
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > longLogBytes) renameSync(log, `${log}.1`);
  writeFileSync(log, "", { flag: "a", mode: 0o600 });
  if (owner) chownSync(log, owner.uid, owner.gid);
  return log;
}
