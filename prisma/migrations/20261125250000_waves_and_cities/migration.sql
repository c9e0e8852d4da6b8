-- An order stands whole in one wave and no wave is promised to more units than it has places; the tax rate is frozen beside the tax;
-- every process hears of cities; a whole wave can be moved.

ALTER TABLE "preorder" ADD COLUMN "tax_bp" INTEGER NOT NULL DEFAULT 0;
UPDATE preorder SET tax_bp = round(tax_minor * 10000.0 / (total_minor - tax_minor)) WHERE tax_minor > 0;
ALTER TABLE preorder ADD CONSTRAINT preorder_tax_rate CHECK (tax_bp BETWEEN 0 AND 10000);
CREATE TRIGGER preorder_tax_rate_is_frozen BEFORE UPDATE OF tax_bp ON preorder
  FOR EACH ROW WHEN (OLD.tax_bp IS DISTINCT FROM NEW.tax_bp) EXECUTE FUNCTION refuse_change();

-- Waves that were overfilled before promised those units all the same.
UPDATE delivery_wave SET capacity = allocated WHERE allocated > capacity;
ALTER TABLE delivery_wave ADD CONSTRAINT wave_never_overfull CHECK (allocated <= capacity);

CREATE TRIGGER city_changed AFTER INSERT OR UPDATE OR DELETE ON delivery_city
  FOR EACH ROW EXECUTE FUNCTION tell_processes('city', 'id');

-- A wave that was moved, and how far its orders' new promises were written about. `told_through` is the last of those rows.
CREATE TABLE "wave_move" (
    "id" UUID NOT NULL,
    "wave_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told_through" UUID,
    "told_at" TIMESTAMPTZ(3),
    CONSTRAINT "wave_move_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "wave_move_at_idx" ON "wave_move"("at") WHERE (told_at IS NULL);
ALTER TABLE "wave_move" ADD CONSTRAINT "wave_move_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "delivery_wave"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "promise_change" ADD COLUMN "move_id" UUID;
CREATE INDEX "promise_change_move_id_id_idx" ON "promise_change"("move_id", "id") WHERE (move_id IS NOT NULL);

-- The place in a wave that the next single unit gets: its window, the wave's number and how many places that wave has left.
CREATE OR REPLACE FUNCTION next_window(p_edition uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('start', window_start, 'end', window_end, 'wave', position, 'left', capacity - allocated) FROM delivery_wave
  WHERE edition_id = p_edition AND allocated < capacity ORDER BY position LIMIT 1
$$;

-- The tax inside a gross amount, in minor units, rounded half up. In two parts, so that no product leaves bigint.
CREATE OR REPLACE FUNCTION tax_inside(p_gross bigint, p_bp int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT p_gross / (10000 + p_bp) * p_bp + (p_gross % (10000 + p_bp) * p_bp + (10000 + p_bp) / 2) / (10000 + p_bp)
$$;

-- The live orders of a wave.
CREATE FUNCTION wave_orders(p_wave uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(o.id), '{}') FROM delivery_wave v JOIN preorder o ON o.edition_id = v.edition_id AND o.wave_id = v.id
  WHERE v.id = p_wave AND o.state NOT IN ('EXPIRED', 'CANCELLED', 'DELIVERED')
$$;

-- What those of the orders that live were promised last, and what they would be promised if their wave had this window, the way to
-- their city added; only where that is another window.
CREATE FUNCTION new_promises(p_orders uuid[], p_start date, p_end date)
RETURNS TABLE (id uuid, user_id uuid, state "PreorderState", quantity int, wave_id uuid, city_id uuid, old_start date, old_end date, new_start date, new_end date)
LANGUAGE sql STABLE AS $$
  SELECT o.id, o.user_id, o.state, o.quantity, o.wave_id, o.city_id, last.window_start, last.window_end, next.window_start, next.window_end
  FROM unnest(p_orders) i JOIN preorder o ON o.id = i LEFT JOIN delivery_city t ON t.id = o.city_id
  LEFT JOIN LATERAL (SELECT * FROM promise_change p WHERE p.preorder_id = o.id ORDER BY p.at DESC, p.id DESC LIMIT 1) c ON true,
  LATERAL (SELECT coalesce(c.window_start, o.window_start) AS window_start, coalesce(c.window_end, o.window_end) AS window_end) last,
  LATERAL (SELECT p_start + coalesce(t.first_days, 0) AS window_start, p_end + coalesce(t.last_days, 0) AS window_end) next
  WHERE o.state NOT IN ('EXPIRED', 'CANCELLED', 'DELIVERED')
    AND (last.window_start, last.window_end) IS DISTINCT FROM (next.window_start, next.window_end)
$$;

-- Whether the wave may have this window: those before it come no later, those after it no earlier.
CREATE FUNCTION wave_fits(p_wave uuid, p_start date, p_end date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM delivery_wave v JOIN delivery_wave w ON w.edition_id = v.edition_id WHERE w.id = p_wave
    AND CASE WHEN v.position < w.position THEN v.window_start > p_start OR v.window_end > p_end
             WHEN v.position > w.position THEN v.window_start < p_start OR v.window_end < p_end ELSE false END)
$$;

-- Writes those promises, each with the reason. Returns [{id, userId, state}].
CREATE FUNCTION promise_anew(p_move uuid, p_orders uuid[], p_start date, p_end date, p_reason text) RETURNS jsonb LANGUAGE sql AS $$
  WITH due AS MATERIALIZED (SELECT * FROM new_promises(p_orders, p_start, p_end)),
  written AS (
    INSERT INTO promise_change (id, preorder_id, wave_id, move_id, window_start, window_end, reason, at)
      SELECT gen_random_uuid(), d.id, d.wave_id, p_move, d.new_start, d.new_end, p_reason, clock_timestamp() FROM due d)
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'userId', d.user_id, 'state', d.state)), '[]') FROM due d
$$;

-- Moves a wave for whoever orders from now on, and tells the orders that came while the others were told (since p_since): the stock
-- is locked only for that. Outcomes: moved, not_found, windows_out_of_order. Returns {outcome, edition, before: {start, end}, told}.
CREATE FUNCTION move_wave(p_move uuid, p_wave uuid, p_start date, p_end date, p_reason text, p_since timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wave delivery_wave;
  late uuid[];
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM delivery_wave WHERE id = p_wave) FOR UPDATE;
  SELECT * INTO wave FROM delivery_wave WHERE id = p_wave FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF NOT wave_fits(p_wave, p_start, p_end) THEN
    RETURN '{"outcome": "windows_out_of_order"}';
  END IF;
  UPDATE delivery_wave SET window_start = p_start, window_end = p_end WHERE id = p_wave;
  -- An order carries the moment at which its batch began; no batch takes a minute.
  SELECT coalesce(array_agg(id), '{}') INTO late FROM preorder
    WHERE edition_id = wave.edition_id AND placed_at > p_since - interval '1 minute' AND wave_id = p_wave;
  RETURN jsonb_build_object('outcome', 'moved', 'edition', wave.edition_id, 'before', jsonb_build_object('start', wave.window_start, 'end', wave.window_end),
    'told', promise_anew(p_move, late, p_start, p_end, p_reason));
END $$;

-- As in 20261125100100, but an order goes whole into the first wave that has room for all of it, and freezes its tax rate. A small order
-- still fills what a large one left. too_few_left also means that no single wave has so many places; `fits` is the most that one has.
-- Outcomes: placed, replayed, key_reused, sales_closed, over_limit, too_few_left, sold_out, currency_not_offered, unknown_city,
-- drop_not_open, drop_paused, drop_over, unknown_edition.
-- Returns stock_line || {at, drop, served, limit, prices[][currency, unit, deposit, taxBp], holdExpiresAt, refundableUntil,
-- windows[][2], cities{id: [first, last]}, fits, outcomes[], waveOf[], priceOf[],
-- replays{ord: order}}.
CREATE OR REPLACE FUNCTION place_preorders(p_edition uuid, p_drop uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[],
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
    refusal := CASE WHEN pool.status IN ('PREPARED', 'ARMED') THEN 'drop_not_open' WHEN pool.status = 'CLOSED' OR pool.closes_at <= happened THEN 'drop_over'
                    WHEN pool.paused_at IS NOT NULL THEN 'drop_paused' END;
  END IF;
  SELECT array_agg(v ORDER BY v.position), array_agg(v.capacity - v.allocated ORDER BY v.position) INTO waves, rooms
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
    INSERT INTO preorder (id, user_id, person, edition_id, drop_id, show_id, idem_key, contact, quantity, unit_minor, deposit_minor, total_minor,
        tax_minor, tax_bp, currency, state, wave_id, city_id, window_start, window_end, placed_at, hold_expires_at, refundable_until, state_changed_at)
      SELECT r.id, r.u, r.p, p_edition, p_drop, in_show, r.k, r.c, r.q, prices[r.m], deposits[r.m] * r.q, prices[r.m] * r.q,
        tax_inside(prices[r.m] * r.q, taxes[r.m]), taxes[r.m], currencies[r.m],
        CASE WHEN deposits[r.m] = 0 THEN 'RESERVED'::"PreorderState" ELSE 'HELD' END, waves[r.w].id, r.t,
        waves[r.w].window_start + coalesce((cities -> r.t::text ->> 0)::int, 0), waves[r.w].window_end + coalesce((cities -> r.t::text ->> 1)::int, 0),
        happened, happened + make_interval(secs => hold), happened + make_interval(days => terms.refund_days), happened
      FROM unnest(p_ids, p_users, p_persons, p_keys, p_contacts, p_quantities, p_cities, wave_of, price_of) r(id, u, p, k, c, q, t, w, m) WHERE r.w IS NOT NULL;
    UPDATE delivery_wave v SET allocated = waves[t.i].capacity - t.room
      FROM unnest(rooms) WITH ORDINALITY t(room, i) WHERE v.id = waves[t.i].id AND v.allocated <> waves[t.i].capacity - t.room;
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
    'fits', (SELECT max(r) FROM unnest(rooms) r), 'cities', cities, 'outcomes', to_jsonb(outcomes), 'waveOf', to_jsonb(wave_of), 'priceOf', to_jsonb(price_of), 'replays', replays);
END $$;
