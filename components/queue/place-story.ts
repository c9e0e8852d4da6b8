import type { LiveDrop, QueueEntry } from "#lib/live/contract.ts";
import { chanceOf } from "#lib/queue/view.ts";

/** What there is to say about one's own place right now. */
export type PlaceStory =
  | { kind: "draw" | "opening" | "served" | "over" | "takenBack" | "left" | "waitlist" | "numbered" }
  | { kind: "win" | "ifReturned" | "cannotWin"; unitsAhead: number }
  | { kind: "refused"; reason: string };

/** `drop` as everybody sees it; none on a waitlist. `now` is the server's time, epoch ms. */
export function placeStory(place: QueueEntry, drop: LiveDrop | undefined, now: number): PlaceStory {
  if (place.state === "SERVED") return { kind: "served" };
  if (place.state === "LEFT") return { kind: "left" };
  if (place.state === "CLOSED") return endOf(place, drop);
  if (!place.dropId || !drop) return { kind: "waitlist" };
  if (drop.status !== "OPEN") {
    const isDue = drop.opensAt !== null && !drop.pausedAt && Date.parse(drop.opensAt) <= now;
    if (isDue) return { kind: "opening" };
    return { kind: drop.mode === "SHUFFLED" ? "draw" : "numbered" };
  }
  const { unitsAhead, can } = chanceOf(place, drop);
  if (can === "undecided") return { kind: "opening" };
  return { kind: chances[can], unitsAhead };
}

const chances = { win: "win", if_units_return: "ifReturned", not_win: "cannotWin" } as const;

function endOf(place: QueueEntry, drop: LiveDrop | undefined): PlaceStory {
  if (place.reason && place.reason !== "drop_over") return { kind: "refused", reason: place.reason };
  return { kind: drop?.status === "PREPARED" ? "takenBack" : "over" };
}

/** Whether the wait has ended without units: what else there is should be offered. */
export function isLost({ kind }: PlaceStory): boolean {
  return kind === "cannotWin" || kind === "over" || kind === "takenBack" || kind === "refused";
}
