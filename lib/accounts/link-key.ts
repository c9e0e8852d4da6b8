import { createHash, randomBytes } from "node:crypto";

/** What a link says that is good once; the database keeps its digest alone, so that nobody who reads there can use it. */
export function makeKey(): { token: string; digest: Buffer<ArrayBuffer> } {
  const token = randomBytes(32).toString("base64url");
  return { token, digest: digestOf(token) };
}

export function digestOf(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token).digest());
}
