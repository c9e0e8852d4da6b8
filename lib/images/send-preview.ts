import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import sharp from "sharp";
import { ConcurrencyLimit } from "#lib/api/concurrency-limit.ts";
import { imageFolder } from "#lib/images/send-image.ts";
import { log } from "#lib/log.ts";

const prefix = "/images/preview";
const size = { width: 1200, height: 630 };

/** Where the preview of a picture lies: messengers draw neither SVG nor every WebP. A picture from elsewhere stays where it is. */
export function previewPath(picture: string): string {
  return fileOf(picture, "") ? `${prefix}?of=${encodeURIComponent(picture)}` : picture;
}

/** Answers /images/preview?of=PICTURE with a JPEG of 1200 by 630 pixels; false when the request is for something else. */
export function previewAnswers({ dataDir, publicDir }: { dataDir: string; publicDir: string }) {
  const made = new LRUCache<string, Buffer>({ max: 64 });
  const concurrencyLimit = new ConcurrencyLimit({ atOnce: 2, timeout: 5000 });

  return function answerPreview(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith(prefix)) return false;
    const { pathname, searchParams } = new URL(request.url, "http://shop.invalid");
    if (pathname !== prefix) return false;
    void send(searchParams.get("of") ?? "", request, response);
    return true;
  };

  async function send(picture: string, request: IncomingMessage, response: ServerResponse) {
    const file = fileOf(picture, dataDir, publicDir);
    const bytes = file
      ? (made.get(picture) ?? (await concurrencyLimit.pass(() => draw(file)).catch(() => null)))
      : null;
    if (!bytes) return void response.writeHead(404, { "cache-control": "no-store" }).end();
    made.set(picture, bytes);
    response.writeHead(200, {
      "content-type": "image/jpeg",
      "content-length": bytes.length,
      "cache-control": "public, max-age=86400",
    });
    response.end(request.method === "HEAD" ? undefined : bytes);
  }
}

async function draw(file: string): Promise<Buffer | null> {
  try {
    return await sharp(await readFile(file), { density: 144, limitInputPixels: 50_000_000 })
      .resize({ ...size, fit: "cover" })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 82 })
      .toBuffer();
  } catch (error) {
    log.warn({ event: "preview_failed", err: error, file }, "no preview could be drawn of a picture");
    return null;
  }
}

/** Only what we keep ourselves: uploads, and the pictures of the public folder. */
function fileOf(picture: string, dataDir: string, publicDir = ""): string | null {
  const kept = /^\/images\/([0-9a-f]{32}\.webp)$/.exec(picture)?.[1];
  if (kept) return join(imageFolder(dataDir), kept);
  const shipped = /^\/((?:demo|art)\/[a-z0-9-]+\.svg)$/.exec(picture)?.[1];
  return shipped ? join(publicDir, shipped) : null;
}
