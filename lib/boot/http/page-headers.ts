import type { OutgoingHttpHeaders } from "node:http";
import type { Env } from "#lib/env.ts";
import { createContentPolicy } from "#lib/network/content-policy.ts";

/** Strict-Transport-Security of a shop behind TLS. */
export const keepToTls = "max-age=31536000";

type Asked = { path: string | undefined; host: string | undefined; scripts: string };

/** What every page carries, kept or not: its content policy, and how other sites may hold it. */
export function createPageHeaders(env: Env, { dev }: { dev: boolean }): (asked: Asked) => OutgoingHttpHeaders {
  const secure = env.PUBLIC_URL.startsWith("https:");
  const policy = createContentPolicy(env, { dev });
  return ({ path, host, scripts }) => ({
    "content-security-policy": policy({ scripts, host, path }),
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-frame-options": "SAMEORIGIN",
    // Browsers heed it where the address can be trusted, and complain elsewhere.
    ...(secure || /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host ?? "")
      ? { "cross-origin-opener-policy": "same-origin" }
      : {}),
  });
}
