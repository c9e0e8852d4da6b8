import type { CaptionCue, LiveMessage, Snapshot } from "#lib/live/contract.ts";

/**
 * What a page asks of an answer before it draws it: that it is of the version the page speaks. The server wrote it by the
 * contract, whose schemas are as large as the room's own code and stay out of it.
 */
export function isSnapshot(value: unknown): value is Snapshot {
  if (!isRecord(value) || value.v !== spoken || typeof value.showId !== "string" || typeof value.seq !== "number") {
    return false;
  }
  return [value.stock, value.drops, value.orders, value.chat, value.cues].every(Array.isArray);
}

export function isLiveMessage(value: unknown): value is LiveMessage {
  return isRecord(value) && [value.id, value.name, value.role, value.body, value.at].every(isText);
}

export function isCueList(value: unknown): value is { cues: CaptionCue[] } {
  return isRecord(value) && Array.isArray(value.cues);
}

const spoken: Snapshot["v"] = 1;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
