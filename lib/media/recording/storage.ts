import type { Readable } from "node:stream";

/** First and last byte, both included. */
export type ByteRange = { from: number; to: number };

/**
 * Where recordings lie. Keys are relative paths with `/`; the disk and S3 keep the same ones. Reads of a key that is not
 * there reject with NotStored.
 */
export type Storage = {
  put: (key: string, bytes: Buffer) => Promise<void>;
  read: (key: string, range?: ByteRange) => Promise<Readable>;
  /** Every key under a prefix. */
  list: (prefix: string) => Promise<{ key: string; bytes: number }[]>;
  /** Removes every key under a prefix; none is fine. */
  delete: (prefix: string) => Promise<void>;
};

export class NotStored extends Error {
  constructor(key: string) {
    super(`Nothing is stored under ${key}.`);
    this.name = "NotStored";
  }
}

export async function readWhole(storage: Pick<Storage, "read">, key: string, range?: ByteRange): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await storage.read(key, range)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
