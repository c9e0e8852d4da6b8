import type { Queryable } from "#lib/db.ts";
import type { ShowSales } from "#lib/live/contract.ts";

/**
 * What orders placed in this show hold and have reserved, by edition of its run list; an edition's other shows and its page
 * do not count. Sums of the show's totals and the holds that run, however many orders and minutes there are.
 */
export function readSalesOfShow(db: Queryable, showId: string) {
  return db.$queryRaw<ShowSales[]>`
    SELECT e.id AS "editionId", coalesce(h.units, 0)::int AS held, (coalesce(m.units, 0) - coalesce(h.units, 0))::int AS sold
    FROM show_product sp JOIN edition e ON e.product_id = sp.product_id
    LEFT JOIN (SELECT edition_id, sum(units) AS units FROM sales_total
      WHERE show_id = ${showId}::uuid GROUP BY edition_id) m ON m.edition_id = e.id
    LEFT JOIN (SELECT edition_id, sum(quantity) AS units FROM preorder
      WHERE state = 'HELD' AND hold_expires_at > '-infinity' AND show_id = ${showId}::uuid GROUP BY edition_id) h ON h.edition_id = e.id
    WHERE sp.show_id = ${showId}::uuid ORDER BY sp.position, e.position`;
}
