import type { LiveMessage } from "#lib/live/contract.ts";

type Row = Pick<LiveMessage, "id" | "name" | "role" | "body"> & { at: Date };

/** A line of the chat as everybody may see it. */
export function viewLine({ id, name, role, body, at }: Row): LiveMessage {
  return { id, name, role, body, at: at.toISOString() };
}
