import type { LiveDrop } from "#lib/live/contract.ts";

/** Units that may still reach somebody who waits: those in the pool, and those held by people who have not paid yet. */
export function unitsInPlay({ left, held }: Pick<LiveDrop, "left" | "held">): number {
  return left + held;
}
