-- A request for units, or for a place in a line, as lib/engine/order-requests.ts writes it. Whether it is a guest's
-- and where it comes from, and whether the device proved work, is asked on open sale only; a code in a line only;
-- `replaces` is the order that ends when this one is made, which counts no longer.
CREATE TYPE order_request AS (
  id uuid, user_id uuid, person text, idem_key text, quantity int, contact text, currency text, city_id uuid,
  guest boolean, network text, device text, proven boolean, code_hash bytea, country text, replaces uuid
);

CREATE FUNCTION read_requests(p_requests json) RETURNS order_request[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(r) FROM json_populate_recordset(NULL::order_request, p_requests) r
$$;

CREATE TYPE sale_price AS (currency text, unit_minor bigint, deposit_minor bigint, tax_bp int);

-- What the way to a country of the batch costs from a weight on.
CREATE TYPE sale_fee AS (country text, currency text, from_grams int, fee_minor bigint);

-- What a batch is sold under: why nothing is sold now, the units there are, what one person may have of the edition
-- with its variants and of the drop, the show, the prices with the edition's own first, the waves with the places they
-- have left, and the days that the way to a city adds, as {id: [first, last]}; whether a country must be named, what
-- a unit weighs, and the fees and the working days to the countries that were, as {code: [first, last]}.
CREATE TYPE sale_terms AS (
  refusal text, room int, variants uuid[], person_limit int, drop_limit int, show_id uuid, prices sale_price[],
  waves delivery_wave[], rooms int[], cities jsonb, asks_country boolean, grams bigint, fees sale_fee[],
  zones jsonb,
  hold_until timestamptz, refundable_until timestamptz
);

-- Places one batch of requests in their order: from the shop's units, or from the pool of p_drop. A buyer and a
-- person appear at most once in a batch (the batcher sees to it). p_hold_seconds replaces the usual time to pay. An
-- order goes whole into the first wave that has room for all of it, and freezes its tax rate; a small order still
-- fills what a large one left. too_few_left also means that no single wave has so many places; `fits` is the most
-- that one has.
-- A plan made while a table was empty stays in the connection and takes any index, reading every row for every buyer
-- once the crowd is there: look-ups by buyer are therefore planned anew each time (EXECUTE, or custom plans), which
-- costs a batch a third of a millisecond.
-- Outcomes: placed, replayed, key_reused, sales_closed, sales_halted, over_limit, too_few_left, sold_out,
-- currency_not_offered, unknown_city, country_required, not_shipped_there, drop_not_open, drop_paused, drop_over,
-- unknown_edition.
-- Returns stock_line || {at, drop, served, limit, prices[][currency, unit, deposit, taxBp], holdExpiresAt,
-- refundableUntil, windows[][2], cities{id: [first, last]}, zones{code: [first, last]}, asksCountry, fits, outcomes[],
-- waveOf[], priceOf[], feeOf[], replays{ord: order}}.
CREATE FUNCTION place_preorders(
  p_edition uuid, p_drop uuid, p_requests order_request[], p_hold_seconds int DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  stock inventory;
  pool drop;
  terms sale_terms;
  happened timestamptz;
  served jsonb := '[]';
  outcomes text[];
  wave_of int[];
  price_of int[];
  fee_of bigint[];
  rooms int[];
  replays jsonb;
BEGIN
  SELECT * INTO stock FROM lock_stock(ARRAY[p_edition]);
  IF FOUND AND p_drop IS NOT NULL THEN
    SELECT * INTO pool FROM drop WHERE id = p_drop AND edition_id = p_edition FOR UPDATE;
  END IF;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcomes',
      to_jsonb(array_fill('unknown_edition'::text, ARRAY[cardinality(p_requests)])));
  END IF;
  happened := date_trunc('milliseconds', clock_timestamp());
  -- Who comes first finds the opening due.
  IF pool.status = 'ARMED' AND pool.opens_at <= happened AND pool.paused_at IS NULL THEN
    served := open_drop(p_drop);
    SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
    SELECT * INTO pool FROM drop WHERE id = p_drop;
  END IF;
  terms := load_terms(stock, pool, p_requests, p_hold_seconds, happened);
  SELECT * INTO outcomes, wave_of, price_of, fee_of, rooms, replays
    FROM judge_requests(p_edition, p_drop, p_requests, terms);
  IF 'placed' = ANY (outcomes) THEN
    stock := write_orders(p_edition, p_drop, p_requests, terms, wave_of, price_of, fee_of, happened);
    IF p_drop IS NOT NULL THEN
      SELECT * INTO pool FROM drop WHERE id = p_drop;
    END IF;
  END IF;
  RETURN stock_line(stock) || jsonb_build_object('at', happened,
    'drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(pool) END, 'served', served,
    'limit', least(terms.person_limit, terms.drop_limit),
    'prices', (SELECT jsonb_agg(jsonb_build_array(currency, unit_minor, deposit_minor, tax_bp))
      FROM unnest(terms.prices)),
    'holdExpiresAt', terms.hold_until, 'refundableUntil', terms.refundable_until,
    'windows', (SELECT jsonb_agg(jsonb_build_array(window_start, window_end)) FROM unnest(terms.waves)),
    'fits', (SELECT max(r) FROM unnest(rooms) r), 'cities', terms.cities, 'zones', terms.zones,
    'asksCountry', terms.asks_country, 'outcomes', to_jsonb(outcomes),
    'waveOf', to_jsonb(wave_of), 'priceOf', to_jsonb(price_of), 'feeOf', to_jsonb(fee_of),
    'replays', replays);
END $$;

-- What the batch is sold under, as of `happened`; `pool` is NULL on open sale.
CREATE FUNCTION load_terms(
  stock inventory, pool drop, p_requests order_request[], p_hold_seconds int, happened timestamptz
) RETURNS sale_terms LANGUAGE plpgsql AS $$
DECLARE
  sold edition;
  terms sale_terms;
  city_ids uuid[];
BEGIN
  SELECT * INTO STRICT sold FROM edition WHERE id = stock.edition_id;
  terms.variants := CASE WHEN sold.variant_group = '' THEN ARRAY[sold.id]
    ELSE ARRAY(SELECT variants_of(ARRAY[sold.id])) END;
  terms.person_limit := sold.per_person_limit;
  terms.drop_limit := pool.per_person_limit;
  terms.hold_until := happened + make_interval(secs => coalesce(p_hold_seconds, pool.hold_seconds, sold.hold_seconds));
  terms.refundable_until := happened + make_interval(days => sold.refund_days);
  IF pool.id IS NULL THEN
    terms.room := stock.available - stock.pooled;
    terms.refusal := CASE WHEN NOT sold.sales_open THEN 'sales_closed'
      WHEN sold.sales_halted_by IS NOT NULL THEN 'sales_halted' END;
    SELECT s.id INTO terms.show_id FROM show_product sp JOIN show s ON s.id = sp.show_id
      WHERE sp.product_id = sold.product_id AND s.status = 'LIVE' ORDER BY s.went_live_at DESC LIMIT 1;
  ELSE
    terms.room := pool."left";
    terms.show_id := pool.show_id;
    terms.refusal := CASE
      WHEN pool.status IN ('PREPARED', 'ARMED') THEN 'drop_not_open'
      WHEN pool.status = 'CLOSED' OR pool.closes_at <= drop_time(pool, happened) THEN 'drop_over'
      WHEN sold.sales_halted_by IS NOT NULL THEN 'sales_halted'
      WHEN pool.paused_at IS NOT NULL THEN 'drop_paused' END;
  END IF;
  SELECT array_agg(v ORDER BY v.position), array_agg(v.capacity - v.allocated ORDER BY v.position)
    INTO terms.waves, terms.rooms FROM delivery_wave v WHERE v.edition_id = stock.edition_id;
  IF terms.waves IS NULL THEN
    terms.refusal := coalesce(terms.refusal, 'sales_closed');
  END IF;
  SELECT ARRAY[(sold.currency, sold.price_minor, sold.deposit_minor, sold.tax_bp)::sale_price]
      || array_agg((x.currency, x.price_minor, x.deposit_minor, x.tax_bp)::sale_price ORDER BY x.currency)
    INTO terms.prices FROM edition_price x WHERE x.edition_id = stock.edition_id;
  IF pool.id IS NOT NULL THEN
    terms.prices := drop_prices(terms.prices, pool.id);
  END IF;
  terms.cities := '{}';
  SELECT array_agg(city_id) INTO city_ids FROM unnest(p_requests) WHERE city_id IS NOT NULL;
  IF city_ids IS NOT NULL THEN
    SELECT coalesce(jsonb_object_agg(c.id, jsonb_build_array(c.first_days, c.last_days)), '{}') INTO terms.cities
      FROM delivery_city c WHERE c.id = ANY (city_ids) AND c.open;
  END IF;
  terms.asks_country := asks_country(stock.edition_id);
  IF terms.asks_country THEN
    terms.grams := coalesce(sold.weight_grams, 0);
    SELECT array_agg((c.country, f.currency, f.from_grams, f.fee_minor)::sale_fee) INTO terms.fees
      FROM (SELECT DISTINCT country FROM unnest(p_requests) WHERE country IS NOT NULL) c
      JOIN shipping_fee f ON f.zone_id = zone_of(c.country);
    SELECT jsonb_object_agg(c.country, zone_days(c.country)) INTO terms.zones
      FROM (SELECT DISTINCT country FROM unnest(p_requests) WHERE country IS NOT NULL) c;
  END IF;
  RETURN terms;
END $$;

-- Says of each request what becomes of it, in their order, each with what those before it took: its outcome, and the
-- places of its wave and its price in the terms, and what its way costs. `rooms` is what the waves have left
-- then, `replays` the orders that were placed with the same key before.
CREATE FUNCTION judge_requests(
  p_edition uuid, p_drop uuid, p_requests order_request[], terms sale_terms,
  OUT outcomes text[], OUT wave_of int[], OUT price_of int[], OUT fee_of bigint[], OUT rooms int[], OUT replays jsonb
) LANGUAGE plpgsql AS $$
DECLARE
  n int := cardinality(p_requests);
  bought int[] := array_fill(0, ARRAY[n]);
  bought_in_drop int[] := array_fill(0, ARRAY[n]);
  currencies text[] := (SELECT array_agg(currency) FROM unnest(terms.prices));
  taken int := 0;
  past record;
  asked record;
BEGIN
  outcomes := array_fill(NULL::text, ARRAY[n]);
  wave_of := array_fill(NULL::int, ARRAY[n]);
  price_of := array_fill(1, ARRAY[n]);
  rooms := terms.rooms;
  replays := '{}';
  -- Editions are matched without `=`: while its orders are new to the statistics, an index by edition looks small
  -- and was read whole for every request.
  FOR past IN EXECUTE $look_up$
    SELECT r.ordinality AS i, o.edition_id, o.drop_id, o.quantity, o.state, o.idem_key = r.idem_key AS same,
        o.edition_id = $2 AND o.drop_id IS NOT DISTINCT FROM $3 AND o.quantity = r.quantity
          AND o.currency = coalesce(r.currency, $4) AND o.city_id IS NOT DISTINCT FROM r.city_id
          AND (o.country IS NULL OR o.country IS NOT DISTINCT FROM r.country) AS alike,
        array_position($5, o.edition_id) IS NOT NULL AND o.id IS DISTINCT FROM r.replaces AS counts,
        CASE WHEN o.idem_key = r.idem_key THEN to_jsonb(o) END AS row
      FROM unnest($1) WITH ORDINALITY r JOIN preorder o ON o.user_id = r.user_id
      WHERE array_position($5, o.edition_id) IS NOT NULL OR o.idem_key = r.idem_key
    UNION ALL
    SELECT r.ordinality, o.edition_id, o.drop_id, o.quantity, o.state, false, false, true, NULL
      FROM unnest($1) WITH ORDINALITY r JOIN preorder o ON o.person = r.person
      WHERE array_position($5, o.edition_id) IS NOT NULL AND o.user_id <> r.user_id
  $look_up$ USING p_requests, p_edition, p_drop, currencies[1], terms.variants
  LOOP
    IF past.same AND past.alike THEN
      outcomes[past.i] := 'replayed';
      replays := replays || jsonb_build_object(past.i::text, past.row);
    ELSIF past.same THEN
      outcomes[past.i] := 'key_reused';
    END IF;
    IF past.counts AND past.state NOT IN ('EXPIRED', 'CANCELLED') THEN
      bought[past.i] := bought[past.i] + past.quantity;
      IF past.drop_id = p_drop THEN
        bought_in_drop[past.i] := bought_in_drop[past.i] + past.quantity;
      END IF;
    END IF;
  END LOOP;

  IF terms.asks_country THEN
    SELECT array_agg(fee ORDER BY i) INTO fee_of FROM (
      SELECT r.ordinality AS i, (SELECT f.fee_minor FROM unnest(terms.fees) f
          WHERE f.country = r.country AND f.currency = coalesce(r.currency, currencies[1])
            AND f.from_grams <= terms.grams * r.quantity ORDER BY f.from_grams DESC LIMIT 1) AS fee
      FROM unnest(p_requests) WITH ORDINALITY r) x;
  ELSE
    fee_of := array_fill(0::bigint, ARRAY[n]);
  END IF;

  FOR asked IN
    SELECT ordinality AS i, quantity, city_id, country,
        CASE WHEN currency IS NULL THEN 1 ELSE array_position(currencies, currency) END AS price
      FROM unnest(p_requests) WITH ORDINALITY
  LOOP
    CONTINUE WHEN outcomes[asked.i] IS NOT NULL;
    outcomes[asked.i] := CASE
      WHEN terms.refusal IS NOT NULL THEN terms.refusal
      WHEN asked.price IS NULL THEN 'currency_not_offered'
      WHEN asked.city_id IS NOT NULL AND NOT terms.cities ? asked.city_id::text THEN 'unknown_city'
      WHEN terms.asks_country AND asked.country IS NULL THEN 'country_required'
      WHEN fee_of[asked.i] IS NULL THEN 'not_shipped_there'
      WHEN bought[asked.i] + asked.quantity > terms.person_limit
        OR bought_in_drop[asked.i] + asked.quantity > terms.drop_limit THEN 'over_limit'
      WHEN taken >= terms.room THEN 'sold_out'
      WHEN taken + asked.quantity > terms.room THEN 'too_few_left'
    END;
    CONTINUE WHEN outcomes[asked.i] IS NOT NULL;
    wave_of[asked.i] := first_fit(rooms, asked.quantity);
    IF wave_of[asked.i] IS NULL THEN
      outcomes[asked.i] := 'too_few_left';
      CONTINUE;
    END IF;
    rooms[wave_of[asked.i]] := rooms[wave_of[asked.i]] - asked.quantity;
    price_of[asked.i] := asked.price;
    taken := taken + asked.quantity;
    outcomes[asked.i] := 'placed';
  END LOOP;
END $$;

-- Writes the orders that have a wave, their places in it, the stock with its ledger entry, the drop's counters and the
-- minute. Returns the stock.
CREATE FUNCTION write_orders(
  p_edition uuid, p_drop uuid, p_requests order_request[], terms sale_terms, wave_of int[], price_of int[],
  fee_of bigint[], happened timestamptz
) RETURNS inventory LANGUAGE plpgsql AS $$
DECLARE
  prices sale_price[] := terms.prices;
  waves delivery_wave[] := terms.waves;
  cities jsonb := terms.cities;
  zones jsonb := terms.zones;
  stock inventory;
  ids uuid[]; quantities int[]; units bigint[]; currencies text[]; states "PreorderState"[];
  taken int; held_units int;
BEGIN
  WITH made AS (
    INSERT INTO preorder (id, user_id, person, edition_id, drop_id, show_id, idem_key, contact, quantity,
        unit_minor, deposit_minor, total_minor, shipping_minor, tax_minor, tax_bp, currency,
        state, wave_id, city_id, country, window_start, window_end,
        placed_at, hold_expires_at, refundable_until, state_changed_at)
      SELECT r.id, r.user_id, r.person, p_edition, p_drop, terms.show_id, r.idem_key, r.contact, r.quantity,
        p.unit_minor, p.deposit_minor * r.quantity, p.unit_minor * r.quantity + w.fee, w.fee,
        tax_inside(p.unit_minor * r.quantity + w.fee, p.tax_bp), p.tax_bp, p.currency,
        -- Without a deposit nothing is awaited.
        CASE WHEN p.deposit_minor = 0 THEN 'RESERVED'::"PreorderState" ELSE 'HELD' END, w.id, r.city_id,
        CASE WHEN terms.asks_country THEN r.country END,
        arrival(w.window_start, cities -> r.city_id::text, zones -> r.country, 0),
        arrival(w.window_end, cities -> r.city_id::text, zones -> r.country, 1),
        happened, terms.hold_until, terms.refundable_until, happened
      FROM unnest(p_requests) WITH ORDINALITY r
      CROSS JOIN LATERAL (SELECT (prices[price_of[r.ordinality]]).*) p
      CROSS JOIN LATERAL (SELECT (waves[wave_of[r.ordinality]]).*, fee_of[r.ordinality] AS fee) w
      WHERE wave_of[r.ordinality] IS NOT NULL
      RETURNING id, quantity, unit_minor, currency, state)
  SELECT array_agg(id), array_agg(quantity), array_agg(unit_minor), array_agg(currency::text), array_agg(state),
      sum(quantity), coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0)
    INTO ids, quantities, units, currencies, states, taken, held_units FROM made;
  UPDATE delivery_wave v SET allocated = v.allocated + t.units
    FROM (
      SELECT waves[wave_of[ordinality]].id, sum(quantity)::int AS units FROM unnest(p_requests) WITH ORDINALITY
      WHERE wave_of[ordinality] IS NOT NULL GROUP BY 1) t
    WHERE v.id = t.id;
  stock := append_ledger(p_edition, 'placed', ids, quantities, '{}', -taken, held_units, taken - held_units,
    d_pooled => CASE WHEN p_drop IS NULL THEN 0 ELSE -taken END);
  IF p_drop IS NOT NULL THEN
    UPDATE drop SET "left" = "left" - taken, held = held + held_units, sold = sold + taken - held_units
      WHERE id = p_drop;
  END IF;
  PERFORM add_to_sales(p_edition, array_fill(terms.show_id, ARRAY[cardinality(ids)]), currencies,
    array_fill(NULL::"PreorderState", ARRAY[cardinality(ids)]), states, quantities, units, '{}', '{}');
  RETURN stock;
END $$;
