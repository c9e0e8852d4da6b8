import type { IncomingHttpHeaders } from "node:http";

/**
 * True when a browser sent this from one of our own pages: the Origin is the address the request itself went to, or the
 * public address. A missing Origin means no browser (they send one with every write and every WebSocket).
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean | "missing" {
  const { origin, host } = headers;
  if (origin === undefined) return headers["sec-fetch-site"] === "cross-site" ? false : "missing";
  // Nearly always, and without taking addresses apart.
  if (origin === `https://${host}` || origin === `http://${host}`) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
