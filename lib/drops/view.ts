import type { DropLine } from "#lib/live/contract.ts";

/** A drop as the engine's statements return it: the same, with the database's way to write times. */
export type StoredDrop = DropLine;

export function viewDrop(stored: StoredDrop): DropLine {
  return {
    ...stored,
    opensAt: iso(stored.opensAt),
    closesAt: iso(stored.closesAt),
    pausedAt: iso(stored.pausedAt),
  };
}

/** Units that may still reach somebody who waits: those in the pool, and those held by people who have not paid yet. */
export function unitsInPlay({ left, held }: Pick<DropLine, "left" | "held">): number {
  return left + held;
}

const iso = (time: string | null) => time && new Date(time).toISOString();
