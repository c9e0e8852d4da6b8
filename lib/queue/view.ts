import type { LiveDrop, QueueEntry } from "#lib/live/contract.ts";

/** `undecided` before the opening; then whether the units that are left, or held and unpaid, can still reach this place. */
export type Chance = { unitsAhead: number; can: "undecided" | "win" | "if_units_return" | "not_win" };

/**
 * What a place in the line of a drop is worth now, from what everybody is told about the drop. Units ahead are an upper bound:
 * people before may have left. A place that could still win if all who left stood before it is not given up.
 */
export function chanceOf(entry: Pick<QueueEntry, "unitsBefore" | "quantity">, drop: LiveDrop): Chance {
  if (drop.status === "ARMED" || drop.status === "PREPARED" || entry.unitsBefore === null)
    return { unitsAhead: drop.status === "ARMED" ? (entry.unitsBefore ?? 0) : 0, can: "undecided" };
  const unitsAhead = Math.max(0, entry.unitsBefore - drop.firstUnits);
  const needed = unitsAhead + entry.quantity;
  if (needed <= drop.left) return { unitsAhead, can: "win" };
  const unitsOfLeavers = drop.nextUnits - drop.firstUnits - drop.wanted;
  return { unitsAhead, can: needed - unitsOfLeavers <= drop.left + drop.held ? "if_units_return" : "not_win" };
}

/** Whether somebody who joins the line now could still get `quantity` units, should those unpaid come back. */
export function mayJoin(drop: LiveDrop, quantity: number): boolean {
  if (drop.status === "ARMED") return true;
  if (drop.status !== "OPEN" || drop.pausedAt) return false;
  return drop.wanted + quantity <= drop.left + drop.held;
}
