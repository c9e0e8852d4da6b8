-- The engine of 20261122000200 again, now with pools, currencies, cities, taxes and the line that freed units go to.
-- Lock order is always inventory, drop, pre-orders, line entries. Time is the database's.
-- A plan made while a table was empty stays in the connection and takes any index, reading every row for every buyer once the crowd
-- is there: look-ups by buyer are therefore planned anew each time (EXECUTE, or custom plans), which costs a batch a third of a millisecond.

DROP FUNCTION place_preorders(uuid, uuid[], uuid[], text[], int[], text[]);
DROP FUNCTION move_preorders(uuid, uuid[], "PreorderState"[], "PreorderState", boolean);
DROP FUNCTION add_to_minutes(uuid, uuid[], "PreorderState"[], "PreorderState"[], int[], bigint[], bigint[], bigint[]);
DROP FUNCTION append_ledger(uuid, text, uuid[], int[], bigint[], int, int, int, int);

-- Moves the counters of one edition and writes the chained entry that says so. The caller holds the inventory lock.
-- `available` counts pooled units too, so the ledger and the balance know nothing of pools.
CREATE FUNCTION append_ledger(p_edition uuid, p_kind text, p_ids uuid[], p_quantities int[], p_amounts bigint[], d_available int, d_held int,
                              d_sold int, d_adjusted int DEFAULT 0, d_pooled int DEFAULT 0, d_returned int DEFAULT 0) RETURNS inventory
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
      adjusted = adjusted + d_adjusted, pooled = pooled + d_pooled, returned = returned + d_returned,
      ledger_seq = ledger_seq + 1, ledger_hash = link
    WHERE edition_id = p_edition RETURNING * INTO stock;
  INSERT INTO ledger_entry (edition_id, seq, at, kind, preorder_ids, quantities, amounts_minor, available, held, sold, hash)
    VALUES (p_edition, stock.ledger_seq, happened, p_kind, p_ids, p_quantities, p_amounts, stock.available, stock.held, stock.sold, link);
  RETURN stock;
END $$;

-- Adds one batch of moves to the minutes, by show and currency. One place in the arrays is one order: its show, currency, the
-- state it left (NULL when it is new), the state it entered (NULL when only money moved), units, unit price, captured, refunded.
CREATE FUNCTION add_to_minutes(p_edition uuid, p_shows uuid[], p_currencies text[], p_from "PreorderState"[], p_to "PreorderState"[],
                               p_quantities int[], p_units bigint[], p_captured bigint[], p_refunded bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO sales_minute AS m (edition_id, minute, show_id, currency, placed_orders, placed_units, reserved_orders, reserved_units, gone_units,
      captured_minor, refunded_minor, held, reserved, locked, ready, delivered, expired, cancelled, value_minor)
    SELECT p_edition, date_trunc('minute', clock_timestamp()), coalesce(s, '00000000-0000-0000-0000-000000000000'), k,
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
    FROM unnest(p_shows, p_currencies, p_from, p_to, p_quantities, p_units, p_captured, p_refunded) x(s, k, f, t, q, u, c, r) GROUP BY s, k
    ON CONFLICT (edition_id, minute, show_id, currency) DO UPDATE SET
      placed_orders = m.placed_orders + excluded.placed_orders, placed_units = m.placed_units + excluded.placed_units,
      reserved_orders = m.reserved_orders + excluded.reserved_orders, reserved_units = m.reserved_units + excluded.reserved_units,
      gone_units = m.gone_units + excluded.gone_units, captured_minor = m.captured_minor + excluded.captured_minor,
      refunded_minor = m.refunded_minor + excluded.refunded_minor, held = m.held + excluded.held,
      reserved = m.reserved + excluded.reserved, locked = m.locked + excluded.locked, ready = m.ready + excluded.ready,
      delivered = m.delivered + excluded.delivered, expired = m.expired + excluded.expired,
      cancelled = m.cancelled + excluded.cancelled, value_minor = m.value_minor + excluded.value_minor
$$;

-- What the world may know of an edition's units; `available` is what the shop may sell, without the pools of drops.
CREATE FUNCTION stock_line(stock inventory) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('available', stock.available - stock.pooled, 'pooled', stock.pooled, 'held', stock.held, 'sold', stock.sold,
    'returned', stock.returned, 'seq', stock.ledger_seq, 'window', next_window(stock.edition_id))
$$;

-- What the world may know of a drop. The seed is told once the order is drawn; its hash from the moment that it is armed.
CREATE FUNCTION drop_line(d drop) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', d.id, 'showId', d.show_id, 'editionId', d.edition_id, 'title', d.title, 'status', d.status, 'mode', d.mode, 'units', d.units,
    'perPersonLimit', d.per_person_limit, 'seconds', d.seconds, 'holdSeconds', d.hold_seconds, 'challenge', d.challenge,
    'left', d."left", 'held', d.held, 'sold', d.sold, 'waiting', d.waiting, 'firstUnits', d.first_units, 'nextUnits', d.next_units,
    'opensAt', d.opens_at, 'closesAt', d.closes_at, 'pausedAt', d.paused_at, 'version', d.version,
    'seedHash', encode(d.seed_hash, 'hex'), 'seed', CASE WHEN d.status IN ('OPEN', 'CLOSED') THEN encode(d.seed, 'hex') END)
$$;

-- The tax inside a gross amount, in minor units, rounded half up.
CREATE FUNCTION tax_inside(p_gross bigint, p_bp int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_gross * p_bp + (10000 + p_bp) / 2) / (10000 + p_bp)
$$;

-- Places one batch of requests in their order: from the shop's units, or from the pool of p_drop. A buyer and a person appear
-- at most once in a batch (the lane sees to it). p_hold_seconds replaces the usual time to pay.
-- Outcomes: placed, replayed, key_reused, sales_closed, over_limit, too_few_left, sold_out, currency_not_offered, unknown_city,
-- drop_not_open, drop_paused, drop_over, unknown_edition.
-- Returns stock_line || {at, drop, served, limit, prices[][currency, unit, deposit, taxBp], holdExpiresAt, refundableUntil,
-- windows[][2], cities{id: [first, last]}, outcomes[], waveOf[], priceOf[], replays{ord: order}}.
CREATE FUNCTION place_preorders(p_edition uuid, p_drop uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[],
                                p_contacts text[], p_currencies text[], p_cities uuid[], p_hold_seconds int DEFAULT NULL) RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  n int := cardinality(p_ids);
  outcomes text[] := array_fill(NULL::text, ARRAY[n]);
  wave_of int[] := array_fill(NULL::int, ARRAY[n]);
  price_of int[] := array_fill(1, ARRAY[n]);
  bought int[] := array_fill(0, ARRAY[n]);
  bought_in_drop int[] := array_fill(0, ARRAY[n]);
  replays jsonb := '{}';
  cities jsonb := '{}';
  served jsonb := '[]';
  refusal text;
  terms edition;
  stock inventory;
  pool drop;
  waves delivery_wave[];
  rooms int[];
  w int := 1;
  room int;
  taken int := 0;
  placed int := 0;
  accepted uuid[];
  accepted_quantities int[];
  accepted_units bigint[];
  accepted_currencies text[];
  accepted_states "PreorderState"[];
  held_units int := 0;
  currencies text[];
  prices bigint[];
  deposits bigint[];
  taxes int[];
  price int;
  hold int;
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
  IF p_drop IS NULL THEN
    room := stock.available - stock.pooled;
    hold := coalesce(p_hold_seconds, terms.hold_seconds);
    refusal := CASE WHEN NOT terms.sales_open THEN 'sales_closed' END;
  ELSE
    SELECT * INTO pool FROM drop WHERE id = p_drop AND edition_id = p_edition FOR UPDATE;
    IF NOT FOUND THEN
      RETURN jsonb_build_object('outcomes', to_jsonb(array_fill('unknown_edition'::text, ARRAY[n])));
    END IF;
    IF pool.status = 'ARMED' AND pool.opens_at <= happened AND pool.paused_at IS NULL THEN
      served := open_drop(p_drop);
      SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
      SELECT * INTO pool FROM drop WHERE id = p_drop;
    END IF;
    room := pool."left";
    hold := coalesce(p_hold_seconds, pool.hold_seconds);
    refusal := CASE WHEN pool.status IN ('PREPARED', 'ARMED') THEN 'drop_not_open' WHEN pool.status = 'CLOSED' OR pool.closes_at <= happened THEN 'drop_over'
                    WHEN pool.paused_at IS NOT NULL THEN 'drop_paused' END;
  END IF;
  SELECT array_agg(v ORDER BY v.position), array_agg(v.allocated ORDER BY v.position) INTO waves, rooms
    FROM delivery_wave v WHERE v.edition_id = p_edition;
  IF waves IS NULL THEN refusal := 'sales_closed'; END IF;
  SELECT ARRAY[terms.currency]::text[] || array_agg(x.currency::text ORDER BY x.currency), ARRAY[terms.price_minor] || array_agg(x.price_minor ORDER BY x.currency),
      ARRAY[terms.deposit_minor] || array_agg(x.deposit_minor ORDER BY x.currency), ARRAY[terms.tax_bp] || array_agg(x.tax_bp ORDER BY x.currency)
    INTO currencies, prices, deposits, taxes FROM edition_price x WHERE x.edition_id = p_edition;
  IF p_drop IS NOT NULL THEN
    in_show := pool.show_id;
  ELSE
    SELECT s.id INTO in_show FROM show_product sp JOIN show s ON s.id = sp.show_id
      WHERE sp.product_id = terms.product_id AND s.status = 'LIVE' ORDER BY s.went_live_at DESC LIMIT 1;
  END IF;
  IF array_remove(p_cities, NULL) <> '{}' THEN
    SELECT coalesce(jsonb_object_agg(c.id, jsonb_build_array(c.first_days, c.last_days)), '{}') INTO cities
      FROM delivery_city c WHERE c.id = ANY (p_cities) AND c.open;
  END IF;

  FOR past IN EXECUTE $look_up$
    SELECT r.i, o.id, o.edition_id, o.drop_id, o.quantity, o.state, o.idem_key = r.k AS same, to_jsonb(o) AS row
      FROM unnest($1, $2) WITH ORDINALITY r(u, k, i) JOIN preorder o ON o.user_id = r.u
      WHERE o.edition_id = $4 OR o.idem_key = r.k
    UNION ALL
    SELECT r.i, o.id, o.edition_id, o.drop_id, o.quantity, o.state, false, NULL
      FROM unnest($1, $3) WITH ORDINALITY r(u, p, i) JOIN preorder o ON o.person = r.p
      WHERE o.edition_id IS NOT DISTINCT FROM $4 AND o.user_id <> r.u
  $look_up$ USING p_users, p_keys, p_persons, p_edition
  LOOP
    IF past.same THEN
      IF past.edition_id = p_edition AND past.drop_id IS NOT DISTINCT FROM p_drop AND past.quantity = p_quantities[past.i]
        AND past.row ->> 'currency' = coalesce(p_currencies[past.i], terms.currency)
        AND (past.row ->> 'city_id')::uuid IS NOT DISTINCT FROM p_cities[past.i] THEN
        outcomes[past.i] := 'replayed';
        replays := replays || jsonb_build_object(past.i::text, past.row);
      ELSE
        outcomes[past.i] := 'key_reused';
      END IF;
    END IF;
    IF past.edition_id = p_edition AND past.state NOT IN ('EXPIRED', 'CANCELLED') THEN
      bought[past.i] := bought[past.i] + past.quantity;
      IF past.drop_id = p_drop THEN
        bought_in_drop[past.i] := bought_in_drop[past.i] + past.quantity;
      END IF;
    END IF;
  END LOOP;

  FOR i IN 1..n LOOP
    CONTINUE WHEN outcomes[i] IS NOT NULL;
    price := CASE WHEN p_currencies[i] IS NULL THEN 1 ELSE array_position(currencies, p_currencies[i]) END;
    IF refusal IS NOT NULL THEN
      outcomes[i] := refusal;
    ELSIF price IS NULL THEN
      outcomes[i] := 'currency_not_offered';
    ELSIF p_cities[i] IS NOT NULL AND NOT cities ? p_cities[i]::text THEN
      outcomes[i] := 'unknown_city';
    ELSIF bought[i] + p_quantities[i] > terms.per_person_limit OR bought_in_drop[i] + p_quantities[i] > pool.per_person_limit THEN
      outcomes[i] := 'over_limit';
    ELSIF taken >= room THEN
      outcomes[i] := 'sold_out';
    ELSIF taken + p_quantities[i] > room THEN
      outcomes[i] := 'too_few_left';
    ELSE
      WHILE w < cardinality(waves) AND rooms[w] >= waves[w].capacity LOOP
        w := w + 1;
      END LOOP;
      rooms[w] := rooms[w] + p_quantities[i];
      wave_of[i] := w;
      price_of[i] := price;
      taken := taken + p_quantities[i];
      placed := placed + 1;
      accepted[placed] := p_ids[i];
      accepted_quantities[placed] := p_quantities[i];
      accepted_units[placed] := prices[price];
      accepted_currencies[placed] := currencies[price];
      -- Without a deposit nothing is awaited.
      accepted_states[placed] := CASE WHEN deposits[price] = 0 THEN 'RESERVED' ELSE 'HELD' END;
      held_units := held_units + CASE WHEN deposits[price] = 0 THEN 0 ELSE p_quantities[i] END;
      outcomes[i] := 'placed';
    END IF;
  END LOOP;

  IF placed > 0 THEN
    INSERT INTO preorder (id, user_id, person, edition_id, drop_id, show_id, idem_key, contact, quantity, unit_minor, deposit_minor, total_minor,
        tax_minor, currency, state, wave_id, city_id, window_start, window_end, placed_at, hold_expires_at, refundable_until, state_changed_at)
      SELECT r.id, r.u, r.p, p_edition, p_drop, in_show, r.k, r.c, r.q, prices[r.m], deposits[r.m] * r.q, prices[r.m] * r.q,
        tax_inside(prices[r.m] * r.q, taxes[r.m]), currencies[r.m],
        CASE WHEN deposits[r.m] = 0 THEN 'RESERVED'::"PreorderState" ELSE 'HELD' END, waves[r.w].id, r.t,
        waves[r.w].window_start + coalesce((cities -> r.t::text ->> 0)::int, 0), waves[r.w].window_end + coalesce((cities -> r.t::text ->> 1)::int, 0),
        happened, happened + make_interval(secs => hold), happened + make_interval(days => terms.refund_days), happened
      FROM unnest(p_ids, p_users, p_persons, p_keys, p_contacts, p_quantities, p_cities, wave_of, price_of) r(id, u, p, k, c, q, t, w, m) WHERE r.w IS NOT NULL;
    UPDATE delivery_wave v SET allocated = t.allocated
      FROM unnest(rooms) WITH ORDINALITY t(allocated, i) WHERE v.id = waves[t.i].id AND v.allocated <> t.allocated;
    stock := append_ledger(p_edition, 'placed', accepted, accepted_quantities, '{}', -taken, held_units, taken - held_units,
      d_pooled => CASE WHEN p_drop IS NULL THEN 0 ELSE -taken END);
    IF p_drop IS NOT NULL THEN
      UPDATE drop SET "left" = "left" - taken, held = held + held_units, sold = sold + taken - held_units WHERE id = p_drop RETURNING * INTO pool;
    END IF;
    PERFORM add_to_minutes(p_edition, array_fill(in_show, ARRAY[placed]), accepted_currencies, array_fill(NULL::"PreorderState", ARRAY[placed]),
      accepted_states, accepted_quantities, accepted_units, '{}', '{}');
  END IF;

  RETURN stock_line(stock) || jsonb_build_object('at', happened, 'drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(pool) END, 'served', served,
    'limit', least(terms.per_person_limit, coalesce(pool.per_person_limit, terms.per_person_limit)),
    'prices', (SELECT jsonb_agg(jsonb_build_array(c, p, d, t)) FROM unnest(currencies, prices, deposits, taxes) m(c, p, d, t)),
    'holdExpiresAt', happened + make_interval(secs => hold), 'refundableUntil', happened + make_interval(days => terms.refund_days),
    'windows', (SELECT jsonb_agg(jsonb_build_array(v.window_start, v.window_end) ORDER BY v.position) FROM unnest(waves) v),
    'cities', cities, 'outcomes', to_jsonb(outcomes), 'waveOf', to_jsonb(wave_of), 'priceOf', to_jsonb(price_of), 'replays', replays);
END $$;

-- Gives free units to those who wait: with p_drop NULL the shop's units to the waitlist, while sales are open; else the pool's
-- units to the drop's line. In the order of places; one that asks for more than is left does not block those behind it.
-- The caller holds the inventory lock. Returns [{entry, name}]; an entry is SERVED, or CLOSED with the reason.
CREATE FUNCTION serve_line(p_edition uuid, p_drop uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  room int;
  hold int;
  entries line_entry[];
  orders uuid[];
  answer jsonb;
  outcomes text[];
  served jsonb := '[]';
  gone int;
BEGIN
  LOOP
    IF p_drop IS NULL THEN
      SELECT i.available - i.pooled, e.offer_seconds INTO room, hold FROM inventory i JOIN edition e ON e.id = i.edition_id
        WHERE i.edition_id = p_edition AND e.sales_open;
    ELSE
      SELECT "left", hold_seconds INTO room, hold FROM drop WHERE id = p_drop AND status = 'OPEN' AND paused_at IS NULL;
    END IF;
    EXIT WHEN coalesce(room, 0) <= 0;
    SELECT array_agg(w.e ORDER BY (w.e).place) INTO entries FROM (
      SELECT e FROM line_entry e WHERE edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop AND state = 'WAITING' AND quantity <= room
      ORDER BY place LIMIT least(room, 500)) w;
    EXIT WHEN entries IS NULL;
    SELECT array_agg(gen_random_uuid()) INTO orders FROM unnest(entries);
    SELECT place_preorders(p_edition, p_drop, orders, array_agg(entries[i].user_id ORDER BY i), array_agg(entries[i].person ORDER BY i),
        array_agg('line:' || entries[i].id ORDER BY i), array_agg(entries[i].quantity ORDER BY i), array_agg(entries[i].contact ORDER BY i),
        array_agg(entries[i].currency::text ORDER BY i), array_agg(entries[i].city_id ORDER BY i), hold)
      INTO answer FROM generate_subscripts(entries, 1) i;
    SELECT array_agg(o ORDER BY i) INTO outcomes FROM jsonb_array_elements_text(answer -> 'outcomes') WITH ORDINALITY x(o, i);
    EXIT WHEN outcomes <@ ARRAY['too_few_left', 'sold_out', 'drop_over', 'drop_paused', 'drop_not_open', 'sales_closed'];
    WITH judged AS (
      SELECT entries[i].id, outcomes[i] AS outcome, orders[i] AS preorder FROM generate_subscripts(entries, 1) i
        WHERE outcomes[i] NOT IN ('too_few_left', 'sold_out')),
    changed AS (
      UPDATE line_entry l SET state = CASE outcome WHEN 'placed' THEN 'SERVED'::"EntryState" ELSE 'CLOSED' END,
        preorder_id = CASE outcome WHEN 'placed' THEN j.preorder END, reason = CASE WHEN outcome <> 'placed' THEN outcome END, settled_at = clock_timestamp()
      FROM judged j WHERE l.id = j.id RETURNING l.*)
    SELECT served || coalesce(jsonb_agg(jsonb_build_object('entry', to_jsonb(c), 'name', CASE WHEN u.is_anonymous THEN c.contact ELSE u.name END) ORDER BY c.place), '[]'), count(*)
      INTO served, gone FROM changed c JOIN "user" u ON u.id = c.user_id;
    IF p_drop IS NOT NULL THEN
      PERFORM count_line(p_drop, -gone);
    END IF;
  END LOOP;
  RETURN served;
END $$;

-- Keeps what a drop tells of its line: how many wait, and how many units stood before the first of them.
CREATE FUNCTION count_line(p_drop uuid, d_waiting int) RETURNS void LANGUAGE sql AS $$
  UPDATE drop d SET waiting = waiting + d_waiting, first_units = coalesce(
      (SELECT units_before FROM line_entry e WHERE e.edition_id = d.edition_id AND e.drop_id = d.id AND e.state = 'WAITING' ORDER BY place LIMIT 1), next_units)
    WHERE d.id = p_drop
$$;

-- Opens a drop: draws the order of those who came early, and serves them. Before anybody else: places with a code, then by the
-- rule of the drop, which is the order of arrival or sha256(seed || id); the seed's hash was public since it was armed.
-- The caller holds the inventory and drop locks. Returns what serve_line returns.
CREATE FUNCTION open_drop(p_drop uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  opened drop;
  total int;
  many int;
BEGIN
  UPDATE drop SET status = 'OPEN' WHERE id = p_drop AND status = 'ARMED' RETURNING * INTO opened;
  IF NOT FOUND THEN
    RETURN '[]';
  END IF;
  WITH drawn AS (
    SELECT id, quantity, row_number() OVER places AS place, coalesce(sum(quantity) OVER (places ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM line_entry WHERE edition_id = opened.edition_id AND drop_id = p_drop AND state = 'WAITING'
    WINDOW places AS (ORDER BY code_id IS NULL, CASE opened.mode WHEN 'SHUFFLED' THEN sha256(opened.seed || uuid_send(id)) END, place)),
  placed AS (UPDATE line_entry e SET place = d.place, units_before = d.before FROM drawn d WHERE e.id = d.id RETURNING e.quantity)
  SELECT count(*), coalesce(sum(quantity), 0) INTO many, total FROM placed;
  UPDATE drop SET next_place = many + 1, next_units = total, first_units = 0 WHERE id = p_drop;
  RETURN serve_line(opened.edition_id, p_drop);
END $$;

-- Opens or closes a drop whose time has come; does nothing when it has not. Returns {drop, stock, served, closed} of what it did, or
-- NULL; `closed` are the entries whose wait is over.
CREATE FUNCTION advance_drop(p_drop uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
  served jsonb;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF d.paused_at IS NOT NULL OR d.opens_at IS NULL THEN
    RETURN NULL;
  ELSIF d.status = 'ARMED' AND d.opens_at <= clock_timestamp() THEN
    served := open_drop(p_drop);
  ELSIF d.status = 'OPEN' AND d.closes_at <= clock_timestamp() THEN
    RETURN close_drop(p_drop);
  ELSE
    RETURN NULL;
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served, 'closed', '[]'::jsonb);
END $$;

-- Arms a prepared drop: its units leave the shop for its own pool, and people may take a place. Outcomes: armed, not_found,
-- too_few_left, drop_wrong_state. Returns {outcome, available, drop, stock}.
CREATE FUNCTION arm_drop(p_drop uuid, p_seed bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF d.status <> 'PREPARED' THEN
    RETURN jsonb_build_object('outcome', CASE d.status WHEN 'ARMED' THEN 'armed' ELSE 'drop_wrong_state' END, 'drop', drop_line(d), 'stock', stock_line(stock));
  ELSIF stock.available - stock.pooled < d.units THEN
    RETURN jsonb_build_object('outcome', 'too_few_left', 'available', stock.available - stock.pooled);
  END IF;
  UPDATE drop SET status = 'ARMED', "left" = units, seed = p_seed, seed_hash = sha256(p_seed) WHERE id = p_drop RETURNING * INTO d;
  stock := append_ledger(d.edition_id, 'pooled', '{}', ARRAY[d.units], '{}', 0, 0, 0, d_pooled => d.units);
  RETURN jsonb_build_object('outcome', 'armed', 'drop', drop_line(d), 'stock', stock_line(stock));
END $$;

-- Stops a drop and its clock, or lets both go on where they stood. Returns {drop, stock, served, closed}.
CREATE FUNCTION pause_drop(p_drop uuid, p_pause boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
  served jsonb := '[]';
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  IF p_pause THEN
    UPDATE drop SET paused_at = clock_timestamp() WHERE id = p_drop AND status IN ('ARMED', 'OPEN') AND paused_at IS NULL;
  ELSE
    UPDATE drop SET opens_at = CASE WHEN status = 'ARMED' THEN opens_at + (clock_timestamp() - paused_at) ELSE opens_at END,
      closes_at = closes_at + (clock_timestamp() - paused_at), paused_at = NULL WHERE id = p_drop AND paused_at IS NOT NULL;
    served := serve_line(d.edition_id, p_drop);
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served, 'closed', '[]'::jsonb);
END $$;

-- Ends a drop, or takes an armed one back to prepared: what is left goes back to the shop, first to its waitlist; who waited is told.
-- Returns {drop, stock, served, closed}.
CREATE FUNCTION close_drop(p_drop uuid, p_to "DropStatus" DEFAULT 'CLOSED') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  remains int;
  stock inventory;
  served jsonb;
  closed jsonb;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF d.status = p_to OR (d.status = 'CLOSED') THEN
    RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', '[]'::jsonb, 'closed', '[]'::jsonb);
  END IF;
  remains := d."left";
  WITH over AS (
    UPDATE line_entry SET state = 'CLOSED', reason = 'drop_over', settled_at = clock_timestamp()
    WHERE edition_id = d.edition_id AND drop_id = p_drop AND state = 'WAITING' RETURNING *)
  SELECT coalesce(jsonb_agg(to_jsonb(over)), '[]') INTO closed FROM over;
  UPDATE priority_code SET entry_id = NULL WHERE drop_id = p_drop AND entry_id IN (SELECT (c ->> 'id')::uuid FROM jsonb_array_elements(closed) c);
  UPDATE drop SET status = p_to, "left" = 0, waiting = 0, closed_at = CASE p_to WHEN 'CLOSED' THEN clock_timestamp() END,
      opens_at = CASE p_to WHEN 'CLOSED' THEN opens_at END, closes_at = CASE p_to WHEN 'CLOSED' THEN closes_at END, paused_at = NULL
    WHERE id = p_drop RETURNING * INTO d;
  IF remains > 0 THEN
    PERFORM append_ledger(d.edition_id, 'unpooled', '{}', ARRAY[remains], '{}', 0, 0, 0, d_pooled => -remains);
  END IF;
  served := serve_line(d.edition_id, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served, 'closed', closed);
END $$;

-- Takes places in a line, in the order of the arrays. Who waits already keeps the place they have. Outcomes: waiting, replayed (an
-- entry that was settled since), key_reused, available (there are units: order instead), line_full (every unit that could come back
-- is waited for), over_limit, code_invalid, currency_not_offered, unknown_city, drop_not_armed, drop_paused, drop_over, unknown_edition.
-- drop.wanted comes with 20261125240000. Returns {drop, stock, served, outcomes[], entries[]}.
CREATE FUNCTION join_line(p_edition uuid, p_drop uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[],
                          p_contacts text[], p_currencies text[], p_cities uuid[], p_codes bytea[]) RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  n int := cardinality(p_ids);
  outcomes text[] := array_fill(NULL::text, ARRAY[n]);
  known jsonb[] := array_fill(NULL::jsonb, ARRAY[n]);
  codes uuid[] := array_fill(NULL::uuid, ARRAY[n]);
  places int[] := array_fill(NULL::int, ARRAY[n]);
  befores int[] := array_fill(NULL::int, ARRAY[n]);
  twins boolean[] := array_fill(false, ARRAY[n]);
  stock inventory;
  terms edition;
  d drop;
  past record;
  refusal text;
  code uuid;
  room int;
  first_place int;
  joined int := 0;
  currencies text[];
  cities uuid[];
  happened timestamptz;
  served jsonb := '[]';
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  IF FOUND AND p_drop IS NOT NULL THEN
    SELECT * INTO d FROM drop WHERE id = p_drop AND edition_id = p_edition FOR UPDATE;
  END IF;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcomes', to_jsonb(array_fill('unknown_edition'::text, ARRAY[n])));
  END IF;
  SELECT * INTO STRICT terms FROM edition WHERE id = p_edition;
  happened := clock_timestamp();
  IF d.status = 'ARMED' AND d.opens_at <= happened AND d.paused_at IS NULL THEN
    served := open_drop(p_drop);
    SELECT * INTO d FROM drop WHERE id = p_drop;
    SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  END IF;
  room := CASE WHEN p_drop IS NOT NULL THEN CASE d.status WHEN 'OPEN' THEN d."left" ELSE 0 END WHEN terms.sales_open THEN stock.available - stock.pooled ELSE 0 END;
  refusal := CASE WHEN d.status = 'PREPARED' THEN 'drop_not_armed' WHEN d.status = 'CLOSED' OR d.closes_at <= happened THEN 'drop_over' WHEN d.paused_at IS NOT NULL THEN 'drop_paused' END;
  SELECT ARRAY[terms.currency]::text[] || array_agg(currency::text) INTO currencies FROM edition_price WHERE edition_id = p_edition;
  IF array_remove(p_cities, NULL) <> '{}' THEN
    SELECT array_agg(id) INTO cities FROM delivery_city WHERE id = ANY (p_cities) AND open;
  END IF;
  IF p_drop IS NULL THEN
    SELECT coalesce(max(place), 0) + 1, coalesce(min(place), 1) INTO d.next_place, first_place FROM line_entry
      WHERE edition_id = p_edition AND drop_id IS NULL AND state = 'WAITING';
  END IF;

  FOR past IN EXECUTE $look_up$
    SELECT r.i, e.idem_key = r.k AS same, e.edition_id = $3 AND e.drop_id IS NOT DISTINCT FROM $4 AS here, e.quantity, e.state, to_jsonb(e) AS entry
      FROM unnest($1, $2) WITH ORDINALITY r(u, k, i) JOIN line_entry e ON e.user_id = r.u
  $look_up$ USING p_users, p_keys, p_edition, p_drop
  LOOP
    IF past.same THEN
      outcomes[past.i] := CASE WHEN NOT past.here OR past.quantity <> p_quantities[past.i] THEN 'key_reused' WHEN past.state = 'WAITING' THEN 'waiting' ELSE 'replayed' END;
      known[past.i] := past.entry;
    ELSIF past.here AND past.state = 'WAITING' AND outcomes[past.i] IS NULL THEN
      outcomes[past.i] := 'waiting';
      known[past.i] := past.entry;
    END IF;
  END LOOP;
  FOR past IN EXECUTE $look_up$
    SELECT r.i FROM unnest($1) WITH ORDINALITY r(p, i) JOIN line_entry e ON e.person = r.p
      WHERE e.state = 'WAITING' AND e.edition_id IS NOT DISTINCT FROM $2 AND e.drop_id IS NOT DISTINCT FROM $3
  $look_up$ USING p_persons, p_edition, p_drop
  LOOP
    twins[past.i] := true;
  END LOOP;

  FOR i IN 1..n LOOP
    CONTINUE WHEN outcomes[i] IS NOT NULL;
    outcomes[i] := CASE
      WHEN refusal IS NOT NULL THEN refusal
      WHEN p_quantities[i] > least(terms.per_person_limit, coalesce(d.per_person_limit, terms.per_person_limit)) OR twins[i] THEN 'over_limit'
      WHEN p_currencies[i] IS NOT NULL AND NOT p_currencies[i] = ANY (currencies) THEN 'currency_not_offered'
      WHEN p_cities[i] IS NOT NULL AND NOT coalesce(p_cities[i] = ANY (cities), false) THEN 'unknown_city'
      WHEN p_quantities[i] <= room THEN 'available'
      WHEN d.status = 'OPEN' AND d.wanted + p_quantities[i] > d.held + d."left" THEN 'line_full'
    END;
    IF outcomes[i] IS NULL AND p_codes[i] IS NOT NULL THEN
      UPDATE priority_code SET user_id = p_users[i], entry_id = p_ids[i] WHERE code_hash = p_codes[i] AND edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop
        AND entry_id IS NULL AND revoked_at IS NULL AND expires_at > happened
        AND (user_id IS NULL OR user_id = p_users[i]) AND (person IS NULL OR person = p_persons[i]) RETURNING id INTO code;
      codes[i] := code;
      IF code IS NULL THEN
        outcomes[i] := 'code_invalid';
      END IF;
    END IF;
    IF outcomes[i] IS NULL THEN
      IF p_drop IS NULL AND codes[i] IS NOT NULL THEN
        first_place := first_place - 1;
        places[i] := first_place;
      ELSE
        places[i] := d.next_place;
        d.next_place := d.next_place + 1;
      END IF;
      befores[i] := d.next_units;
      d.next_units := d.next_units + p_quantities[i];
      d.wanted := d.wanted + p_quantities[i];
      joined := joined + 1;
    END IF;
  END LOOP;

  IF joined > 0 THEN
    FOR past IN
      WITH fresh AS (
        INSERT INTO line_entry (id, edition_id, drop_id, user_id, person, contact, idem_key, quantity, currency, city_id, code_id, place, units_before, joined_at)
          SELECT r.id, p_edition, p_drop, r.u, r.p, r.c, r.k, r.q, coalesce(r.m, terms.currency), r.t, r.o, r.l, r.b, happened
          FROM unnest(p_ids, p_users, p_persons, p_contacts, p_keys, p_quantities, p_currencies, p_cities, codes, places, befores) r(id, u, p, c, k, q, m, t, o, l, b)
          WHERE r.l IS NOT NULL RETURNING *)
      SELECT r.i, to_jsonb(f) AS entry FROM fresh f JOIN unnest(p_ids) WITH ORDINALITY r(id, i) ON r.id = f.id
    LOOP
      outcomes[past.i] := 'waiting';
      known[past.i] := past.entry;
    END LOOP;
    IF p_drop IS NOT NULL THEN
      UPDATE drop SET next_place = d.next_place, next_units = d.next_units WHERE id = p_drop;
      PERFORM count_line(p_drop, joined);
      SELECT * INTO d FROM drop WHERE id = p_drop;
    END IF;
  END IF;
  RETURN jsonb_build_object('drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(d) END, 'stock', stock_line(stock),
    'served', served, 'outcomes', to_jsonb(outcomes), 'entries', to_jsonb(known));
END $$;

-- Gives up a place. Outcomes: left (also when it was before), not_found, served. Returns {outcome, edition, drop}.
CREATE FUNCTION leave_line(p_entry uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  entry line_entry;
  d drop;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM line_entry WHERE id = p_entry AND user_id = p_user) FOR UPDATE;
  SELECT * INTO entry FROM line_entry WHERE id = p_entry AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF entry.state = 'SERVED' THEN
    RETURN '{"outcome": "served"}';
  ELSIF entry.state = 'WAITING' THEN
    UPDATE line_entry SET state = 'LEFT', settled_at = clock_timestamp() WHERE id = p_entry;
    UPDATE priority_code SET entry_id = NULL WHERE entry_id = p_entry;
    IF entry.drop_id IS NOT NULL THEN
      PERFORM count_line(entry.drop_id, -1);
    END IF;
  END IF;
  SELECT * INTO d FROM drop WHERE id = entry.drop_id;
  RETURN jsonb_build_object('outcome', 'left', 'edition', entry.edition_id, 'drop', CASE WHEN d.id IS NOT NULL THEN drop_line(d) END);
END $$;

-- Moves those that stand in one of p_from, where that is legal, and leaves the rest alone. p_due_only takes only holds
-- whose time is over. Units that come free go to those who wait, in the same transaction: first to the line of the drop they were
-- sold in while it is open, else to the waitlist.
-- Returns stock_line || {moved: [{id, userId, showId, from, quantity, paidMinor}], served, drops: [drop_line]}.
CREATE FUNCTION move_preorders(p_edition uuid, p_ids uuid[], p_from "PreorderState"[], p_to "PreorderState", p_due_only boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  stock inventory;
  leaves boolean := p_to IN ('EXPIRED', 'CANCELLED');
  ids uuid[]; quantities int[]; shows uuid[]; units bigint[]; currencies text[]; left_states "PreorderState"[]; moved jsonb;
  from_held int; from_sold int; to_pool int := 0;
  touched uuid[] := '{}';
  served jsonb := '[]';
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  PERFORM FROM drop WHERE id IN (SELECT drop_id FROM preorder WHERE id = ANY (p_ids)) ORDER BY id FOR UPDATE;
  WITH candidates AS (
    SELECT o.* FROM preorder o JOIN preorder_transition t ON t.from_state = o.state AND t.to_state = p_to
    WHERE o.edition_id = p_edition AND o.id = ANY (p_ids) AND o.state = ANY (p_from) AND (NOT p_due_only OR o.hold_expires_at <= clock_timestamp())
    ORDER BY o.id FOR UPDATE OF o),
  changed AS (
    UPDATE preorder o SET state = p_to, state_changed_at = clock_timestamp() FROM candidates c WHERE o.id = c.id RETURNING o.id),
  freed AS (
    UPDATE delivery_wave v SET allocated = v.allocated - f.units
    FROM (SELECT wave_id, sum(quantity)::int AS units FROM candidates GROUP BY wave_id) f WHERE leaves AND v.id = f.wave_id RETURNING 1),
  pools AS (
    UPDATE drop d SET held = d.held - f.held, sold = d.sold + CASE WHEN leaves THEN -f.sold ELSE f.held END,
      "left" = d."left" + CASE WHEN leaves AND d.status = 'OPEN' THEN f.held + f.sold ELSE 0 END
    FROM (SELECT drop_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0)::int AS held,
        coalesce(sum(quantity) FILTER (WHERE state <> 'HELD'), 0)::int AS sold FROM candidates WHERE drop_id IS NOT NULL GROUP BY drop_id) f
    WHERE d.id = f.drop_id AND (leaves OR f.held > 0) RETURNING d.id, CASE WHEN leaves AND d.status = 'OPEN' THEN f.held + f.sold ELSE 0 END AS pooled)
  SELECT array_agg(c.id ORDER BY c.id), array_agg(c.quantity ORDER BY c.id), array_agg(c.show_id ORDER BY c.id),
      array_agg(c.unit_minor ORDER BY c.id), array_agg(c.currency::text ORDER BY c.id), array_agg(c.state ORDER BY c.id),
      coalesce(sum(c.quantity) FILTER (WHERE c.state = 'HELD'), 0), coalesce(sum(c.quantity) FILTER (WHERE c.state <> 'HELD'), 0),
      jsonb_agg(jsonb_build_object('id', c.id, 'userId', c.user_id, 'showId', c.show_id, 'from', c.state, 'quantity', c.quantity, 'paidMinor', c.paid_minor) ORDER BY c.id),
      (SELECT coalesce(sum(pooled), 0) FROM pools), (SELECT coalesce(array_agg(id), '{}') FROM pools)
    INTO ids, quantities, shows, units, currencies, left_states, from_held, from_sold, moved, to_pool, touched FROM candidates c JOIN changed USING (id);
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, lower(p_to::text), ids, quantities, '{}',
      CASE WHEN leaves THEN from_held + from_sold ELSE 0 END, -from_held, CASE WHEN leaves THEN -from_sold ELSE from_held END,
      d_pooled => to_pool, d_returned => CASE WHEN leaves THEN from_held + from_sold ELSE 0 END);
    PERFORM add_to_minutes(p_edition, shows, currencies, left_states, array_fill(p_to, ARRAY[cardinality(ids)]), quantities, units, '{}', '{}');
    IF leaves THEN
      SELECT coalesce(jsonb_agg(s), '[]') INTO served FROM unnest(touched || NULL::uuid) d, jsonb_array_elements(serve_line(p_edition, d)) s;
      SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
    END IF;
  END IF;
  RETURN stock_line(stock) || jsonb_build_object('moved', coalesce(moved, '[]'::jsonb), 'served', served,
    'drops', (SELECT coalesce(jsonb_agg(drop_line(d)), '[]') FROM drop d WHERE d.id = ANY (touched)));
END $$;

-- Adds or withdraws units that nobody holds; the CHECKs on inventory refuse to withdraw more. New units go to the waitlist first.
DROP FUNCTION adjust_stock(uuid, int);
CREATE FUNCTION adjust_stock(p_edition uuid, p_delta int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  served jsonb;
BEGIN
  PERFORM FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  PERFORM append_ledger(p_edition, 'adjusted', '{}', ARRAY[p_delta], '{}', p_delta, 0, 0, p_delta);
  served := serve_line(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served, 'units', stock.initial + stock.adjusted);
END $$;

-- Serves the waitlist of an edition whose sale was opened. Returns stock_line || {served}.
CREATE FUNCTION serve_waitlist(p_edition uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  served jsonb;
BEGIN
  PERFORM FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  served := serve_line(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served);
END $$;

-- As in 20261122070000, now with the drop's counters and each order's currency.
CREATE OR REPLACE FUNCTION settle_deposits(p_edition uuid, p_payments uuid[], p_refs text[]) RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  stock inventory;
  happened timestamptz;
  settled jsonb;
  ids uuid[]; quantities int[]; amounts bigint[]; shows uuid[]; units bigint[]; currencies text[];
  late_shows uuid[]; late_currencies text[]; late_amounts bigint[]; touched uuid[];
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  PERFORM FROM drop WHERE id IN (SELECT o.drop_id FROM payment p JOIN preorder o ON o.id = p.preorder_id WHERE p.id = ANY (p_payments)) ORDER BY id FOR UPDATE;
  happened := clock_timestamp();
  WITH due AS (
    SELECT p.id AS payment, p.amount_minor, p.state AS payment_state, r.ref, o.* FROM unnest(p_payments, p_refs) r(id, ref)
    JOIN payment p ON p.id = r.id JOIN preorder o ON o.id = p.preorder_id
    WHERE o.edition_id = p_edition AND p.kind = 'DEPOSIT' ORDER BY o.id FOR UPDATE OF p, o),
  judged AS (
    SELECT d.*, CASE WHEN payment_state = 'CAPTURED' THEN 'replayed' WHEN state = 'HELD' THEN 'reserved'
      WHEN paid_minor > 0 THEN 'surplus' ELSE 'too_late' END AS outcome FROM due d),
  captured AS (
    UPDATE payment p SET state = 'CAPTURED', provider_ref = j.ref, settled_at = happened, failure = NULL
    FROM judged j WHERE p.id = j.payment AND j.outcome IN ('reserved', 'too_late') RETURNING p.id),
  moved AS (
    UPDATE preorder o SET paid_minor = o.paid_minor + j.amount_minor,
      state = CASE j.outcome WHEN 'reserved' THEN 'RESERVED' ELSE o.state END,
      state_changed_at = CASE j.outcome WHEN 'reserved' THEN happened ELSE o.state_changed_at END
    FROM judged j WHERE o.id = j.id AND j.outcome IN ('reserved', 'too_late') RETURNING o.id),
  pools AS (
    UPDATE drop d SET held = d.held - f.units, sold = d.sold + f.units
    FROM (SELECT drop_id, sum(quantity)::int AS units FROM judged WHERE outcome = 'reserved' AND drop_id IS NOT NULL GROUP BY drop_id) f
    WHERE d.id = f.drop_id RETURNING d.id)
  SELECT jsonb_agg(jsonb_build_object('payment', j.payment, 'order', j.id, 'userId', j.user_id, 'showId', j.show_id,
      'outcome', j.outcome, 'quantity', j.quantity, 'amount', j.amount_minor)),
    array_agg(j.id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.quantity ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.unit_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.currency::text ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'too_late'), array_agg(j.currency::text ORDER BY j.id) FILTER (WHERE outcome = 'too_late'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'too_late'), (SELECT coalesce(array_agg(id), '{}') FROM pools)
    INTO settled, ids, quantities, amounts, shows, units, currencies, late_shows, late_currencies, late_amounts, touched
    FROM judged j LEFT JOIN captured c ON c.id = j.payment LEFT JOIN moved m ON m.id = j.id;
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, 'reserved', ids, quantities, amounts, 0,
      -(SELECT sum(q)::int FROM unnest(quantities) q), (SELECT sum(q)::int FROM unnest(quantities) q));
    PERFORM add_to_minutes(p_edition, shows, currencies, array_fill('HELD'::"PreorderState", ARRAY[cardinality(ids)]),
      array_fill('RESERVED'::"PreorderState", ARRAY[cardinality(ids)]), quantities, units, amounts, '{}');
  END IF;
  IF late_amounts IS NOT NULL THEN
    PERFORM add_to_minutes(p_edition, late_shows, late_currencies, '{}', '{}', '{}', '{}', late_amounts, '{}');
  END IF;
  RETURN stock_line(stock) || jsonb_build_object('settled', coalesce(settled, '[]'::jsonb),
    'drops', (SELECT coalesce(jsonb_agg(drop_line(d)), '[]') FROM drop d WHERE d.id = ANY (touched)));
END $$;

-- Records a refund that the rail has carried out. Returns false when it was recorded before.
CREATE OR REPLACE FUNCTION settle_refund(p_payment uuid, p_ref text) RETURNS boolean LANGUAGE plpgsql AS $$
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
  PERFORM add_to_minutes(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}', '{}', '{}', ARRAY[owed.amount_minor]);
  RETURN true;
END $$;

-- Turns a reserved order into one of another edition of the same product. What was paid moves along, up to the new total; the rest is
-- owed back by the old order, which is cancelled. The refund clock of the first order goes on. Outcomes: converted, not_found,
-- not_convertible, deposit_due (nothing was paid, the new one asks for a deposit), and those of place_preorders. Returns {outcome, state, available, from, placed, moved}: from is the old edition,
-- placed and moved are what place_preorders and move_preorders returned.
CREATE FUNCTION convert_preorder(p_id uuid, p_user uuid, p_to uuid, p_new uuid, p_key text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  old preorder;
  made preorder;
  answer jsonb;
  outcome text;
  credit bigint;
  charge payment;
  stock inventory;
  moved jsonb;
BEGIN
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user;
  PERFORM FROM inventory WHERE edition_id IN (old.edition_id, p_to) ORDER BY edition_id FOR UPDATE;
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  SELECT * INTO made FROM preorder WHERE converted_from = p_id;
  IF FOUND THEN
    RETURN jsonb_build_object('outcome', CASE WHEN made.edition_id = p_to THEN 'converted' ELSE 'not_convertible' END, 'state', old.state, 'order', made.id);
  ELSIF old.state <> 'RESERVED' OR old.edition_id = p_to OR NOT EXISTS (
    SELECT FROM edition a JOIN edition b ON b.product_id = a.product_id WHERE a.id = old.edition_id AND b.id = p_to) THEN
    RETURN jsonb_build_object('outcome', 'not_convertible', 'state', old.state);
  ELSIF old.paid_minor = 0 AND (SELECT deposit_minor FROM edition WHERE id = p_to) > 0 THEN
    RETURN jsonb_build_object('outcome', 'deposit_due', 'state', old.state);
  END IF;
  answer := place_preorders(p_to, NULL, ARRAY[p_new], ARRAY[old.user_id], ARRAY[old.person], ARRAY[p_key], ARRAY[old.quantity], ARRAY[old.contact],
    ARRAY[old.currency::text], ARRAY[old.city_id]);
  outcome := answer -> 'outcomes' ->> 0;
  IF outcome <> 'placed' THEN
    RETURN jsonb_build_object('outcome', outcome, 'state', old.state, 'available', answer -> 'available');
  END IF;
  SELECT * INTO made FROM preorder WHERE id = p_new;
  credit := least(old.paid_minor, made.total_minor);
  IF credit > 0 THEN
    SELECT * INTO charge FROM payment WHERE preorder_id = p_id AND kind = 'DEPOSIT' AND state = 'CAPTURED' ORDER BY settled_at DESC LIMIT 1;
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, state, settled_at, credit_of)
      VALUES (gen_random_uuid(), p_new, 'DEPOSIT', 1, charge.rail, credit, old.currency, 'CAPTURED', clock_timestamp(), coalesce(charge.credit_of, charge.id));
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, state, settled_at, refund_of, provider_ref)
      VALUES (gen_random_uuid(), p_id, 'REFUND', 1 + (SELECT count(*) FROM payment WHERE preorder_id = p_id AND kind = 'REFUND'), charge.rail, credit, old.currency,
        'CAPTURED', clock_timestamp(), charge.id, 'moved-to-' || p_new);
    PERFORM append_ledger(old.edition_id, 'refunded', ARRAY[p_id], ARRAY[old.quantity], ARRAY[credit], 0, 0, 0);
    PERFORM add_to_minutes(old.edition_id, ARRAY[old.show_id], ARRAY[old.currency::text], '{}', '{}', '{}', '{}', '{}', ARRAY[credit]);
  END IF;
  UPDATE preorder SET paid_minor = paid_minor - credit WHERE id = p_id;
  UPDATE preorder SET paid_minor = credit, converted_from = p_id, state = 'RESERVED', refundable_until = least(refundable_until, old.refundable_until),
    state_changed_at = clock_timestamp() WHERE id = p_new;
  IF made.state = 'HELD' THEN
    PERFORM append_ledger(p_to, 'reserved', ARRAY[p_new], ARRAY[old.quantity], ARRAY[credit], 0, -old.quantity, old.quantity);
    PERFORM add_to_minutes(p_to, ARRAY[made.show_id], ARRAY[made.currency::text], ARRAY['HELD']::"PreorderState"[], ARRAY['RESERVED']::"PreorderState"[],
      ARRAY[made.quantity], ARRAY[made.unit_minor], ARRAY[credit], '{}');
  ELSIF credit > 0 THEN
    PERFORM add_to_minutes(p_to, ARRAY[made.show_id], ARRAY[made.currency::text], '{}', '{}', '{}', '{}', ARRAY[credit], '{}');
  END IF;
  moved := move_preorders(old.edition_id, ARRAY[p_id], '{RESERVED}', 'CANCELLED');
  SELECT * INTO stock FROM inventory WHERE edition_id = p_to;
  RETURN jsonb_build_object('outcome', 'converted', 'from', old.edition_id, 'order', p_new, 'placed', stock_line(stock), 'moved', moved);
END $$;

-- One row per edition whose figures do not add up; empty when all is well. Drops count too: a pool is the sum of what its drops have
-- left, and a drop's counters are those of its orders.
CREATE OR REPLACE VIEW audit_faults AS
  WITH live AS (
    SELECT edition_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0) AS held,
      coalesce(sum(quantity) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')), 0) AS sold
    FROM preorder GROUP BY edition_id),
  money AS (
    SELECT o.edition_id, count(*) AS wrong FROM preorder o
    LEFT JOIN (SELECT preorder_id, sum(CASE kind WHEN 'REFUND' THEN -amount_minor ELSE amount_minor END) AS paid
               FROM payment WHERE state = 'CAPTURED' GROUP BY preorder_id) p ON p.preorder_id = o.id
    WHERE o.paid_minor <> coalesce(p.paid, 0) OR o.paid_minor > o.total_minor GROUP BY o.edition_id),
  minutes AS (
    SELECT edition_id, sum(placed_units) AS placed, sum(gone_units) AS gone, sum(captured_minor - refunded_minor) AS paid
    FROM sales_minute GROUP BY edition_id),
  paid AS (SELECT edition_id, sum(paid_minor) AS paid FROM preorder GROUP BY edition_id),
  pools AS (
    SELECT d.edition_id, sum(d."left") AS pooled, count(*) FILTER (WHERE d.held <> coalesce(o.held, 0) OR d.sold <> coalesce(o.sold, 0)
      OR d.waiting <> coalesce(w.waiting, 0) OR d."left" + d.held + d.sold > d.units) AS wrong
    FROM drop d
    LEFT JOIN (SELECT drop_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0) AS held,
        coalesce(sum(quantity) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')), 0) AS sold
      FROM preorder WHERE drop_id IS NOT NULL GROUP BY drop_id) o ON o.drop_id = d.id
    LEFT JOIN (SELECT drop_id, count(*) AS waiting FROM line_entry WHERE state = 'WAITING' AND drop_id IS NOT NULL GROUP BY drop_id) w ON w.drop_id = d.id
    GROUP BY d.edition_id)
  SELECT e.sku, i.held, coalesce(l.held, 0) AS held_in_orders, i.sold, coalesce(l.sold, 0) AS sold_in_orders,
    coalesce(m.wrong, 0) AS orders_with_wrong_money, coalesce(n.placed - n.gone, 0) AS units_in_minutes, coalesce(n.paid, 0) AS paid_in_minutes,
    i.pooled, coalesce(q.pooled, 0) AS left_in_drops, coalesce(q.wrong, 0) AS drops_with_wrong_units
  FROM inventory i JOIN edition e ON e.id = i.edition_id
  LEFT JOIN live l ON l.edition_id = e.id LEFT JOIN money m ON m.edition_id = e.id
  LEFT JOIN minutes n ON n.edition_id = e.id LEFT JOIN paid p ON p.edition_id = e.id LEFT JOIN pools q ON q.edition_id = e.id
  WHERE i.initial + i.adjusted <> i.available + i.held + i.sold OR i.held <> coalesce(l.held, 0) OR i.sold <> coalesce(l.sold, 0)
    OR coalesce(m.wrong, 0) > 0 OR i.held + i.sold <> coalesce(n.placed - n.gone, 0) OR coalesce(n.paid, 0) <> coalesce(p.paid, 0)
    OR i.pooled <> coalesce(q.pooled, 0) OR coalesce(q.wrong, 0) > 0;

-- Units came free for the shop, or for the pool of a drop: every process must ask the database again.
DROP TRIGGER stock_returned ON inventory;
CREATE TRIGGER stock_returned AFTER UPDATE ON inventory
  FOR EACH ROW WHEN (NEW.available > OLD.available OR NEW.pooled < OLD.pooled AND NEW.available = OLD.available)
  EXECUTE FUNCTION tell_processes('stock', 'edition_id');
