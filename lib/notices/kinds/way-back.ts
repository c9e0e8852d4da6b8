import type { z } from "zod";
import type { railName } from "#lib/rail-names.ts";

/** The words for how money goes back on a rail, promised or done. */
export function wayBack<When extends "promise" | "done">(rail: z.infer<typeof railName> | null, when: When) {
  return `wayBack.${when}.${rail ?? "other"}` as const;
}
