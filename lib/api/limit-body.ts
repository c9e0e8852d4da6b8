import type { MiddlewareHandler } from "hono";
import { Refusal } from "#lib/refusal.ts";

/** Refuses bodies above so many bytes with body_too_large, announced or not, whichever global Request is in place. */
export function limitBody(maxBytes: (path: string) => number): MiddlewareHandler {
  return async (c, next) => {
    const most = maxBytes(c.req.path);
    if (Number(c.req.header("content-length") ?? 0) > most) throw new Refusal("body_too_large");
    const { method, url, raw } = c.req;
    if (c.req.header("transfer-encoding") !== undefined && method !== "GET" && method !== "HEAD") {
      c.req.raw = new Request(url, { method, headers: raw.headers, body: await readAll(raw, most) });
    }
    await next();
  };
}

async function readAll({ body }: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new Refusal("body_too_large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
