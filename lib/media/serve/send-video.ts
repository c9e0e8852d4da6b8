import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EncodedPlaylist } from "#lib/media/recording/recorded-playlists.ts";
import type { ByteRange } from "#lib/media/recording/storage.ts";
import { Refusal } from "#lib/refusal.ts";
import { isFresh, readWanted, type Wanted } from "./byte-range.ts";
import { sendRefusal } from "./send-problem.ts";

/** Bytes that never change at their address, with their entity tag. */
export type Piece = { bytes: Buffer; tag: string; type?: string };
/** The same, kept in storage. */
export type StoredPiece = { size: number; tag: string; read: (range: ByteRange) => Promise<Readable> };

const anyOrigin = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "Content-Length, Content-Range, Date",
  "cross-origin-resource-policy": "cross-origin",
  "timing-allow-origin": "*",
  "x-content-type-options": "nosniff",
};
/** It never changes, but a recording may be deleted, and is then soon gone from caches too. */
const oneDay = "public, max-age=86400, immutable";
/** Players read a live playlist anew each time; a shared cache may answer a crowd from one reading a second. */
const oneSecond = "public, max-age=0, s-maxage=1";

export function sendPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    ...anyOrigin,
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "Range, If-None-Match",
    "access-control-max-age": "86400",
  });
  response.end();
}

/** A playlist in the encoding it comes in; `cache` in place of a second in shared caches, `tag` where it may be long and the same. */
export function sendPlaylist(
  request: IncomingMessage,
  response: ServerResponse,
  playlist: Buffer,
  { encoding, cache = oneSecond, tag }: Partial<Omit<EncodedPlaylist, "bytes">> = {},
): void {
  const headers = {
    ...anyOrigin,
    "cache-control": cache,
    // Weak: it stands for every encoding of the same text.
    ...(tag && { etag: `W/${tag}`, vary: "accept-encoding" }),
  };
  if (tag && isFresh(request, tag)) return void response.writeHead(304, headers).end();
  response.writeHead(200, {
    ...headers,
    "content-type": "application/vnd.apple.mpegurl",
    "content-length": playlist.length,
    ...(encoding && { "content-encoding": encoding }),
  });
  response.end(request.method === "HEAD" ? undefined : playlist);
}

/** Captions may still be added to a segment that somebody fetched early. */
export function sendCaptions(request: IncomingMessage, response: ServerResponse, captions: Buffer): void {
  response.writeHead(200, {
    ...anyOrigin,
    "content-type": "text/vtt; charset=utf-8",
    "content-length": captions.length,
    "cache-control": "public, max-age=2",
  });
  response.end(request.method === "HEAD" ? undefined : captions);
}

/** Returns the bytes of the body. */
export function sendPiece(request: IncomingMessage, response: ServerResponse, { bytes, tag }: Piece): number {
  const wanted = readWanted(request, { tag, size: bytes.length });
  const range = startPiece(request, response, wanted, { tag, size: bytes.length });
  if (!range) return 0;
  const part = wanted.kind === "part" ? bytes.subarray(range.from, range.to + 1) : bytes;
  response.end(request.method === "HEAD" ? undefined : part);
  return request.method === "HEAD" ? 0 : part.length;
}

/** Returns the bytes of the body that were meant to go out. A viewer who leaves in the middle is no fault. */
export async function sendStored(
  request: IncomingMessage,
  response: ServerResponse,
  { size, tag, read }: StoredPiece,
): Promise<number> {
  const wanted = readWanted(request, { tag, size });
  const whole = { from: 0, to: size - 1 };
  const opened =
    request.method === "HEAD" || wanted.kind === "fresh" || wanted.kind === "outside"
      ? undefined
      : await read(wanted.kind === "part" ? wanted.range : whole);
  const range = startPiece(request, response, wanted, { tag, size });
  if (!range || !opened) {
    if (range) response.end();
    return 0;
  }
  await pipeline(opened, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
  return range.to - range.from + 1;
}

/** Sends the head; undefined when there is no body to follow. */
function startPiece(
  request: IncomingMessage,
  response: ServerResponse,
  wanted: Wanted,
  { tag, size }: { tag: string; size: number },
): ByteRange | undefined {
  const headers = { ...anyOrigin, "cache-control": oneDay, etag: tag, "accept-ranges": "bytes" };
  if (wanted.kind === "fresh") {
    response.writeHead(304, headers);
    response.end();
    return undefined;
  }
  if (wanted.kind === "outside") {
    sendRefusal(request, response, new Refusal("range_not_satisfiable"), { "content-range": `bytes */${size}` });
    return undefined;
  }
  const range = wanted.kind === "part" ? wanted.range : { from: 0, to: size - 1 };
  response.writeHead(wanted.kind === "part" ? 206 : 200, {
    ...headers,
    "content-type": "video/mp4",
    "content-length": range.to - range.from + 1,
    ...(wanted.kind === "part" && { "content-range": `bytes ${range.from}-${range.to}/${size}` }),
  });
  return range;
}
