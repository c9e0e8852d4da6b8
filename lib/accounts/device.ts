import { createHash, randomBytes } from "node:crypto";

const cookie = /(?:^|;\s*)(?:__Host-)?launchroom\.viewer=([A-Za-z0-9_-]{16,64})(?:;|$)/;

/** The browser's own id, set by the first page or call of its own and shared by its tabs; it says nothing about the person. Behind TLS no other site can set it. */
export function viewerOf(cookieHeader: string | null | undefined): string | null {
  return cookie.exec(cookieHeader ?? "")?.[1] ?? null;
}

/**
 * An id for a browser that has none: the Cookie header as if it had come with it, and the Set-Cookie line that keeps it; null for
 * one that has its own.
 */
export function nameBrowser(
  cookieHeader: string | null | undefined,
  { secure }: { secure: boolean },
): { cookie: string; setCookie: string } | null {
  if (viewerOf(cookieHeader) !== null) return null;
  const pair = `${secure ? "__Host-" : ""}launchroom.viewer=${randomBytes(16).toString("base64url")}`;
  return {
    cookie: cookieHeader ? `${cookieHeader}; ${pair}` : pair,
    setCookie: `${pair}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure ? "; Secure" : ""}`,
  };
}

/** The browser behind a request, as a hash of its cookie; null for what is no browser, or its first request. */
export function deviceOf(headers: Headers | undefined): string | null {
  return deviceIn(headers?.get("cookie") ?? undefined);
}

/** The same, from a Cookie header. */
export function deviceIn(cookies: string | undefined): string | null {
  const viewer = viewerOf(cookies);
  return viewer ? createHash("sha256").update(viewer).digest("hex").slice(0, 32) : null;
}
