import { createHash } from "node:crypto";

const cookie = /(?:^|;\s*)(?:__Host-)?launchroom\.viewer=([A-Za-z0-9_-]{16,64})(?:;|$)/;

/** The browser's own id, set on the first page and shared by its tabs; it says nothing about the person. Behind TLS no other site can set it. */
export function viewerOf(cookieHeader: string | null | undefined): string | null {
  return cookie.exec(cookieHeader ?? "")?.[1] ?? null;
}

/** A Set-Cookie line for such an id. */
export function viewerCookie(viewerId: string, { secure }: { secure: boolean }): string {
  const name = `${secure ? "__Host-" : ""}launchroom.viewer`;
  return `${name}=${viewerId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure ? "; Secure" : ""}`;
}

/** The browser behind a request, as a hash of the cookie that every page sets; null for what is no browser, or its first request. */
export function deviceOf(headers: Headers | undefined): string | null {
  return deviceIn(headers?.get("cookie") ?? undefined);
}

/** The same, from a Cookie header. */
export function deviceIn(cookies: string | undefined): string | null {
  const viewer = viewerOf(cookies);
  return viewer ? createHash("sha256").update(viewer).digest("hex").slice(0, 32) : null;
}
