import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
const types: Record<string, string> = {
  js: "application/javascript; charset=UTF-8",
  css: "text/css; charset=UTF-8",
  json: "application/json; charset=UTF-8",
  svg: "image/svg+xml",
};
const prefix = "/_next/static/";
const usual = /^(?:[\w~.()[\]@-]+\/)*[\w~.()[\]@-]+\.(js|css|json|svg)$/;
/** Bytes; all chunks of the product are a fraction of it. */
const maxHeld = 64 * 1024 * 1024;

type Coding = "br" | "gzip";

/**
 * Answers Next's chunks compressed. Their names are made of their content, so each is compressed once, as well as it can be,
 * and kept in memory. False for what it leaves to Next: other files, parts of files, browsers that take nothing compressed.
 */
export function createCompressedFiles(folder: string) {
  const kept = new Map<string, Promise<Buffer | null>>();
  let held = 0;

  return function answerCompressed(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = "", method, headers } = request;
    if (!url.startsWith(prefix) || (method !== "GET" && method !== "HEAD") || headers.range !== undefined) return false;
    const path = url.slice(prefix.length).split("?", 1)[0] ?? "";
    const type = types[usual.exec(path)?.[1] ?? ""];
    const coding = chooseCoding(headers["accept-encoding"]);
    if (!type || !coding || path.includes("..")) return false;
    void send(response, { path, type, coding, isHead: method === "HEAD" });
    return true;
  };

  async function send(
    response: ServerResponse,
    { path, type, coding, isHead }: { path: string; type: string; coding: Coding; isHead: boolean },
  ) {
    const body = await find(path, coding);
    if (!body) return response.writeHead(404, { "cache-control": "no-store" }).end();
    response.writeHead(200, {
      "content-type": type,
      "content-encoding": coding,
      "content-length": body.length,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    response.end(isHead ? undefined : body);
  }

  function find(path: string, coding: Coding): Promise<Buffer | null> {
    const key = `${coding} ${path}`;
    const known = kept.get(key);
    if (known) return known;
    const made = make(join(folder, path), coding);
    kept.set(key, made);
    void made.then((body) => {
      held += body?.length ?? 0;
      // What does not exist is not remembered, and what is too much is made again.
      if (!body || held > maxHeld) kept.delete(key);
    });
    return made;
  }
}

async function make(path: string, coding: Coding): Promise<Buffer | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  if (coding === "gzip") return toGzip(bytes, { level: 9 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 10,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return toBrotli(bytes, { params });
}

function chooseCoding(accepted: string | string[] | undefined): Coding | undefined {
  const offers = String(accepted ?? "")
    .toLowerCase()
    .split(",")
    .map((offer) => offer.trim())
    .filter((offer) => !/;\s*q=0(?:\.0*)?$/.test(offer))
    .map((offer) => offer.split(";", 1)[0]);
  if (offers.includes("br")) return "br";
  return offers.includes("gzip") ? "gzip" : undefined;
}
