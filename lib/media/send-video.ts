import type { IncomingMessage, ServerResponse } from "node:http";
import { refuse } from "./refusals.ts";
import { sendProblem } from "./send-problem.ts";

/** Bytes that never change at their address, with their entity tag. */
export type Piece = { bytes: Buffer; tag: string };

const anyOrigin = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "Content-Length, Content-Range, Date",
  "cross-origin-resource-policy": "cross-origin",
  "timing-allow-origin": "*",
  "x-content-type-options": "nosniff",
};
const forever = "public, max-age=31536000, immutable";

export function sendPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    ...anyOrigin,
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "Range, If-None-Match",
    "access-control-max-age": "86400",
  });
  response.end();
}

export function sendPlaylist(request: IncomingMessage, response: ServerResponse, playlist: Buffer): void {
  response.writeHead(200, {
    ...anyOrigin,
    "content-type": "application/vnd.apple.mpegurl",
    "content-length": playlist.length,
    "cache-control": "no-store",
  });
  response.end(request.method === "HEAD" ? undefined : playlist);
}

/** One range is served; several at once are answered with the whole, as RFC 9110 allows. */
export function sendPiece(request: IncomingMessage, response: ServerResponse, { bytes, tag }: Piece): void {
  const headers = { ...anyOrigin, "cache-control": forever, etag: tag, "accept-ranges": "bytes" };
  if (isFresh(request, tag)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const range = wantsRange(request, tag) ? parseRange(request.headers.range, bytes.length) : undefined;
  if (range === "outside") {
    sendProblem(request, response, refuse("range_not_satisfiable"), { "content-range": `bytes */${bytes.length}` });
    return;
  }
  const part = range ? bytes.subarray(range.from, range.to + 1) : bytes;
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "content-type": "video/mp4",
    "content-length": part.length,
    ...(range && { "content-range": `bytes ${range.from}-${range.to}/${bytes.length}` }),
  });
  response.end(request.method === "HEAD" ? undefined : part);
}

function isFresh(request: IncomingMessage, tag: string): boolean {
  const known = request.headers["if-none-match"]?.split(",").map((given) => given.trim().replace(/^W\//, ""));
  return known !== undefined && (known.includes(tag) || known.includes("*"));
}

function wantsRange(request: IncomingMessage, tag: string): boolean {
  const condition = request.headers["if-range"];
  return request.method === "GET" && (condition === undefined || condition === tag);
}

function parseRange(header: string | undefined, size: number): { from: number; to: number } | "outside" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from < size ? { from, to } : "outside";
}
