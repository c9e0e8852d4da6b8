import { type Decoded, decodeText } from "./decode-text.ts";
import { fault } from "./fault.ts";
import type { FileFault } from "./schema.ts";

type ReadFile = { text: string; encoding: string } | { fault: FileFault; candidates: Candidates };
type Candidates = Extract<Decoded, { bad: "unclear" }>["candidates"];

/** A file's text, or the fault that keeps it from being read and, where that helps, the encodings it may be in. */
export function readFile(bytes: Uint8Array, declared?: string): ReadFile {
  const read = decodeText(bytes, declared);
  if (!("bad" in read)) return read;
  if (read.bad === "binary") return { fault: fault(`is_${read.kind}`), candidates: [] };
  if (read.bad === "declared") return { fault: fault("not_in_encoding", { encoding: read.declared }), candidates: [] };
  return { fault: fault("encoding_unclear"), candidates: read.candidates };
}

/** The charset that a content type names. */
export function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
}
