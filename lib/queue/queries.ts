import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { dropRow, type EntryRow, viewEntry } from "#lib/engine/rows.ts";
import { aheadOf, dropColumn, placedEntry } from "#lib/engine/sql.ts";
import type { QueueView } from "#lib/queue/schema.ts";
import { editionName } from "#lib/variants/queries.ts";

type Row = Omit<EntryRow, "user_id"> & {
  peopleAhead: number | null;
  unitsAhead: number | null;
  contact: string;
  currency: string | null;
  cityId: string | null;
  country: string | null;
  hasCode: boolean;
  joinedAt: Date;
  product: string;
  slug: string;
  image: string | null;
  edition: string;
  offerSeconds: number;
  drop: unknown;
  show: { title: string; slug: string } | null;
};

/** Where this account waits, and what became of the places it had in the last day; on whatever device it asks. */
export async function listPlacesOf(app: Uses<"db">, buyer: Buyer): Promise<QueueView[]> {
  return readPlaces(app, buyer.id, null);
}

/** One's own place; null when it is somebody else's. */
export async function findPlaceOf(app: Uses<"db">, buyer: Buyer, entryId: string): Promise<QueueView | null> {
  const [place] = await readPlaces(app, buyer.id, entryId);
  return place ?? null;
}

async function readPlaces({ db }: Uses<"db">, userId: string, entryId: string | null): Promise<QueueView[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.edition_id, e.drop_id, e.quantity, e.state::text AS state, e.place, e.units_before, e.reason, e.preorder_id,
      e.contact, e.currency, e.city_id AS "cityId", e.country, e.code_id IS NOT NULL AS "hasCode", e.joined_at AS "joinedAt",
      coalesce(p.texts -> u.locale ->> 'name', p.name) AS product, p.slug, p.image, ${editionName("t", "u.locale")} AS edition, coalesce(d.hold_seconds, t.offer_seconds) AS "offerSeconds",
      CASE WHEN d.id IS NOT NULL THEN ${dropColumn("d")} END AS drop,
      CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('title', coalesce(s.texts -> u.locale ->> 'title', s.title), 'slug', s.slug) END AS show,
      a.people AS "peopleAhead", a.units AS "unitsAhead"
    FROM queue_entry q CROSS JOIN LATERAL ${placedEntry("q")} e JOIN "user" u ON u.id = e.user_id JOIN edition t ON t.id = e.edition_id JOIN product p ON p.id = t.product_id
    LEFT JOIN drop d ON d.id = e.drop_id LEFT JOIN show s ON s.id = d.show_id
    LEFT JOIN LATERAL ${aheadOf("e")} a ON e.state = 'WAITING' AND NOT coalesce(d.mode = 'SHUFFLED' AND d.status = 'ARMED', false)
    WHERE q.user_id = ${userId}::uuid AND (q.id = ${entryId}::uuid OR ${entryId}::uuid IS NULL)
      AND (${entryId}::uuid IS NOT NULL OR q.state = 'WAITING' OR q.settled_at > now() - interval '1 day')
    ORDER BY e.joined_at DESC LIMIT 100`;
  return rows.map((row) => {
    const { peopleAhead, unitsAhead, contact, currency, cityId, country, hasCode, offerSeconds, show } = row;
    return {
      ...viewEntry(row),
      ...{ peopleAhead, unitsAhead, contact, currency, cityId, country, hasCode, offerSeconds, show },
      joinedAt: row.joinedAt.toISOString(),
      product: { name: row.product, slug: row.slug, image: row.image },
      edition: { name: row.edition },
      drop: dropRow.nullable().parse(row.drop),
    };
  });
}
