import type { Env } from "#lib/env.ts";

const usualPort = 1935;

/** What an encoder asks for as its server: the name people know this site by, on the RTMP port. */
export function rtmpServer({ PUBLIC_URL, RTMP_PORT }: Pick<Env, "PUBLIC_URL" | "RTMP_PORT">): string {
  const port = RTMP_PORT === usualPort ? "" : `:${RTMP_PORT}`;
  return `rtmp://${new URL(PUBLIC_URL).hostname}${port}/live`;
}
