-- Every move of a pre-order goes through these functions. Lock order is always inventory row first, then pre-orders;
-- a move, its stock, its ledger entry and its minute are one transaction. Time is the database's.

CREATE FUNCTION ledger_text(edition uuid, seq bigint, at timestamptz, kind text, ids uuid[], quantities int[],
                            amounts bigint[], available int, held int, sold int) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', edition, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind,
    array_to_string(ids, ','), array_to_string(quantities, ','), array_to_string(amounts, ','), available, held, sold)
$$;

-- Moves the counters of one edition and writes the chained entry that says so. The caller holds the inventory lock.
CREATE FUNCTION append_ledger(p_edition uuid, p_kind text, p_ids uuid[], p_quantities int[], p_amounts bigint[],
                              d_available int, d_held int, d_sold int, d_adjusted int DEFAULT 0) RETURNS inventory
LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  happened timestamptz := clock_timestamp();
  link bytea;
BEGIN
  SELECT * INTO STRICT stock FROM inventory WHERE edition_id = p_edition;
  link := sha256(stock.ledger_hash || convert_to(ledger_text(p_edition, stock.ledger_seq + 1, happened, p_kind, p_ids,
    p_quantities, p_amounts, stock.available + d_available, stock.held + d_held, stock.sold + d_sold), 'UTF8'));
  UPDATE inventory SET available = available + d_available, held = held + d_held, sold = sold + d_sold,
      adjusted = adjusted + d_adjusted, ledger_seq = ledger_seq + 1, ledger_hash = link
    WHERE edition_id = p_edition RETURNING * INTO stock;
  INSERT INTO ledger_entry (edition_id, seq, at, kind, preorder_ids, quantities, amounts_minor, available, held, sold, hash)
    VALUES (p_edition, stock.ledger_seq, happened, p_kind, p_ids, p_quantities, p_amounts, stock.available, stock.held, stock.sold, link);
  RETURN stock;
END $$;

-- The sequence number of the first entry whose hash does not follow from the one before it; NULL when the chain is whole.
CREATE FUNCTION verify_ledger(p_edition uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(seq) FROM (
    SELECT seq, hash, lag(hash, 1, ''::bytea) OVER (ORDER BY seq) AS previous, lag(seq, 1, 0::bigint) OVER (ORDER BY seq) AS before,
      ledger_text(edition_id, seq, at, kind, preorder_ids, quantities, amounts_minor, available, held, sold) AS text
    FROM ledger_entry WHERE edition_id = p_edition) chain
  WHERE hash <> sha256(previous || convert_to(text, 'UTF8')) OR seq <> before + 1
$$;

CREATE FUNCTION open_stock(p_edition uuid, p_units int) RETURNS inventory LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO inventory (edition_id, initial, available) VALUES (p_edition, p_units, p_units);
  RETURN append_ledger(p_edition, 'opened', '{}', '{}', '{}', 0, 0, 0);
END $$;

-- Adds or withdraws units that nobody holds; the CHECK on inventory refuses to withdraw more.
CREATE FUNCTION adjust_stock(p_edition uuid, p_delta int) RETURNS inventory LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  RETURN append_ledger(p_edition, 'adjusted', '{}', ARRAY[p_delta], '{}', p_delta, 0, 0, p_delta);
END $$;

-- Adds one batch of moves to the minutes, by show. One place in the arrays is one order: its show, the state it left (NULL
-- when it is new), the state it entered (NULL when only money moved), its units, unit price, money captured, refunded.
CREATE FUNCTION add_to_minutes(p_edition uuid, p_shows uuid[], p_from "PreorderState"[], p_to "PreorderState"[], p_quantities int[],
                               p_units bigint[], p_captured bigint[], p_refunded bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO sales_minute AS m (edition_id, minute, show_id, placed_orders, placed_units, reserved_orders, reserved_units, gone_units,
      captured_minor, refunded_minor, held, reserved, locked, ready, delivered, expired, cancelled, value_minor)
    SELECT p_edition, date_trunc('minute', clock_timestamp()), coalesce(s, '00000000-0000-0000-0000-000000000000'),
      count(*) FILTER (WHERE f IS NULL AND t IS NOT NULL), coalesce(sum(q) FILTER (WHERE f IS NULL AND t IS NOT NULL), 0),
      count(*) FILTER (WHERE t = 'RESERVED' AND f IS DISTINCT FROM 'LOCKED'), coalesce(sum(q) FILTER (WHERE t = 'RESERVED' AND f IS DISTINCT FROM 'LOCKED'), 0),
      coalesce(sum(q) FILTER (WHERE t IN ('EXPIRED', 'CANCELLED')), 0), coalesce(sum(c), 0), coalesce(sum(r), 0),
      count(*) FILTER (WHERE t = 'HELD') - count(*) FILTER (WHERE f = 'HELD'),
      count(*) FILTER (WHERE t = 'RESERVED') - count(*) FILTER (WHERE f = 'RESERVED'),
      count(*) FILTER (WHERE t = 'LOCKED') - count(*) FILTER (WHERE f = 'LOCKED'),
      count(*) FILTER (WHERE t = 'READY') - count(*) FILTER (WHERE f = 'READY'),
      count(*) FILTER (WHERE t = 'DELIVERED'), count(*) FILTER (WHERE t = 'EXPIRED'), count(*) FILTER (WHERE t = 'CANCELLED'),
      coalesce(sum(q * u * (CASE WHEN t IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED') THEN 1 ELSE 0 END
                          - CASE WHEN t IS NOT NULL AND f IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED') THEN 1 ELSE 0 END)), 0)
    FROM unnest(p_shows, p_from, p_to, p_quantities, p_units, p_captured, p_refunded) x(s, f, t, q, u, c, r) GROUP BY s
    ON CONFLICT (edition_id, minute, show_id) DO UPDATE SET
      placed_orders = m.placed_orders + excluded.placed_orders, placed_units = m.placed_units + excluded.placed_units,
      reserved_orders = m.reserved_orders + excluded.reserved_orders, reserved_units = m.reserved_units + excluded.reserved_units,
      gone_units = m.gone_units + excluded.gone_units, captured_minor = m.captured_minor + excluded.captured_minor,
      refunded_minor = m.refunded_minor + excluded.refunded_minor, held = m.held + excluded.held,
      reserved = m.reserved + excluded.reserved, locked = m.locked + excluded.locked, ready = m.ready + excluded.ready,
      delivered = m.delivered + excluded.delivered, expired = m.expired + excluded.expired,
      cancelled = m.cancelled + excluded.cancelled, value_minor = m.value_minor + excluded.value_minor
$$;

-- The window that the next buyer is promised, as {start, end}; NULL when every wave is full.
CREATE FUNCTION next_window(p_edition uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('start', window_start, 'end', window_end) FROM delivery_wave
  WHERE edition_id = p_edition AND allocated < capacity ORDER BY position LIMIT 1
$$;

-- Places one batch of requests in their order. A buyer appears at most once in a batch (the lane sees to it).
-- Outcomes: placed, replayed, key_reused, sales_closed, over_limit, too_few_left, sold_out, unknown_edition.
-- Returns {at, available, held, sold, seq, window, terms, outcomes[], windows[][2], replays{ord: order}}.
CREATE FUNCTION place_preorders(p_edition uuid, p_ids uuid[], p_users uuid[], p_keys text[], p_quantities int[], p_contacts text[])
RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  n int := cardinality(p_ids);
  outcomes text[] := array_fill(NULL::text, ARRAY[n]);
  wave_of int[] := array_fill(NULL::int, ARRAY[n]);
  bought int[] := array_fill(0, ARRAY[n]);
  replays jsonb := '{}';
  terms edition;
  stock inventory;
  waves delivery_wave[];
  rooms int[];
  w int := 1;
  room int;
  units int := 0;
  placed int := 0;
  accepted uuid[];
  accepted_quantities int[];
  first_state "PreorderState";
  in_show uuid;
  happened timestamptz;
  past record;
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcomes', to_jsonb(array_fill('unknown_edition'::text, ARRAY[n])));
  END IF;
  happened := date_trunc('milliseconds', clock_timestamp());
  SELECT * INTO STRICT terms FROM edition WHERE id = p_edition;
  SELECT array_agg(v ORDER BY v.position), array_agg(v.allocated ORDER BY v.position) INTO waves, rooms
    FROM delivery_wave v WHERE v.edition_id = p_edition;
  SELECT s.id INTO in_show FROM show_product sp JOIN show s ON s.id = sp.show_id
    WHERE sp.product_id = terms.product_id AND s.status = 'LIVE' ORDER BY s.went_live_at DESC LIMIT 1;
  first_state := CASE WHEN terms.deposit_minor = 0 THEN 'RESERVED' ELSE 'HELD' END;

  FOR past IN
    SELECT r.i, o.id, o.edition_id, o.quantity, o.state, o.idem_key = r.k AS same, to_jsonb(o) AS row
    FROM unnest(p_users, p_keys) WITH ORDINALITY r(u, k, i) JOIN preorder o ON o.user_id = r.u
    WHERE o.edition_id = p_edition OR o.idem_key = r.k
  LOOP
    IF past.same THEN
      IF past.edition_id = p_edition AND past.quantity = p_quantities[past.i] THEN
        outcomes[past.i] := 'replayed';
        replays := replays || jsonb_build_object(past.i::text, past.row);
      ELSE
        outcomes[past.i] := 'key_reused';
      END IF;
    END IF;
    IF past.edition_id = p_edition AND past.state NOT IN ('EXPIRED', 'CANCELLED') THEN
      bought[past.i] := bought[past.i] + past.quantity;
    END IF;
  END LOOP;

  FOR i IN 1..n LOOP
    CONTINUE WHEN outcomes[i] IS NOT NULL;
    IF NOT terms.sales_open OR waves IS NULL THEN
      outcomes[i] := 'sales_closed';
    ELSIF bought[i] + p_quantities[i] > terms.per_person_limit THEN
      outcomes[i] := 'over_limit';
    ELSIF stock.available - units <= 0 THEN
      outcomes[i] := 'sold_out';
    ELSIF p_quantities[i] > stock.available - units THEN
      outcomes[i] := 'too_few_left';
    ELSE
      WHILE w < cardinality(waves) AND rooms[w] >= waves[w].capacity LOOP
        w := w + 1;
      END LOOP;
      rooms[w] := rooms[w] + p_quantities[i];
      wave_of[i] := w;
      units := units + p_quantities[i];
      placed := placed + 1;
      accepted[placed] := p_ids[i];
      accepted_quantities[placed] := p_quantities[i];
      outcomes[i] := 'placed';
    END IF;
  END LOOP;

  IF placed > 0 THEN
    INSERT INTO preorder (id, user_id, edition_id, show_id, idem_key, contact, quantity, unit_minor, deposit_minor, total_minor,
        currency, state, wave_id, window_start, window_end, placed_at, hold_expires_at, refundable_until, state_changed_at)
      SELECT r.id, r.u, p_edition, in_show, r.k, r.c, r.q, terms.price_minor, terms.deposit_minor * r.q, terms.price_minor * r.q,
        terms.currency, first_state, waves[r.w].id, waves[r.w].window_start, waves[r.w].window_end, happened,
        happened + make_interval(secs => terms.hold_seconds), happened + make_interval(days => terms.refund_days), happened
      FROM unnest(p_ids, p_users, p_keys, p_contacts, p_quantities, wave_of) r(id, u, k, c, q, w) WHERE r.w IS NOT NULL;
    UPDATE delivery_wave v SET allocated = t.allocated
      FROM unnest(rooms) WITH ORDINALITY t(allocated, i) WHERE v.id = waves[t.i].id AND v.allocated <> t.allocated;
    stock := append_ledger(p_edition, 'placed', accepted, accepted_quantities, '{}', -units,
      CASE first_state WHEN 'HELD' THEN units ELSE 0 END, CASE first_state WHEN 'HELD' THEN 0 ELSE units END);
    PERFORM add_to_minutes(p_edition, array_fill(in_show, ARRAY[placed]), array_fill(NULL::"PreorderState", ARRAY[placed]),
      array_fill(first_state, ARRAY[placed]), accepted_quantities, array_fill(terms.price_minor, ARRAY[placed]), '{}', '{}');
  END IF;

  RETURN jsonb_build_object('at', happened, 'available', stock.available, 'held', stock.held, 'sold', stock.sold, 'seq', stock.ledger_seq,
    'window', next_window(p_edition),
    'state', first_state, 'show', in_show, 'limit', terms.per_person_limit,
    'unit', terms.price_minor, 'deposit', terms.deposit_minor, 'currency', terms.currency,
    'holdExpiresAt', happened + make_interval(secs => terms.hold_seconds), 'refundableUntil', happened + make_interval(days => terms.refund_days),
    'windows', (SELECT jsonb_agg(jsonb_build_array(v.window_start, v.window_end) ORDER BY v.position) FROM unnest(waves) v),
    'outcomes', to_jsonb(outcomes), 'waveOf', to_jsonb(wave_of), 'replays', replays);
END $$;

-- Moves those that stand in one of p_from, where that is legal, and leaves the rest alone. p_due_only takes only holds
-- whose time is over.
-- Returns {available, held, sold, seq, window, moved: [{id, userId, showId, from, quantity, paidMinor}]}.
CREATE FUNCTION move_preorders(p_edition uuid, p_ids uuid[], p_from "PreorderState"[], p_to "PreorderState", p_due_only boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  leaves boolean := p_to IN ('EXPIRED', 'CANCELLED');
  ids uuid[]; quantities int[]; shows uuid[]; units bigint[]; left_states "PreorderState"[]; moved jsonb;
  from_held int; from_sold int;
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  WITH candidates AS (
    SELECT o.* FROM preorder o JOIN preorder_transition t ON t.from_state = o.state AND t.to_state = p_to
    WHERE o.edition_id = p_edition AND o.id = ANY (p_ids) AND o.state = ANY (p_from) AND (NOT p_due_only OR o.hold_expires_at <= clock_timestamp())
    ORDER BY o.id FOR UPDATE OF o),
  changed AS (
    UPDATE preorder o SET state = p_to, state_changed_at = clock_timestamp() FROM candidates c WHERE o.id = c.id RETURNING o.id),
  freed AS (
    UPDATE delivery_wave v SET allocated = v.allocated - f.units
    FROM (SELECT wave_id, sum(quantity)::int AS units FROM candidates GROUP BY wave_id) f WHERE leaves AND v.id = f.wave_id RETURNING 1)
  SELECT array_agg(c.id ORDER BY c.id), array_agg(c.quantity ORDER BY c.id), array_agg(c.show_id ORDER BY c.id),
      array_agg(c.unit_minor ORDER BY c.id), array_agg(c.state ORDER BY c.id),
      coalesce(sum(c.quantity) FILTER (WHERE c.state = 'HELD'), 0), coalesce(sum(c.quantity) FILTER (WHERE c.state <> 'HELD'), 0),
      jsonb_agg(jsonb_build_object('id', c.id, 'userId', c.user_id, 'showId', c.show_id, 'from', c.state, 'quantity', c.quantity, 'paidMinor', c.paid_minor) ORDER BY c.id)
    INTO ids, quantities, shows, units, left_states, from_held, from_sold, moved FROM candidates c JOIN changed USING (id);
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, lower(p_to::text), ids, quantities, '{}',
      CASE WHEN leaves THEN from_held + from_sold ELSE 0 END, -from_held, CASE WHEN leaves THEN -from_sold ELSE from_held END);
    PERFORM add_to_minutes(p_edition, shows, left_states, array_fill(p_to, ARRAY[cardinality(ids)]), quantities, units, '{}', '{}');
  END IF;
  RETURN jsonb_build_object('available', stock.available, 'held', stock.held, 'sold', stock.sold, 'seq', stock.ledger_seq,
    'window', next_window(p_edition),
    'moved', coalesce(moved, '[]'::jsonb));
END $$;

-- Records captured deposits: HELD becomes RESERVED; money for an order that no longer waits is kept on the row as paid,
-- reported as too_late, and owed back. A payment already settled is left alone (replayed).
-- Returns {available, held, sold, seq, window, settled: [{payment, order, userId, showId, outcome, quantity, amount}]}.
CREATE FUNCTION settle_deposits(p_edition uuid, p_payments uuid[], p_refs text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  happened timestamptz;
  settled jsonb;
  ids uuid[]; quantities int[]; amounts bigint[]; shows uuid[]; units bigint[]; late_shows uuid[]; late_amounts bigint[];
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  happened := clock_timestamp();
  WITH due AS (
    SELECT p.id AS payment, p.amount_minor, p.state AS payment_state, r.ref, o.* FROM unnest(p_payments, p_refs) r(id, ref)
    JOIN payment p ON p.id = r.id JOIN preorder o ON o.id = p.preorder_id
    WHERE o.edition_id = p_edition AND p.kind = 'DEPOSIT' ORDER BY o.id FOR UPDATE OF p, o),
  judged AS (
    SELECT d.*, CASE WHEN payment_state = 'CAPTURED' THEN 'replayed' WHEN state = 'HELD' THEN 'reserved' ELSE 'too_late' END AS outcome FROM due d),
  captured AS (
    UPDATE payment p SET state = 'CAPTURED', provider_ref = j.ref, settled_at = happened, failure = NULL
    FROM judged j WHERE p.id = j.payment AND j.outcome <> 'replayed' RETURNING p.id),
  moved AS (
    UPDATE preorder o SET paid_minor = o.paid_minor + j.amount_minor,
      state = CASE j.outcome WHEN 'reserved' THEN 'RESERVED' ELSE o.state END,
      state_changed_at = CASE j.outcome WHEN 'reserved' THEN happened ELSE o.state_changed_at END
    FROM judged j WHERE o.id = j.id AND j.outcome <> 'replayed' RETURNING o.id)
  SELECT jsonb_agg(jsonb_build_object('payment', j.payment, 'order', j.id, 'userId', j.user_id, 'showId', j.show_id,
      'outcome', j.outcome, 'quantity', j.quantity, 'amount', j.amount_minor)),
    array_agg(j.id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.quantity ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.unit_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'too_late'), array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'too_late')
    INTO settled, ids, quantities, amounts, shows, units, late_shows, late_amounts
    FROM judged j LEFT JOIN captured c ON c.id = j.payment LEFT JOIN moved m ON m.id = j.id;
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, 'reserved', ids, quantities, amounts, 0,
      -(SELECT sum(q)::int FROM unnest(quantities) q), (SELECT sum(q)::int FROM unnest(quantities) q));
    PERFORM add_to_minutes(p_edition, shows, array_fill('HELD'::"PreorderState", ARRAY[cardinality(ids)]),
      array_fill('RESERVED'::"PreorderState", ARRAY[cardinality(ids)]), quantities, units, amounts, '{}');
  END IF;
  IF late_amounts IS NOT NULL THEN
    PERFORM add_to_minutes(p_edition, late_shows, '{}', '{}', '{}', '{}', late_amounts, '{}');
  END IF;
  RETURN jsonb_build_object('available', stock.available, 'held', stock.held, 'sold', stock.sold, 'seq', stock.ledger_seq,
    'window', next_window(p_edition),
    'settled', coalesce(settled, '[]'::jsonb));
END $$;

-- Records a refund that the rail has carried out. Returns false when it was recorded before.
CREATE FUNCTION settle_refund(p_payment uuid, p_ref text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  owed payment;
  target preorder;
BEGIN
  SELECT o.* INTO STRICT target FROM payment p JOIN preorder o ON o.id = p.preorder_id WHERE p.id = p_payment AND p.kind = 'REFUND';
  PERFORM FROM inventory WHERE edition_id = target.edition_id FOR UPDATE;
  SELECT * INTO target FROM preorder WHERE id = target.id FOR UPDATE;
  SELECT * INTO owed FROM payment WHERE id = p_payment FOR UPDATE;
  IF owed.state = 'CAPTURED' THEN
    RETURN false;
  END IF;
  UPDATE payment SET state = 'CAPTURED', provider_ref = p_ref, settled_at = clock_timestamp(), failure = NULL WHERE id = p_payment;
  UPDATE preorder SET paid_minor = paid_minor - owed.amount_minor WHERE id = target.id;
  PERFORM append_ledger(target.edition_id, 'refunded', ARRAY[target.id], ARRAY[target.quantity], ARRAY[owed.amount_minor], 0, 0, 0);
  PERFORM add_to_minutes(target.edition_id, ARRAY[target.show_id], '{}', '{}', '{}', '{}', '{}', ARRAY[owed.amount_minor]);
  RETURN true;
END $$;
