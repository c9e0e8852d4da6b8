import { createHash } from "node:crypto";

/** Codes are read aloud and typed on phones: case, spaces and hyphens do not matter. Only this hash is kept. */
export function hashCode(code: string): Buffer {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest();
}
