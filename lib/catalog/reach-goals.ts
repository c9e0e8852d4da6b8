import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

/** Notes what was reached, and lets every room read it. From then on it stays reached. */
export const goalReaching: TimedWork<Uses<"db" | "publish">> = {
  name: "reach-goals",
  every: 1,
  due: "EXISTS (SELECT FROM goal g JOIN inventory i ON i.edition_id = g.edition_id WHERE g.reached_at IS NULL AND i.sold >= g.units)",
  work: reachGoals,
};

export async function reachGoals(app: Uses<"db" | "publish">): Promise<void> {
  const products = await app.db.$transaction(async (tx) => {
    const reached = await tx.$queryRaw<{ editionId: string; productId: string; units: number; gift: string }[]>`
      UPDATE goal g SET reached_at = clock_timestamp() FROM inventory i, edition e
      WHERE i.edition_id = g.edition_id AND e.id = g.edition_id AND g.reached_at IS NULL AND i.sold >= g.units
      RETURNING g.edition_id::text AS "editionId", e.product_id::text AS "productId", g.units, g.gift`;
    for (const { editionId, units, gift } of reached) {
      await recordAct(tx, {
        actorId: null,
        action: "goal.reached",
        subject: `edition:${editionId}`,
        after: { units, gift },
      });
    }
    return new Set(reached.map(({ productId }) => productId));
  });
  for (const productId of products) await publishCatalog(app, productId);
}
