import { open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { errorCode } from "#lib/error-code.ts";

const prefix = "/images/";

export const imageFolder = (dataDir: string) => join(dataDir, "images");
export const imagePath = (name: string) => `${prefix}${name}`;

/** Answers everything under /images, from the data folder, to be kept for ever; false when the request is not for it. */
export function answerImages(request: IncomingMessage, response: ServerResponse, dataDir: string): boolean {
  const path = request.url?.split("?", 1)[0] ?? "";
  if (!path.startsWith(prefix)) return false;
  const name = /^[0-9a-f]{32}\.webp$/.exec(path.slice(prefix.length))?.[0];
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD", "cache-control": "no-store" }).end();
  } else if (!name) {
    sendNothing(response);
  } else {
    void sendImage(request, response, join(imageFolder(dataDir), name), `"${name.slice(0, 32)}"`);
  }
  return true;
}

async function sendImage(request: IncomingMessage, response: ServerResponse, path: string, tag: string) {
  const file = await open(path).catch((error: unknown) => errorCode(error) ?? "EIO");
  if (typeof file === "string") return sendNothing(response, file === "ENOENT" ? 404 : 503);
  try {
    const headers = {
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      // Mails show them too.
      "cross-origin-resource-policy": "cross-origin",
      etag: tag,
    };
    if (request.headers["if-none-match"] === tag) return void response.writeHead(304, headers).end();
    const { size } = await file.stat();
    response.writeHead(200, { ...headers, "content-type": "image/webp", "content-length": size });
    if (request.method === "HEAD") return void response.end();
    await pipeline(file.createReadStream({ autoClose: false }), response);
  } catch {
    // The reader went away, or the disk did: the connection says so.
    response.destroy();
  } finally {
    await file.close();
  }
}

function sendNothing(response: ServerResponse, status: 404 | 503 = 404) {
  response.writeHead(status, { "cache-control": "no-store" }).end();
}
