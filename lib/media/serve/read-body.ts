import type { IncomingMessage } from "node:http";
import { Refusal } from "#lib/refusal.ts";

/** The whole body. Refuses with chunk_short, also when it breaks off, or with chunk_too_large as soon as it is. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let parts: Buffer[] = [];
  let length = 0;

  function refuse(code: "chunk_short" | "chunk_too_large"): void {
    parts = [];
    reject(new Refusal(code));
  }

  request.on("data", (part: Buffer) => {
    length += part.length;
    if (length > maxBytes) refuse("chunk_too_large");
    else parts.push(part);
  });
  request.on("end", () => (length > 0 ? resolve(Buffer.concat(parts, length)) : refuse("chunk_short")));
  request.on("error", () => refuse("chunk_short"));
  request.on("close", () => refuse("chunk_short"));
  return promise;
}
