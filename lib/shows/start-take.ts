import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { requireLive } from "#lib/live/refuse-over.ts";
import type { TakeStarted } from "#lib/media/schema.ts";
import type { TakeInput } from "#lib/shows/schema.ts";

/**
 * Opens a take: the video that follows replaces what was on air. Refuses with show_not_live, show_ended,
 * codec_not_supported, overloaded, or air_taken while somebody else sends.
 */
export async function startTake(
  { db, channels, air }: Uses<"air" | "channels" | "db">,
  show: DeskOf<"show">,
  input: TakeInput,
): Promise<TakeStarted> {
  const { id, hand } = show;
  const { status } = await db.show.findUniqueOrThrow({ where: { id }, select: { status: true } });
  requireLive(status);
  channels.requireRoom(id);
  const sender = input.sender ?? `account:${hand.id}`;
  air.claim(id, { sender, takeOver: input.takeOver });
  const started = channels.open(id).startTake(input);
  air.grant(id, { sender, name: hand.name, device: input.device });
  return started;
}
