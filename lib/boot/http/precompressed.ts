import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { acceptedCoding, type Coding } from "#lib/boot/http/accepted-coding.ts";

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
/** Below this a compressed answer is no smaller on the wire. */
const worthBytes = 512;

export type Variant = { body: Buffer; tag: string; coding?: Coding };

/** A body in each coding that browsers take, made once, and the name of its content (ETag) in each. */
export type Precompressed = { plain: Variant; br: Variant; gzip: Variant; bytes: number };

/** `effort`: what is made anew every second is compressed quickly, what stands for the life of the process as well as it can be. */
export async function precompress(
  bytes: Buffer,
  { effort, isText = true }: { effort: "quick" | "best"; isText?: boolean },
): Promise<Precompressed> {
  const name = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const plain: Variant = { body: bytes, tag: `"${name}"` };
  if (!isText || bytes.length < worthBytes) return { plain, br: plain, gzip: plain, bytes: bytes.length };
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: effort === "quick" ? 5 : 10,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, zipped] = await Promise.all([
    toBrotli(bytes, { params }),
    toGzip(bytes, { level: effort === "quick" ? 6 : 9 }),
  ]);
  return {
    plain,
    br: { body: br, tag: `"${name}-br"`, coding: "br" },
    gzip: { body: zipped, tag: `"${name}-gz"`, coding: "gzip" },
    bytes: bytes.length + br.length + zipped.length,
  };
}

/** Sends the coding that the asker takes, or 304 when they have it already. `headers` name the type and how long it may be kept. */
export function sendPrecompressed(
  { method, headers: asked }: IncomingMessage,
  response: ServerResponse,
  body: Precompressed,
  { status = 200, headers }: { status?: number; headers: OutgoingHttpHeaders },
): void {
  const { body: bytes, tag, coding } = variantFor(body, asked["accept-encoding"]);
  if (status === 200 && isKnown(asked["if-none-match"], tag)) {
    const { "content-type": _, ...rest } = headers;
    return void response.writeHead(304, { ...rest, etag: tag }).end();
  }
  const own: OutgoingHttpHeaders = { ...headers, etag: tag, "content-length": bytes.length };
  if (coding) own["content-encoding"] = coding;
  response.writeHead(status, own);
  response.end(method === "HEAD" ? undefined : bytes);
}

/** The coding that the asker takes. */
export function variantFor(body: Precompressed, accepted: string | string[] | undefined): Variant {
  return body[acceptedCoding(accepted) ?? "plain"];
}

/** A proxy that changes codings weakens a tag (`W/`), which says the same here. */
function isKnown(noneMatch: string | undefined, tag: string): boolean {
  return noneMatch !== undefined && (noneMatch.includes(tag) || noneMatch.trim() === "*");
}
