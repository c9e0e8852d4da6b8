import type { Queryable } from "#lib/db.ts";
import { asksCountry, zoneOf } from "#lib/engine/sql.ts";
import { Refusal } from "#lib/refusal.ts";

type Agreed = { editionId: string; country: string | null };

/** What the way costs was agreed for one country; where none was, any that the shop ships to now. */
export async function expectCountry(tx: Queryable, order: Agreed, country: string): Promise<void> {
  const field = "country";
  if (order.country && order.country !== country) throw new Refusal("country_agreed", { field });
  if (order.country) return;
  const [row] = await tx.$queryRaw<{ reached: boolean }[]>`
    SELECT NOT ${asksCountry("e.id")} OR ${zoneOf("c.country")} IS NOT NULL AS reached
    FROM (SELECT ${order.editionId}::uuid AS id) e CROSS JOIN (SELECT ${country}::text AS country) c`;
  if (!row?.reached) throw new Refusal("not_shipped_there", { field });
}
