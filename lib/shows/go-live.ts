import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { moveShow } from "#lib/shows/move-show.ts";
import { Prisma } from "#prisma/client/client.ts";

/** Puts a scheduled show on air; going live twice is one act. Refuses with show_draft, show_ended, show_cancelled or show_archived. */
export async function goLive(app: Uses<"db" | "publish">, show: DeskOf<"show">): Promise<void> {
  await putShowOnAir(app, show.id, show.hand.id);
}

/** The same by whoever may: a file that was set to begin goes on air by nobody's hand (`actorId` null). */
export async function putShowOnAir(
  { db, publish }: Uses<"db" | "publish">,
  showId: string,
  actorId: string | null,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const moved = await moveShow(tx, showId, "goLive", Prisma.sql`, went_live_at = now()`);
    if (moved) await recordAct(tx, { actorId, action: "show.live", subject: `show:${showId}` });
  });
  publish.statusChanged(showId, "LIVE");
}
