-- Orders as their buyer's and the staff's views are made from, by id, with the database's time: one statement where
-- each relation would else be one of its own. Every part is found by an index, whatever the tables held when the plan
-- was made: one that was made while they were empty stays in the connection.
-- Returns for each order one json, as lib/preorders/read-orders.ts parses it; those that do not exist are left out.
CREATE FUNCTION read_orders(p_ids uuid[]) RETURNS SETOF json LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
BEGIN
  RETURN QUERY SELECT row_to_json(r) FROM (
    SELECT o.id, o.user_id AS "userId", o.edition_id AS "editionId", o.drop_id AS "dropId",
      o.basket_id AS "basketId", o.city_id AS "cityId", o.country, o.quantity, o.unit_minor AS "unitMinor",
      o.total_minor AS "totalMinor", o.shipping_minor AS "shippingMinor", o.tax_minor AS "taxMinor",
      o.tax_bp AS "taxBp", o.deposit_minor AS "depositMinor", o.paid_minor AS "paidMinor",
      o.kept_minor AS "keptMinor", o.currency, o.state, o.contact, o.placed_at AS "placedAt",
      o.hold_expires_at AS "holdExpiresAt", o.refundable_until AS "refundableUntil",
      o.state_changed_at AS "stateChangedAt", o.window_start AS "windowStart", o.window_end AS "windowEnd",
      o.locked_at AS "lockedAt", o.converted_from AS "convertedFrom",
      (SELECT c.id FROM preorder c WHERE c.converted_from = o.id) AS "convertedTo",
      EXISTS (SELECT FROM queue_entry q WHERE q.preorder_id = o.id) AS waited,
      u.locale, w.position AS wave,
      json_build_object('name', e.name, 'option', e.option, 'texts', e.texts, 'sku', e.sku, 'image', e.image,
        'lockDeadlineDays', e.lock_deadline_days, 'balanceDueOn', e.balance_due_on,
        'balanceGraceDays', e.balance_grace_days, 'addressLockDays', e.address_lock_days) AS edition,
      (SELECT coalesce(json_agg(json_build_object('gift', g.gift, 'texts', g.texts) ORDER BY g.units), '[]')
        FROM goal g WHERE g.edition_id = o.edition_id AND g.reached_at IS NOT NULL) AS gifts,
      json_build_object('name', p.name, 'texts', p.texts, 'slug', p.slug, 'image', p.image,
        'delivery', p.delivery) AS product,
      CASE WHEN s.id IS NOT NULL THEN
        json_build_object('title', s.title, 'texts', s.texts, 'slug', s.slug) END AS show,
      CASE WHEN c.id IS NOT NULL THEN json_build_object('name', c.name, 'texts', c.texts) END AS city,
      CASE WHEN a.preorder_id IS NOT NULL THEN
        json_build_object('name', a.name, 'phone', a.phone, 'country', a.country, 'company', a.company,
          'street', a.street, 'district', a.district, 'locality', a.locality, 'region', a.region,
          'postcode', a.postcode) END AS address,
      (SELECT json_build_object('carrier', k.carrier, 'tracking', k.tracking, 'sentAt', k.sent_at,
          'returnedAt', k.returned_at, 'returnedWhy', k.returned_why)
        FROM parcel k WHERE k.preorder_id = o.id ORDER BY k.sent_at DESC LIMIT 1) AS parcel,
      CASE WHEN m.id IS NOT NULL THEN
        json_build_object('id', m.id, 'rail', m.rail, 'label', m.label, 'removedAt', m.removed_at) END AS method,
      CASE WHEN b.preorder_id IS NOT NULL THEN
        json_build_object('dueAt', b.due_at, 'tries', b.tries, 'failure', b.failure, 'nextTryAt', b.next_try_at,
          'graceUntil', b.grace_until, 'note', b.note, 'releasedAt', b.released_at, 'atRiskAt', b.at_risk_at,
          'paidAt', b.paid_at) END AS balance,
      -- What somebody paid with before they gave the order away is nobody else's to know.
      (SELECT coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'state', f.state,
          'amountMinor', f.amount_minor, 'chargedMinor', coalesce(f.charge_minor, l.charge_minor, f.amount_minor),
          'currency', f.currency, 'rail', f.rail, 'reference', f.provider_ref, 'failure', f.failure,
          'method', d.label, 'createdAt', f.created_at, 'settledAt', f.settled_at, 'shareOf', f.share_of,
          'creditOf', f.credit_of) ORDER BY f.created_at, f.attempt), '[]')
        FROM payment f LEFT JOIN payment l ON l.id = f.share_of
          LEFT JOIN payment_method d ON d.id = f.method_id AND d.user_id = o.user_id
        WHERE f.preorder_id = o.id) AS payments,
      (SELECT coalesce(json_agg(json_build_object('kind', h.kind, 'fromState', h.from_state, 'at', h.at, 'by', h.by,
        'reason', h.reason) ORDER BY h.id), '[]') FROM preorder_event h WHERE h.preorder_id = o.id) AS events,
      (SELECT coalesce(json_agg(json_build_object('start', k.window_start, 'end', k.window_end, 'reason', k.reason,
        'at', k.at) ORDER BY k.at, k.id), '[]') FROM promise_change k WHERE k.preorder_id = o.id) AS promises,
      -- What was given to somebody else since is theirs alone.
      (SELECT coalesce(json_agg(json_build_object('id', x.id, 'state', x.state, 'depositMinor', x.deposit_minor,
          'edition', json_build_object('name', xe.name, 'option', xe.option, 'texts', xe.texts),
          'product', json_build_object('name', xp.name, 'texts', xp.texts)) ORDER BY x.id), '[]')
        FROM preorder x JOIN edition xe ON xe.id = x.edition_id JOIN product xp ON xp.id = xe.product_id
        WHERE x.basket_id = o.basket_id AND x.user_id = o.user_id AND x.id <> o.id) AS together,
      clock_timestamp() AS "readAt"
    FROM preorder o JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
      JOIN "user" u ON u.id = o.user_id LEFT JOIN show s ON s.id = o.show_id
      LEFT JOIN delivery_city c ON c.id = o.city_id LEFT JOIN delivery_wave w ON w.id = o.wave_id
      LEFT JOIN order_address a ON a.preorder_id = o.id LEFT JOIN payment_method m ON m.id = o.method_id
      LEFT JOIN balance b ON b.preorder_id = o.id
    WHERE o.id = ANY (p_ids) ORDER BY o.id) r;
END $$;
