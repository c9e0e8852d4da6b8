import type { Uses } from "#lib/container.ts";
import { type OwnLineState, ownLineState } from "#lib/live/contract.ts";
import type { ChatHold, ChatMessage } from "#prisma/client/client.ts";

type Line = ChatMessage & { hold: ChatHold | null };

/** How a line stands that its author alone may see; null when it is in the talk, or comes by itself within seconds. */
export function stateOf({ deletedAt, hold }: Pick<Line, "deletedAt" | "hold">): OwnLineState | null {
  if (!deletedAt || (hold?.state === "waiting" && hold.opensAt)) return null;
  return !hold || hold.state === "allowed" ? "removed" : ownLineState.parse(hold.state);
}

/** Tells whoever wrote these lines how they stand, on each of their screens. */
export async function tellAuthors({ db, publish }: Uses<"db" | "publish">, lineIds: string[]): Promise<void> {
  if (lineIds.length === 0) return;
  const lines = await db.chatMessage.findMany({ where: { id: { in: lineIds } }, include: { hold: true } });
  for (const line of lines) {
    const { id, showId, userId, key, body, hold } = line;
    const state = stateOf(line);
    if (state && key) publish.ownLineMoved(userId, { ...{ showId, id, key, state, body }, rule: hold?.rule ?? null });
  }
}
