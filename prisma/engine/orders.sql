-- Places one batch of requests in their order: from the shop's units, or from the pool of p_drop. A buyer and a
-- person appear at most once in a batch (the lane sees to it). p_hold_seconds replaces the usual time to pay. An
-- order goes whole into the first wave that has room for all of it, and freezes its tax rate; a small order still
-- fills what a large one left. too_few_left also means that no single wave has so many places; `fits` is the most
-- that one has.
-- A plan made while a table was empty stays in the connection and takes any index, reading every row for every buyer
-- once the crowd is there: look-ups by buyer are therefore planned anew each time (EXECUTE, or custom plans), which
-- costs a batch a third of a millisecond.
-- Outcomes: placed, replayed, key_reused, sales_closed, over_limit, too_few_left, sold_out, currency_not_offered,
-- unknown_city, drop_not_open, drop_paused, drop_over, unknown_edition.
-- Returns stock_line || {at, drop, served, limit, prices[][currency, unit, deposit, taxBp], holdExpiresAt,
-- refundableUntil, windows[][2], cities{id: [first, last]}, fits, outcomes[], waveOf[], priceOf[], replays{ord:
-- order}}.
CREATE FUNCTION place_preorders(
  p_edition uuid, p_drop uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[],
  p_contacts text[], p_currencies text[], p_cities uuid[], p_hold_seconds int DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
  fit int;
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
    refusal := CASE
      WHEN pool.status IN ('PREPARED', 'ARMED') THEN 'drop_not_open'
      WHEN pool.status = 'CLOSED' OR pool.closes_at <= happened THEN 'drop_over'
      WHEN pool.paused_at IS NOT NULL THEN 'drop_paused' END;
  END IF;
  SELECT array_agg(v ORDER BY v.position), array_agg(v.capacity - v.allocated ORDER BY v.position) INTO waves, rooms
    FROM delivery_wave v WHERE v.edition_id = p_edition;
  IF waves IS NULL THEN refusal := 'sales_closed'; END IF;
  SELECT ARRAY[terms.currency]::text[] || array_agg(x.currency::text ORDER BY x.currency),
      ARRAY[terms.price_minor] || array_agg(x.price_minor ORDER BY x.currency),
      ARRAY[terms.deposit_minor] || array_agg(x.deposit_minor ORDER BY x.currency),
      ARRAY[terms.tax_bp] || array_agg(x.tax_bp ORDER BY x.currency)
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
      IF past.edition_id = p_edition AND past.drop_id IS NOT DISTINCT FROM p_drop
        AND past.quantity = p_quantities[past.i]
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
    ELSIF bought[i] + p_quantities[i] > terms.per_person_limit
      OR bought_in_drop[i] + p_quantities[i] > pool.per_person_limit THEN
      outcomes[i] := 'over_limit';
    ELSIF taken >= room THEN
      outcomes[i] := 'sold_out';
    ELSIF taken + p_quantities[i] > room THEN
      outcomes[i] := 'too_few_left';
    ELSE
      WHILE w < cardinality(rooms) AND rooms[w] = 0 LOOP
        w := w + 1;
      END LOOP;
      fit := w;
      WHILE fit <= cardinality(rooms) AND rooms[fit] < p_quantities[i] LOOP
        fit := fit + 1;
      END LOOP;
      IF fit > cardinality(rooms) THEN
        outcomes[i] := 'too_few_left';
        CONTINUE;
      END IF;
      rooms[fit] := rooms[fit] - p_quantities[i];
      wave_of[i] := fit;
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
    INSERT INTO preorder (id, user_id, person, edition_id, drop_id, show_id, idem_key, contact, quantity,
        unit_minor, deposit_minor, total_minor, tax_minor, tax_bp, currency,
        state, wave_id, city_id, window_start, window_end,
        placed_at, hold_expires_at, refundable_until, state_changed_at)
      SELECT r.id, r.u, r.p, p_edition, p_drop, in_show, r.k, r.c, r.q,
        prices[r.m], deposits[r.m] * r.q, prices[r.m] * r.q, tax_inside(prices[r.m] * r.q, taxes[r.m]), taxes[r.m],
        currencies[r.m],
        CASE WHEN deposits[r.m] = 0 THEN 'RESERVED'::"PreorderState" ELSE 'HELD' END, waves[r.w].id, r.t,
        waves[r.w].window_start + coalesce((cities -> r.t::text ->> 0)::int, 0),
        waves[r.w].window_end + coalesce((cities -> r.t::text ->> 1)::int, 0),
        happened, happened + make_interval(secs => hold), happened + make_interval(days => terms.refund_days), happened
      FROM unnest(p_ids, p_users, p_persons, p_keys, p_contacts, p_quantities, p_cities, wave_of, price_of)
        r(id, u, p, k, c, q, t, w, m)
      WHERE r.w IS NOT NULL;
    UPDATE delivery_wave v SET allocated = waves[t.i].capacity - t.room
      FROM unnest(rooms) WITH ORDINALITY t(room, i)
      WHERE v.id = waves[t.i].id AND v.allocated <> waves[t.i].capacity - t.room;
    stock := append_ledger(p_edition, 'placed', accepted, accepted_quantities, '{}',
      -taken, held_units, taken - held_units, d_pooled => CASE WHEN p_drop IS NULL THEN 0 ELSE -taken END);
    IF p_drop IS NOT NULL THEN
      UPDATE drop SET "left" = "left" - taken, held = held + held_units, sold = sold + taken - held_units
        WHERE id = p_drop RETURNING * INTO pool;
    END IF;
    PERFORM add_to_minutes(p_edition, array_fill(in_show, ARRAY[placed]), accepted_currencies,
      array_fill(NULL::"PreorderState", ARRAY[placed]), accepted_states, accepted_quantities, accepted_units,
      '{}', '{}');
  END IF;

  RETURN stock_line(stock) || jsonb_build_object('at', happened,
    'drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(pool) END, 'served', served,
    'limit', least(terms.per_person_limit, coalesce(pool.per_person_limit, terms.per_person_limit)),
    'prices', (SELECT jsonb_agg(jsonb_build_array(c, p, d, t))
      FROM unnest(currencies, prices, deposits, taxes) m(c, p, d, t)),
    'holdExpiresAt', happened + make_interval(secs => hold),
    'refundableUntil', happened + make_interval(days => terms.refund_days),
    'windows', (SELECT jsonb_agg(jsonb_build_array(v.window_start, v.window_end) ORDER BY v.position)
      FROM unnest(waves) v),
    'fits', (SELECT max(r) FROM unnest(rooms) r), 'cities', cities, 'outcomes', to_jsonb(outcomes),
    'waveOf', to_jsonb(wave_of), 'priceOf', to_jsonb(price_of), 'replays', replays);
END $$;

-- place_preorders for open sale, for those whom refuse_unpaid lets through. Returns what it returns, for these alone
-- and in their order, with `refused`, in the order of the batch, when somebody was refused; that and nothing else
-- when all were.
CREATE FUNCTION place_on_sale(
  p_edition uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[], p_contacts text[],
  p_currencies text[], p_cities uuid[], p_guests boolean[], p_networks text[], p_devices text[], p_proven boolean[]
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  refused text[];
  answer jsonb;
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  IF stock.available > stock.pooled THEN
    refused := refuse_unpaid(p_edition, p_users, p_keys, p_quantities, p_guests, p_networks, p_devices, p_proven);
  END IF;
  IF array_remove(refused, NULL) <> '{}' THEN
    SELECT array_agg(p_ids[i] ORDER BY i), array_agg(p_users[i] ORDER BY i), array_agg(p_persons[i] ORDER BY i),
        array_agg(p_keys[i] ORDER BY i), array_agg(p_quantities[i] ORDER BY i), array_agg(p_contacts[i] ORDER BY i),
        array_agg(p_currencies[i] ORDER BY i), array_agg(p_cities[i] ORDER BY i), array_agg(p_guests[i] ORDER BY i),
        array_agg(p_networks[i] ORDER BY i), array_agg(p_devices[i] ORDER BY i), array_agg(p_proven[i] ORDER BY i)
      INTO p_ids, p_users, p_persons, p_keys, p_quantities, p_contacts, p_currencies, p_cities, p_guests,
        p_networks, p_devices, p_proven
      FROM unnest(refused) WITH ORDINALITY r(code, i) WHERE r.code IS NULL;
    IF p_ids IS NULL THEN
      RETURN jsonb_build_object('refused', to_jsonb(refused));
    END IF;
  ELSE
    refused := NULL;
  END IF;
  answer := place_preorders(p_edition, NULL, p_ids, p_users, p_persons, p_keys, p_quantities, p_contacts,
    p_currencies, p_cities);
  IF true = ANY (p_guests) THEN
    INSERT INTO unpaid_hold (preorder_id, edition_id, network, device, units, proven)
      SELECT p_ids[i], p_edition, p_networks[i], p_devices[i], p_quantities[i], p_proven[i]
      FROM jsonb_array_elements_text(answer -> 'outcomes') WITH ORDINALITY o(outcome, i)
      WHERE o.outcome = 'placed' AND p_guests[i];
  END IF;
  RETURN CASE WHEN refused IS NULL THEN answer ELSE answer || jsonb_build_object('refused', to_jsonb(refused)) END;
END $$;

-- Which of a batch on open sale may not hold more without paying: NULL for who may, else proof_required or
-- too_many_unpaid, in the order of the batch; NULL altogether when there is nobody to judge. The inventory row is
-- locked. Rules:
-- beside a drop that asks for work, everybody proves it;
-- three holds of the edition that an account let run out in a day are enough;
-- guests without proof hold a twentieth of the stock from one address (3 or 5 to 25 units) and a tenth (10 at least)
-- in all; with proof half of it from one address; one browser's guests five units, or what one person may have.
-- What ran out within the hour counts as held, so that nothing is held for ever in turns. Units reserved without a
-- deposit are never paid: they ask for proof sooner, and bar nobody.
CREATE FUNCTION refuse_unpaid(
  p_edition uuid, p_users uuid[], p_keys text[], p_quantities int[], p_guests boolean[], p_networks text[],
  p_devices text[], p_proven boolean[]
) RETURNS text[] LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  all_prove boolean := EXISTS (
    SELECT FROM drop WHERE edition_id = p_edition AND challenge AND status IN ('ARMED', 'OPEN'));
  spent uuid[];
  total int;
  each_person int;
  refused text[];
BEGIN
  SELECT array_agg(user_id) INTO spent FROM (
    SELECT user_id FROM preorder
    WHERE edition_id = p_edition AND state = 'EXPIRED' AND state_changed_at > now_at - interval '1 day'
      AND user_id = ANY (p_users)
    GROUP BY user_id HAVING count(*) >= 3) s;
  IF NOT all_prove AND spent IS NULL AND NOT (true = ANY (p_guests)) THEN
    RETURN NULL;
  END IF;
  SELECT i.initial + i.adjusted, e.per_person_limit INTO total, each_person
    FROM inventory i JOIN edition e ON e.id = i.edition_id WHERE i.edition_id = p_edition;
  DELETE FROM unpaid_hold h USING preorder o
    WHERE h.edition_id = p_edition AND h.network = ANY (p_networks)
      AND o.id = h.preorder_id AND NOT is_unpaid(o, now_at);
  DELETE FROM unpaid_hold h USING preorder o
    WHERE h.edition_id = p_edition AND NOT h.proven AND o.id = h.preorder_id AND NOT is_unpaid(o, now_at);
  WITH asked AS (
    SELECT r.who, r.units, coalesce(r.guest, false) AS guest, r.network, r.device,
      coalesce(r.proven, false) AS proven, r.i,
      EXISTS (SELECT FROM preorder o WHERE o.user_id = r.who AND o.idem_key = r.key) AS known
      FROM unnest(p_users, p_keys, p_quantities, p_guests, p_networks, p_devices, p_proven)
        WITH ORDINALITY r(who, key, units, guest, network, device, proven, i)),
  unproven AS (SELECT coalesce(sum(units), 0) AS units FROM unpaid_hold WHERE edition_id = p_edition AND NOT proven),
  by_network AS (
    SELECT h.network, coalesce(sum(h.units) FILTER (WHERE o.state <> 'RESERVED'), 0) AS held,
      coalesce(sum(h.units) FILTER (WHERE NOT h.proven), 0) AS unproven
      FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE h.edition_id = p_edition AND h.network = ANY (p_networks) GROUP BY h.network),
  by_device AS (
    SELECT h.device, sum(h.units) AS held FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE h.edition_id = p_edition AND h.device = ANY (p_devices)
        AND (o.state = 'HELD' OR o.state = 'EXPIRED' AND is_unpaid(o, now_at)) GROUP BY h.device),
  first_look AS (
    SELECT a.*, coalesce(n.held, 0) AS network_held, coalesce(d.held, 0) AS device_held, CASE
      WHEN a.known THEN NULL
      WHEN all_prove AND NOT a.proven THEN 'proof_required'
      WHEN a.who = ANY (spent) THEN 'too_many_unpaid'
      WHEN a.guest AND NOT a.proven AND (
        coalesce(n.unproven, 0)
            + sum(a.units) FILTER (WHERE a.guest AND NOT a.proven) OVER (PARTITION BY a.network ORDER BY a.i)
          > least(25, greatest(3, least(5, total / 2), total / 20))
        OR u.units + sum(a.units) FILTER (WHERE a.guest AND NOT a.proven) OVER (ORDER BY a.i)
          > greatest(10, total / 10)) THEN 'proof_required' END AS verdict
      FROM asked a CROSS JOIN unproven u LEFT JOIN by_network n ON n.network = a.network
        LEFT JOIN by_device d ON d.device = a.device),
  second_look AS (
    SELECT i, CASE
      WHEN verdict IS NOT NULL OR known OR NOT guest THEN verdict
      WHEN network_held
          + sum(units) FILTER (WHERE guest AND verdict IS NULL) OVER (PARTITION BY network ORDER BY i)
        > greatest(3, total / 2) THEN 'too_many_unpaid'
      WHEN device IS NOT NULL AND device_held
          + sum(units) FILTER (WHERE guest AND verdict IS NULL) OVER (PARTITION BY device ORDER BY i)
        > greatest(each_person, 5) THEN 'too_many_unpaid' END AS verdict
      FROM first_look)
  SELECT array_agg(verdict ORDER BY i) INTO refused FROM second_look;
  RETURN refused;
END $$;

-- Whether an order holds units that nobody paid for, or did within the hour.
CREATE FUNCTION is_unpaid(o preorder, p_now timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT o.state = 'HELD' OR (o.state = 'RESERVED' AND o.deposit_minor = 0)
    OR (o.state = 'EXPIRED' AND o.state_changed_at > p_now - interval '1 hour')
$$;

-- Marks what guests hold unpaid on open sale where ten of them came from one address and none has paid, those counted
-- whose holds ran out within the hour. Returns how many orders are newly marked.
CREATE FUNCTION flag_unpaid() RETURNS int LANGUAGE sql AS $$
  WITH clusters AS (
    SELECT h.network, count(DISTINCT o.user_id)::int AS accounts,
        array_agg(o.id) FILTER (WHERE o.state = 'HELD') AS ids
      FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE o.state = 'HELD' OR (o.state = 'EXPIRED' AND is_unpaid(o, clock_timestamp()))
      GROUP BY h.edition_id, h.network HAVING count(DISTINCT o.user_id) >= 10),
  marked AS (
    INSERT INTO preorder_flag AS f (preorder_id, rule, cluster, accounts)
      SELECT o, 'address', 'unpaid at ' || network, accounts FROM clusters, unnest(ids) o ORDER BY o
      ON CONFLICT (preorder_id, rule) DO UPDATE SET accounts = excluded.accounts, cluster = excluded.cluster
        WHERE f.accounts < excluded.accounts
      RETURNING f.at = now()::timestamptz(3) AS is_new)
  SELECT count(*) FILTER (WHERE is_new)::int FROM marked
$$;
