import { dataPolicy } from "#lib/network/content-policy.ts";

/** What every answer of the API carries. */
export const apiHeaders = {
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "content-security-policy": dataPolicy,
  "cross-origin-resource-policy": "same-origin",
} as const;
