import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { switchSalesOfShow } from "#lib/catalog/switch-sales.ts";
import { container } from "#lib/container.ts";
import { closeDropsOfShow } from "#lib/drops/close-drop.ts";
import { Refusal } from "#lib/refusal.ts";

/** Ends a live show with its drops, and its sales unless they shall go on. Ending twice is one act. Refuses with show_not_live. */
export async function endShow(show: HostOf<"show">, { closeSales }: { closeSales: boolean }): Promise<void> {
  const { db, publish, channels, air, sources } = container();
  await db.$transaction(async (tx) => {
    const changed =
      await tx.$executeRaw`UPDATE show SET status = 'ENDED', ended_at = now() WHERE id = ${show.id}::uuid AND status = 'LIVE'`;
    if (changed === 1)
      return recordAct(tx, {
        actorId: show.host.id,
        action: "show.ended",
        subject: `show:${show.id}`,
        after: { closeSales },
      });
    const now = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    if (now.status === "SCHEDULED") throw new Refusal("show_not_live");
  });
  sources.end(show.id);
  void channels.end(show.id);
  air.end(show.id);
  publish.statusChanged(show.id, "ENDED", "ended");
  await closeDropsOfShow(show);
  if (closeSales) await switchSalesOfShow(show, false);
}
