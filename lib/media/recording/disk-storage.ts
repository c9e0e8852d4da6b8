import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "#lib/error-code.ts";
import { NotStored, type Storage } from "./storage.ts";

const readAhead = 256 * 1024;

/** Recordings as files under a folder. */
export function createDiskStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, key);

  async function put(key: string, bytes: Buffer): Promise<void> {
    await mkdir(dirname(pathOf(key)), { recursive: true });
    await writeFile(`${pathOf(key)}.new`, bytes);
    await rename(`${pathOf(key)}.new`, pathOf(key));
  }

  async function read(...[key, range]: Parameters<Storage["read"]>) {
    const file = await open(pathOf(key)).catch((error: unknown) => {
      throw isMissing(error) ? new NotStored(key) : error;
    });
    return file.createReadStream({ start: range?.from ?? 0, end: range?.to, highWaterMark: readAhead });
  }

  async function list(prefix: string) {
    const entries = await readdir(pathOf(prefix), { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const files = entries.filter((entry) => entry.isFile());
    return Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { key: path.slice(folder.length + 1), bytes: await sizeOf(path) };
      }),
    );
  }

  return { put, read, list, delete: (prefix) => rm(pathOf(prefix), { recursive: true, force: true }) };
}

/** A file that was deleted meanwhile has none. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "");
}
