import { globSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { type Precompressed, precompress, sendPrecompressed } from "#lib/boot/http/precompressed.ts";

const texts: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};
const packed: Record<string, string> = {
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".wasm": "application/wasm",
};
const usual = /^(?:[\w~.()[\]@-]+\/)*[\w~.()[\]@-]+$/;
/** Bytes in every coding; all files of the product are a fraction of it. */
const maxHeld = 64 * 1024 * 1024;
const maxFile = 8 * 1024 * 1024;
/** Opened by itself a picture runs nothing. */
const pictureHeaders = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  "cache-control": "public, max-age=300, stale-while-revalidate=86400",
};
/** The names of Next's chunks are made of their content. */
const chunkHeaders = { "cache-control": "public, max-age=31536000, immutable" };

/**
 * Answers Next's chunks and the files of the public folder from memory: each is read and compressed once, as well as it can be.
 * False for what it leaves to Next: names it does not know, parts of files, files of other kinds.
 */
export function createStaticFiles({ chunks, publicFolder }: { chunks: string; publicFolder: string }) {
  const kept = new Map<string, Promise<Precompressed | null>>();
  const published = new Set(globSync("**/*.*", { cwd: publicFolder }).map((path) => `/${path}`));
  let held = 0;

  return function answerFile(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = "", method, headers } = request;
    const path = url.split("?", 1)[0] ?? "";
    const isChunk = path.startsWith(prefix);
    if (!isChunk && !published.has(path)) return false;
    const kind = extname(path);
    const type = texts[kind] ?? packed[kind];
    if (!type || (method !== "GET" && method !== "HEAD") || headers.range !== undefined) return false;
    if (isChunk && (!usual.test(path.slice(prefix.length)) || path.includes(".."))) return false;
    const file = isChunk ? join(chunks, path.slice(prefix.length)) : join(publicFolder, path);
    const own = { "content-type": type, vary: "Accept-Encoding", ...(isChunk ? chunkHeaders : pictureHeaders) };
    void send(request, response, { file, headers: own, isText: kind in texts });
    return true;
  };

  async function send(request: IncomingMessage, response: ServerResponse, { file, headers, isText }: Sent) {
    const body = await find(file, isText);
    if (body) sendPrecompressed(request, response, body, { headers });
    else response.writeHead(404, { "cache-control": "no-store" }).end();
  }

  function find(file: string, isText: boolean): Promise<Precompressed | null> {
    const known = kept.get(file);
    if (known) return known;
    const made = make(file, isText);
    kept.set(file, made);
    void made.then((body) => {
      held += body?.bytes ?? 0;
      // What does not exist is not remembered, and what is too much is made again.
      if (!body || held > maxHeld) {
        kept.delete(file);
        held -= body?.bytes ?? 0;
      }
    });
    return made;
  }
}

const prefix = "/_next/static/";
type Sent = { file: string; headers: OutgoingHttpHeaders; isText: boolean };

async function make(file: string, isText: boolean): Promise<Precompressed | null> {
  try {
    const { size } = await stat(file);
    return size > maxFile ? null : await precompress(await readFile(file), { effort: "best", isText });
  } catch {
    return null;
  }
}
