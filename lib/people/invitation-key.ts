import { createHash, randomBytes } from "node:crypto";

/** What the link of an invitation says; the database keeps its digest alone, so that nobody who reads there can take a role. */
export function makeKey(): { token: string; digest: Buffer<ArrayBuffer> } {
  const token = randomBytes(32).toString("base64url");
  return { token, digest: digestOf(token) };
}

export function digestOf(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token).digest());
}
