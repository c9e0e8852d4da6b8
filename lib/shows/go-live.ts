import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Puts a scheduled show on air; going live twice is one act. Refuses with show_ended. */
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
    const changed =
      await tx.$executeRaw`UPDATE show SET status = 'LIVE', went_live_at = now() WHERE id = ${showId}::uuid AND status = 'SCHEDULED'`;
    if (changed === 1) return recordAct(tx, { actorId, action: "show.live", subject: `show:${showId}` });
    const now = await tx.show.findUniqueOrThrow({ where: { id: showId } });
    if (now.status === "ENDED") throw new Refusal("show_ended");
  });
  publish.statusChanged(showId, "LIVE");
}
