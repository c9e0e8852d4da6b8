import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { closeSalesOfShow } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";
import { closeDropsOfShow } from "#lib/drops/close-drop.ts";
import type { Write } from "#lib/engine/write.ts";
import { moveShow } from "#lib/shows/move-show.ts";
import { Prisma } from "#prisma/client/client.ts";

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
    const endedAt = Prisma.sql`, ended_at = greatest(went_live_at, clock_timestamp())`;
    if (await moveShow(write.tx, show.id, "end", endedAt)) {
      await closeAll({ write, show, closeSales, action: "show.ended" });
    }
  });
  sources.end(show.id);
  void channels.end(show.id);
  air.end(show.id);
  publish.statusChanged(show.id, "ENDED", "ended");
}

type Ending = { write: Write; show: DeskOf<"show">; closeSales: boolean; action: "show.ended" | "show.cancelled" };

/** Closes what was open for a show that is over or does not take place, and notes the act. Stock is locked before the audit log is written, in the order of the editions, as everywhere. */
export async function closeAll({ write, show, closeSales, action }: Ending): Promise<void> {
  await write.tx.$executeRaw`
    SELECT 1 FROM inventory WHERE edition_id IN (
      SELECT edition_id FROM drop WHERE show_id = ${show.id}::uuid AND status IN ('ARMED', 'OPEN')
      UNION SELECT e.id FROM show_product sp JOIN edition e ON e.product_id = sp.product_id WHERE sp.show_id = ${show.id}::uuid)
    ORDER BY edition_id FOR UPDATE`;
  const drops = await closeDropsOfShow(write, show);
  const sales = closeSales ? await closeSalesOfShow(write, show) : [];
  await recordAct(write.tx, {
    actorId: show.hand.id,
    action,
    subject: `show:${show.id}`,
    after: { closeSales, drops, sales },
  });
}
