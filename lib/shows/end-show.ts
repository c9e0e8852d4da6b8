import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { closeSalesOfShow } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";
import { closeDropsOfShow } from "#lib/drops/close-drop.ts";
import type { Write } from "#lib/engine/write.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Ends a live show with its drops, and its sales unless they shall go on, all of it or nothing. Ending twice is one act.
 * Refuses with show_not_live.
 */
export async function endShow(
  { engine, publish, channels, air, sources }: Uses<"air" | "channels" | "engine" | "publish" | "sources">,
  show: DeskOf<"show">,
  { closeSales }: { closeSales: boolean },
): Promise<void> {
  await engine.commit(async (write) => {
    const { tx } = write;
    const changed =
      await tx.$executeRaw`UPDATE show SET status = 'ENDED', ended_at = greatest(went_live_at, clock_timestamp()) WHERE id = ${show.id}::uuid AND status = 'LIVE'`;
    if (changed === 1) return closeAll({ write, show, closeSales });
    const now = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    if (now.status === "SCHEDULED") throw new Refusal("show_not_live");
  });
  sources.end(show.id);
  void channels.end(show.id);
  air.end(show.id);
  publish.statusChanged(show.id, "ENDED", "ended");
}

type Ending = { write: Write; show: DeskOf<"show">; closeSales: boolean };

/** Stock is locked before the audit log is written, in the order of the editions, as everywhere. */
async function closeAll({ write, show, closeSales }: Ending) {
  await write.tx.$executeRaw`
    SELECT 1 FROM inventory WHERE edition_id IN (
      SELECT edition_id FROM drop WHERE show_id = ${show.id}::uuid AND status IN ('ARMED', 'OPEN')
      UNION SELECT e.id FROM show_product sp JOIN edition e ON e.product_id = sp.product_id WHERE sp.show_id = ${show.id}::uuid)
    ORDER BY edition_id FOR UPDATE`;
  const drops = await closeDropsOfShow(write, show);
  const sales = closeSales ? await closeSalesOfShow(write, show) : [];
  await recordAct(write.tx, {
    actorId: show.hand.id,
    action: "show.ended",
    subject: `show:${show.id}`,
    after: { closeSales, drops, sales },
  });
}
