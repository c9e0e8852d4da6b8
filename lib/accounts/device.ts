import { createHash } from "node:crypto";

/** The browser behind a request, as a hash of the cookie that every page sets; null for what is no browser, or its first request. */
export function deviceOf(headers: Headers | undefined): string | null {
  const [, viewer] = /(?:^|;\s*)launchroom\.viewer=([\w-]{10,64})/.exec(headers?.get("cookie") ?? "") ?? [];
  return viewer ? createHash("sha256").update(viewer).digest("hex").slice(0, 32) : null;
}
