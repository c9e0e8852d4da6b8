import type { Uses } from "#lib/container.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

/** The room as it stands, from memory once it is warm. Refuses with not_found. */
export async function readSnapshot({ rooms }: Uses<"rooms">, showId: string): Promise<Snapshot> {
  const room = await rooms.open(showId);
  if (!room) throw new Refusal("not_found");
  return room.snapshot();
}
