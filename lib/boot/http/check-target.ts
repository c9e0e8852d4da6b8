import type { IncomingMessage, ServerResponse } from "node:http";
import { problemOf } from "#lib/api/problem.ts";
import { Refusal } from "#lib/refusal.ts";

/** Answers what is addressed in a way that no page, route or file can be: half a character, a NUL, a foreign address. */
export function answerOddTargets(request: IncomingMessage, response: ServerResponse): boolean {
  const { url = "", method } = request;
  if (url === "*" && method === "OPTIONS") {
    response.writeHead(204, { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" }).end();
    return true;
  }
  // Sockets come as upgrades; asked for otherwise, there is nothing.
  if (isUsual(url) && !url.startsWith("/socket.io/")) return false;
  const { status, headers, text } = problemOf(new Refusal(url.startsWith("/") ? "not_found" : "malformed_address"));
  response.writeHead(status, { ...headers, "cache-control": "no-store", connection: "close" }).end(text);
  return true;
}

/** Methods that pages have no answer to. */
export function answerOddMethods({ method }: IncomingMessage, response: ServerResponse): boolean {
  if (method === "GET" || method === "HEAD") return false;
  response.writeHead(method === "OPTIONS" ? 204 : 405, { allow: "GET, HEAD", "cache-control": "no-store" }).end();
  return true;
}

/** A path of ours, in characters that exist. `//other.example` and `/\other.example` are other hosts to a browser. */
export function isUsual(url = ""): boolean {
  if (!url.startsWith("/") || /^\/[/\\]/.test(url)) return false;
  if (!url.includes("%")) return !url.includes("\\");
  try {
    const path = decodeURIComponent(url.split("?", 1)[0] ?? "");
    // What stands in a query the API judges for itself, and names.
    return !path.includes("\u0000") && !path.includes("\\") && (url.startsWith("/api/") || !url.includes("%00"));
  } catch {
    return false;
  }
}
