import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Puts a scheduled show on air; going live twice is one act. Refuses with show_ended. */
export async function goLive(show: HostOf<"show">): Promise<void> {
  const { db, publish } = container();
  await db.$transaction(async (tx) => {
    const changed =
      await tx.$executeRaw`UPDATE show SET status = 'LIVE', went_live_at = now() WHERE id = ${show.id}::uuid AND status = 'SCHEDULED'`;
    if (changed === 1) return recordAct(tx, { actorId: show.host.id, action: "show.live", subject: `show:${show.id}` });
    const now = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    if (now.status === "ENDED") throw new Refusal("show_ended");
  });
  publish.statusChanged(show.id, "LIVE");
}
