import { isOver, type ShowStatus } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

/** For what only makes sense while a show may still come. Refuses with show_ended or show_cancelled. */
export function refuseOver(status: ShowStatus | undefined, facts: { field?: string } = {}): void {
  if (status && isOver(status)) throw new Refusal(status === "ENDED" ? "show_ended" : "show_cancelled", facts);
}

/** For what needs a show on air. Refuses with show_not_live, show_ended or show_cancelled. */
export function requireLive(status: ShowStatus): void {
  refuseOver(status);
  if (status !== "LIVE") throw new Refusal("show_not_live");
}
