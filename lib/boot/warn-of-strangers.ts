import type { Env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import type { Stranger } from "#lib/network/clients.ts";

export function warnOfStranger({ address }: Stranger) {
  log.warn(
    { event: "untrusted_proxy", address },
    "a request came with X-Forwarded-For or Forwarded from an address that is not in TRUSTED_PROXIES: it is not believed, and everybody behind that address counts as one",
  );
}

export function warnOfUnknownProxy({ PUBLIC_URL, TRUSTED_PROXIES }: Env) {
  if (!PUBLIC_URL.startsWith("https:") || TRUSTED_PROXIES.length > 0) return;
  log.warn(
    { event: "trusted_proxies_missing" },
    "PUBLIC_URL is https and TRUSTED_PROXIES names nobody: behind the proxy that makes it so, every visitor counts as one address. Set TRUSTED_PROXIES (see .env.example).",
  );
}
