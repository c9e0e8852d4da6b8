import type { IncomingMessage } from "node:http";
import type { ByteRange } from "#lib/media/recording/storage.ts";

/** What of a file a request wants: nothing new, a part, the whole, or bytes it does not have. */
export type Wanted = { kind: "fresh" | "outside" | "whole" } | { kind: "part"; range: ByteRange };

/** One range is served; several at once are answered with the whole, as RFC 9110 allows. */
export function readWanted(request: IncomingMessage, { tag, size }: { tag: string; size: number }): Wanted {
  if (isFresh(request, tag)) return { kind: "fresh" };
  const range = wantsRange(request, tag) ? parseRange(request.headers.range, size) : undefined;
  if (range === "outside") return { kind: "outside" };
  return range ? { kind: "part", range } : { kind: "whole" };
}

/** The reader has just this already. */
export function isFresh(request: IncomingMessage, tag: string): boolean {
  const known = request.headers["if-none-match"]?.split(",").map((given) => given.trim().replace(/^W\//, ""));
  return known !== undefined && (known.includes(tag) || known.includes("*"));
}

function wantsRange(request: IncomingMessage, tag: string): boolean {
  const condition = request.headers["if-range"];
  return request.method === "GET" && (condition === undefined || condition === tag);
}

export function parseRange(header: string | undefined, size: number): ByteRange | "outside" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from < size ? { from, to } : "outside";
}
