import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { arrivalOf, asksCountry, fittingWave, shippingFee, variantsOf } from "#lib/engine/sql.ts";
import { taxInside } from "#lib/money.ts";
import type { ConversionQuote } from "#lib/preorders/schema.ts";
import type { RefusalCode } from "#lib/refusal.ts";
import { editionName } from "#lib/variants/queries.ts";

type Facts = Pick<ConversionQuote, "editionId" | "sku" | "name" | "summary" | "image" | "currency" | "window"> & {
  quantity: number;
  paid: bigint;
  /** Null when the edition is not priced in the order's currency. */
  unit: bigint | null;
  deposit: bigint;
  taxBp: number;
  /** What the way costs; null where it is not shipped to. */
  shipping: bigint | null;
  asksCountry: boolean;
  hasCountry: boolean;
  refundableUntil: Date;
  canRefund: boolean;
  /** Units for sale, and the most of them that one wave has places for. */
  free: number;
  room: number;
  fits: boolean;
  salesOpen: boolean;
  knowsCity: boolean;
  limit: number;
  bought: number;
};

/**
 * What a reserved order would become as each other edition of its product: as of now, in the order's currency, in the order of
 * the catalogue. `refusal` says why it cannot. Empty unless the order is this account's and reserved.
 */
export async function quoteConversions(
  { db }: Uses<"db">,
  actor: Actor,
  preorderId: string,
): Promise<ConversionQuote[]> {
  const rows = await db.$queryRaw<Facts[]>`
    SELECT e.id AS "editionId", e.sku, ${editionName("e", "u.locale")} AS name, coalesce(e.texts -> u.locale ->> 'summary', e.summary) AS summary, coalesce(e.image, p.image) AS image, o.currency, o.quantity, o.paid_minor AS paid,
      m.price AS unit, coalesce(m.deposit, 0) AS deposit, coalesce(m.tax_bp, 0) AS "taxBp",
      CASE WHEN w.last IS NOT NULL THEN jsonb_build_object('start', ${arrivalOf("w.first", "e.id", "g.country", 0)}, 'end', ${arrivalOf("w.last", "e.id", "g.country", 1)}) END AS window,
      w.fits, w.room,
      least(o.refundable_until, now() + make_interval(days => e.refund_days)) AS "refundableUntil", o.refundable_until > now() AS "canRefund",
      ${asksCountry("e.id")} AS "asksCountry", g.country IS NOT NULL AS "hasCountry", ${shippingFee("e.id", "g.country", "o.currency::text", "o.quantity")} AS shipping,
      i.available - i.pooled AS free, e.sales_open AND w.last IS NOT NULL AS "salesOpen", o.city_id IS NULL OR c.open AS "knowsCity",
      e.per_person_limit AS "limit", b.units AS bought
    FROM preorder o JOIN "user" u ON u.id = o.user_id JOIN edition own ON own.id = o.edition_id JOIN product p ON p.id = own.product_id
    JOIN edition e ON e.product_id = own.product_id AND e.id <> own.id JOIN inventory i ON i.edition_id = e.id
    LEFT JOIN LATERAL (SELECT e.price_minor AS price, e.deposit_minor AS deposit, e.tax_bp WHERE e.currency = o.currency
      UNION ALL SELECT x.price_minor, x.deposit_minor, x.tax_bp FROM edition_price x WHERE x.edition_id = e.id AND x.currency = o.currency) m ON true
    CROSS JOIN LATERAL (SELECT f.id IS NOT NULL AS fits, l.room, coalesce(f.window_start, l.first) AS first, coalesce(f.window_end, l.last) AS last
      FROM ${fittingWave("e.id", "o.quantity")} f CROSS JOIN (SELECT coalesce(max(capacity - allocated), 0) AS room, max(window_start) AS first, max(window_end) AS last
        FROM delivery_wave WHERE edition_id = e.id) l) w
    LEFT JOIN delivery_city c ON c.id = o.city_id
    CROSS JOIN LATERAL (SELECT coalesce(o.country, (SELECT country FROM order_address WHERE preorder_id = o.id))::text AS country) g
    CROSS JOIN LATERAL (SELECT coalesce(sum(q.quantity), 0)::int AS units FROM preorder q
      WHERE q.edition_id IN (SELECT e.id UNION SELECT ${variantsOf("e.id")}) AND q.id <> o.id AND q.state NOT IN ('EXPIRED', 'CANCELLED') AND (q.user_id = o.user_id OR q.person = o.person)) b
    WHERE o.id = ${preorderId}::uuid AND o.user_id = ${actor.id}::uuid AND o.state = 'RESERVED'
    ORDER BY e.position, e.created_at, e.id`;
  return rows.map(quote);
}

function quote(facts: Facts): ConversionQuote {
  const { editionId, sku, name, summary, image, currency, window, quantity } = facts;
  const paid = Number(facts.paid);
  const shippingMinor = facts.asksCountry ? Number(facts.shipping ?? 0) : 0;
  const total = Number(facts.unit ?? 0) * quantity + shippingMinor;
  return {
    editionId,
    sku,
    name,
    summary,
    image,
    currency,
    window,
    unitMinor: Number(facts.unit ?? 0),
    totalMinor: total,
    shippingMinor,
    taxMinor: taxInside(total, facts.taxBp),
    creditMinor: Math.min(paid, total),
    balanceMinor: Math.max(0, total - paid),
    refundMinor: Math.max(0, paid - total),
    refundableUntil: facts.refundableUntil.toISOString(),
    available: Math.max(0, facts.fits ? facts.free : Math.min(facts.free, facts.room)),
    refusal: refusalOf(facts, { paid, total }),
  };
}

/** In the order in which convert_preorder, which decides, would find it. */
function refusalOf(facts: Facts, { paid, total }: { paid: number; total: number }): RefusalCode | null {
  const { unit, deposit, canRefund, salesOpen, knowsCity, bought, quantity, limit, free, fits } = facts;
  if (unit === null) return "currency_not_offered";
  if (paid === 0 && deposit > 0) return "deposit_due";
  if (paid > total && !canRefund) return "paid_more";
  if (!salesOpen) return "sales_closed";
  if (!knowsCity) return "unknown_city";
  if (facts.asksCountry && !facts.hasCountry) return "country_required";
  if (facts.asksCountry && facts.shipping === null) return "not_shipped_there";
  if (bought + quantity > limit) return "over_limit";
  if (free <= 0) return "sold_out";
  return quantity > free || !fits ? "too_few_left" : null;
}
