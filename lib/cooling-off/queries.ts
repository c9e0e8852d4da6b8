import { z } from "zod";
import { type CoolingOffView, coolingOffView, exemption, type OrderCoolingOff } from "#lib/cooling-off/schema.ts";
import { textOfRule } from "#lib/cooling-off/view.ts";
import type { Database, Queryable } from "#lib/db.ts";
import type { Locale } from "#lib/words/locale.ts";

/** The rules that hold for orders from now on. */
export async function readRules(db: Pick<Database, "coolingOff">): Promise<CoolingOffView> {
  const last = await db.coolingOff.findFirst({ orderBy: { version: "desc" }, select: { version: true, rules: true } });
  return coolingOffView.parse(last ?? { version: 0, rules: [] });
}

const found = z.object({
  id: z.string(),
  version: z.int(),
  days: z.int(),
  texts: z.record(z.string(), z.string()),
  exemption: exemption.nullable(),
  startedAt: z.date().nullable(),
  until: z.date().nullable(),
  isOver: z.boolean(),
});

/**
 * What holds for each of these orders, by id: the rule of its country as it stood when it was placed. What is shipped or collected is in
 * its buyer's hands once it was delivered, what is digital when it was ordered; the last day ends with the day in the shop's zone. An
 * order that nothing was said about, or that ended without delivery, is left out.
 */
export async function findCoolingOff(
  db: Queryable,
  ids: readonly string[],
  locale: Locale,
): Promise<Map<string, OrderCoolingOff>> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH orders AS (
      SELECT p.id, terms.version, terms.rules, coalesce(a.country, p.country, '') AS country, shop.time_zone AS zone,
        e.cooling_off_exemption AS exemption,
        CASE WHEN product.delivery = 'digital' THEN p.placed_at WHEN p.state = 'DELIVERED' THEN p.state_changed_at END AS started
      FROM preorder p
        JOIN edition e ON e.id = p.edition_id
        JOIN product ON product.id = e.product_id
        JOIN shop ON shop.id = 1
        LEFT JOIN order_address a ON a.preorder_id = p.id
        JOIN LATERAL (SELECT version, rules FROM cooling_off WHERE published_at <= p.placed_at ORDER BY version DESC LIMIT 1) terms ON true
      WHERE p.id = ANY (${ids}::uuid[]) AND p.state NOT IN ('EXPIRED', 'CANCELLED')),
    ruled AS (
      SELECT orders.*, (rule ->> 'days')::int AS days, rule -> 'texts' AS texts
      FROM orders JOIN LATERAL (
        SELECT rule FROM jsonb_array_elements(rules) rule WHERE rule -> 'countries' ? country OR (rule ->> 'isRest')::boolean
        ORDER BY rule -> 'countries' ? country DESC LIMIT 1) one ON true),
    timed AS (SELECT *, ((started AT TIME ZONE zone)::date + days + 1)::timestamp AT TIME ZONE zone AS until FROM ruled)
    SELECT id::text, version, days, texts, exemption, started AS "startedAt", until, coalesce(until <= now(), false) AS "isOver" FROM timed`;
  return new Map(
    z
      .array(found)
      .parse(rows)
      .map(({ id, texts, startedAt, until, ...rest }) => [
        id,
        {
          ...rest,
          text: textOfRule({ texts }, locale),
          startedAt: startedAt?.toISOString() ?? null,
          until: until?.toISOString() ?? null,
        },
      ]),
  );
}
