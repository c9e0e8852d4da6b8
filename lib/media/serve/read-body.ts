import type { IncomingMessage } from "node:http";
import { Refusal } from "#lib/refusal.ts";

/** The whole body. Refuses with chunk_short, also when it breaks off, or with chunk_too_large as soon as it is. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let parts: Buffer[] = [];
  let length = 0;
  let isSettled = false;

  function refuse(code: "chunk_short" | "chunk_too_large"): void {
    if (isSettled) return;
    isSettled = true;
    parts = [];
    reject(new Refusal(code));
  }

  function finish(): void {
    if (length === 0) refuse("chunk_short");
    if (isSettled) return;
    isSettled = true;
    resolve(Buffer.concat(parts, length));
  }

  request.on("data", (part: Buffer) => {
    length += part.length;
    if (isSettled) return;
    if (length > maxBytes) refuse("chunk_too_large");
    else parts.push(part);
  });
  request.on("end", finish);
  request.on("error", () => refuse("chunk_short"));
  request.on("close", () => refuse("chunk_short"));
  return promise;
}
