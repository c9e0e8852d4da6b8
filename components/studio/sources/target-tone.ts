import type { TargetView } from "#lib/restreams/schema.ts";

const tones = {
  off: "text-soft",
  waiting: "text-soft",
  connecting: "text-warn",
  live: "text-ok",
  dropping: "text-warn",
  failed: "text-danger",
} satisfies Record<TargetView["state"], string>;

/** Green arrives, amber arrives badly or not yet, red does not. */
export function toneOfTarget(state: TargetView["state"]): string {
  return tones[state];
}
