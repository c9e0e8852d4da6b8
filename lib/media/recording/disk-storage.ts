import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { errorCode } from "#lib/error-code.ts";
import { type ByteRange, NotStored, type Storage } from "./storage.ts";

const readAhead = 256 * 1024;

/** Recordings as files under a folder. */
export class DiskStorage implements Storage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const path = this.#pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, bytes);
    await rename(`${path}.new`, path);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.#pathOf(key)).catch((error: unknown) => {
      throw isMissing(error) ? new NotStored(key) : error;
    });
    return file.createReadStream({ start: range?.from ?? 0, end: range?.to, highWaterMark: readAhead });
  }

  async list(prefix: string): Promise<{ key: string; bytes: number }[]> {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(this.#pathOf(prefix), options).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return Promise.all(
      files.map(async (path) => ({ key: path.slice(this.#folder.length + 1), bytes: await sizeOf(path) })),
    );
  }

  async delete(prefix: string): Promise<void> {
    await rm(this.#pathOf(prefix), { recursive: true, force: true });
  }

  #pathOf(key: string): string {
    return join(this.#folder, key);
  }
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
