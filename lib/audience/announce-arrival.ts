import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import type { Room } from "#lib/live/room.ts";
import { readBadge } from "#lib/moderation/badge.ts";
import { nameOf } from "#lib/names/name-of.ts";
import { nullWhen } from "#lib/refusal.ts";

/** Lets a room say that somebody came in, once in half an hour, where they allowed it, have a badge there and a name. */
export async function announceArrival(
  app: Uses<"db" | "publish" | "staffNames">,
  author: Buyer,
  room: Room,
): Promise<void> {
  const { showId, state } = room;
  if (state.status !== "LIVE" || room.talk.hasSeenArrival(author.id)) return;
  const talker = await app.db.talker.findUnique({ where: { userId: author.id } });
  if (!talker?.announces) return;
  const badge = await readBadge(app.db, author.id, showId);
  const chosen = { talkName: talker.name, isNameAsked: talker.askedAt !== null };
  const name = badge && (await nameOf(app, author, chosen).catch(nullWhen("chat_name_needed")));
  if (!badge || !name || name === neutralName) return;
  app.publish.arrived(showId, { userId: author.id, name, badge });
}
