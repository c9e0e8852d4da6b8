-- Takes places in a line, in the order of the arrays. Who waits already keeps the place they have.
-- Outcomes: waiting, replayed (an entry that was settled since), key_reused, available (there are units: order
-- instead), queue_full (every unit that could come back is waited for), over_limit, code_invalid,
-- currency_not_offered, unknown_city, country_required, not_shipped_there, drop_not_armed, drop_paused, drop_over,
-- sales_closed (the product was put away), unknown_edition.
-- Returns {drop, stock, served, outcomes[], entries[]}.
CREATE FUNCTION join_queue(p_edition uuid, p_drop uuid, p_requests order_request[]) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  n int := cardinality(p_requests);
  outcomes text[];
  known jsonb[];
  twins boolean[];
  codes uuid[] := array_fill(NULL::uuid, ARRAY[n]);
  places int[] := array_fill(NULL::int, ARRAY[n]);
  befores int[] := array_fill(NULL::int, ARRAY[n]);
  stock inventory;
  terms edition;
  d drop;
  asked record;
  fresh record;
  refusal text;
  code uuid;
  room int;
  first_place int;
  joined int := 0;
  currencies text[];
  cities uuid[];
  needs_country boolean := asks_country(p_edition);
  happened timestamptz;
  served jsonb := '[]';
BEGIN
  SELECT * INTO stock FROM lock_stock(ARRAY[p_edition]);
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
  room := CASE
    WHEN p_drop IS NOT NULL THEN CASE d.status WHEN 'OPEN' THEN d."left" ELSE 0 END
    WHEN terms.sales_open THEN stock.available - stock.pooled ELSE 0 END;
  refusal := CASE
    WHEN d.status = 'PREPARED' THEN 'drop_not_armed'
    WHEN d.status = 'CLOSED' OR d.closes_at <= drop_time(d, happened) THEN 'drop_over'
    WHEN d.paused_at IS NOT NULL THEN 'drop_paused'
    WHEN terms.archived_at IS NOT NULL THEN 'sales_closed'
    WHEN EXISTS (SELECT 1 FROM product WHERE id = terms.product_id AND archived_at IS NOT NULL) THEN 'sales_closed' END;
  SELECT ARRAY[terms.currency]::text[] || array_agg(currency::text) INTO currencies
    FROM edition_price WHERE edition_id = p_edition;
  SELECT array_agg(id) INTO cities FROM delivery_city
    WHERE id = ANY (ARRAY(SELECT city_id FROM unnest(p_requests) WHERE city_id IS NOT NULL)) AND open;
  IF p_drop IS NULL THEN
    SELECT coalesce(max(place), 0) + 1, coalesce(min(place), 1) INTO d.next_place, first_place FROM queue_entry
      WHERE edition_id = p_edition AND drop_id IS NULL AND state = 'WAITING';
  END IF;
  SELECT * INTO outcomes, known, twins FROM find_entries(p_edition, p_drop, p_requests);

  FOR asked IN SELECT * FROM unnest(p_requests) WITH ORDINALITY r(id, user_id, person, idem_key, quantity, contact,
    currency, city_id, guest, network, device, proven, code_hash, country, replaces, i)
  LOOP
    CONTINUE WHEN outcomes[asked.i] IS NOT NULL;
    outcomes[asked.i] := CASE
      WHEN refusal IS NOT NULL THEN refusal
      WHEN asked.quantity > least(terms.per_person_limit, coalesce(d.per_person_limit, terms.per_person_limit))
        OR twins[asked.i] THEN 'over_limit'
      WHEN asked.currency IS NOT NULL AND NOT asked.currency = ANY (currencies) THEN 'currency_not_offered'
      WHEN asked.city_id IS NOT NULL AND NOT coalesce(asked.city_id = ANY (cities), false) THEN 'unknown_city'
      WHEN needs_country AND asked.country IS NULL THEN 'country_required'
      WHEN needs_country AND shipping_fee(p_edition, asked.country, coalesce(asked.currency, terms.currency),
        asked.quantity) IS NULL THEN 'not_shipped_there'
      WHEN asked.quantity <= room THEN 'available'
      WHEN d.status = 'OPEN' AND d.wanted + asked.quantity > d.held + d."left" THEN 'queue_full'
    END;
    IF outcomes[asked.i] IS NULL AND asked.code_hash IS NOT NULL THEN
      UPDATE access_code SET user_id = asked.user_id, entry_id = asked.id
        WHERE code_hash = asked.code_hash AND edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop
          AND entry_id IS NULL AND revoked_at IS NULL AND expires_at > happened
          AND (user_id IS NULL OR user_id = asked.user_id)
          AND (person IS NULL OR person = mailbox_of(asked.person))
        RETURNING id INTO code;
      codes[asked.i] := code;
      IF code IS NULL THEN
        outcomes[asked.i] := 'code_invalid';
      END IF;
    END IF;
    CONTINUE WHEN outcomes[asked.i] IS NOT NULL;
    IF p_drop IS NULL AND codes[asked.i] IS NOT NULL THEN
      first_place := first_place - 1;
      places[asked.i] := first_place;
    ELSE
      places[asked.i] := d.next_place;
      d.next_place := d.next_place + 1;
    END IF;
    befores[asked.i] := d.next_units;
    d.next_units := d.next_units + asked.quantity;
    d.wanted := d.wanted + asked.quantity;
    joined := joined + 1;
  END LOOP;

  IF joined > 0 THEN
    FOR fresh IN
      WITH made AS (
        INSERT INTO queue_entry (id, edition_id, drop_id, user_id, person, contact, idem_key, quantity,
            currency, city_id, country, code_id, place, units_before, joined_at)
          SELECT r.id, p_edition, p_drop, r.user_id, r.person, r.contact, r.idem_key, r.quantity,
            coalesce(r.currency, terms.currency), r.city_id, r.country,
            codes[r.ordinality], places[r.ordinality], befores[r.ordinality], happened
          FROM unnest(p_requests) WITH ORDINALITY r WHERE places[r.ordinality] IS NOT NULL RETURNING *)
      SELECT r.ordinality AS i, to_jsonb(made) AS entry FROM made JOIN unnest(p_requests) WITH ORDINALITY r USING (id)
    LOOP
      outcomes[fresh.i] := 'waiting';
      known[fresh.i] := fresh.entry;
    END LOOP;
    IF p_drop IS NOT NULL THEN
      UPDATE drop SET next_place = d.next_place, next_units = d.next_units WHERE id = p_drop;
      PERFORM count_queue(p_drop, joined);
      SELECT * INTO d FROM drop WHERE id = p_drop;
    END IF;
  END IF;
  RETURN jsonb_build_object('drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(d) END, 'stock', stock_line(stock),
    'served', served, 'outcomes', to_jsonb(outcomes), 'entries', to_jsonb(known));
END $$;

-- What the line knows of those who ask, in their order: what becomes of a repeated request, or of somebody who waits
-- already, with that entry; and whether the person waits here under another account.
CREATE FUNCTION find_entries(
  p_edition uuid, p_drop uuid, p_requests order_request[], OUT outcomes text[], OUT known jsonb[], OUT twins boolean[]
) LANGUAGE plpgsql AS $$
DECLARE
  n int := cardinality(p_requests);
  past record;
BEGIN
  outcomes := array_fill(NULL::text, ARRAY[n]);
  known := array_fill(NULL::jsonb, ARRAY[n]);
  twins := array_fill(false, ARRAY[n]);
  FOR past IN EXECUTE $look_up$
    SELECT r.ordinality AS i, e.idem_key = r.idem_key AS same, e.quantity = r.quantity AS alike,
        e.edition_id = $2 AND e.drop_id IS NOT DISTINCT FROM $3 AS here, e.state, to_jsonb(drawn_place(e)) AS entry
      FROM unnest($1) WITH ORDINALITY r JOIN queue_entry e ON e.user_id = r.user_id
  $look_up$ USING p_requests, p_edition, p_drop
  LOOP
    IF past.same THEN
      outcomes[past.i] := CASE
        WHEN NOT past.here OR NOT past.alike THEN 'key_reused'
        WHEN past.state = 'WAITING' THEN 'waiting'
        ELSE 'replayed' END;
      known[past.i] := past.entry;
    ELSIF past.here AND past.state = 'WAITING' AND outcomes[past.i] IS NULL THEN
      outcomes[past.i] := 'waiting';
      known[past.i] := past.entry;
    END IF;
  END LOOP;
  FOR past IN EXECUTE $look_up$
    SELECT r.ordinality AS i FROM unnest($1) WITH ORDINALITY r JOIN queue_entry e ON e.person = r.person
      WHERE e.state = 'WAITING' AND e.edition_id IS NOT DISTINCT FROM $2 AND e.drop_id IS NOT DISTINCT FROM $3
  $look_up$ USING p_requests, p_edition, p_drop
  LOOP
    twins[past.i] := true;
  END LOOP;
END $$;

-- Gives up a place. Outcomes: left (also when it was before), not_found, served. Returns {outcome, edition, drop}.
CREATE FUNCTION leave_queue(p_entry uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  entry queue_entry;
  d drop;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM queue_entry WHERE id = p_entry AND user_id = p_user));
  SELECT * INTO entry FROM queue_entry WHERE id = p_entry AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF entry.state = 'SERVED' THEN
    RETURN '{"outcome": "served"}';
  ELSIF entry.state = 'WAITING' THEN
    UPDATE queue_entry SET state = 'LEFT', settled_at = clock_timestamp() WHERE id = p_entry;
    UPDATE access_code SET entry_id = NULL WHERE entry_id = p_entry;
    IF entry.drop_id IS NOT NULL THEN
      PERFORM count_queue(entry.drop_id, -1);
    END IF;
  END IF;
  SELECT * INTO d FROM drop WHERE id = entry.drop_id;
  RETURN jsonb_build_object('outcome', 'left', 'edition', entry.edition_id,
    'drop', CASE WHEN d.id IS NOT NULL THEN drop_line(d) END);
END $$;

-- Gives free units to those who wait: with p_drop NULL the shop's units to the waitlist, while sales are open; else
-- the pool's units to the drop's line. In the order of places; one that asks for more than is left does not block
-- those behind it. The caller holds the inventory lock.
-- Returns [{entry, name}]; an entry is SERVED, or CLOSED with the reason.
CREATE FUNCTION serve_queue(p_edition uuid, p_drop uuid) RETURNS jsonb LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  room int;
  hold int;
  entries queue_entry[];
  requests order_request[];
  answer jsonb;
  outcomes text[];
  served jsonb := '[]';
  gone int;
BEGIN
  LOOP
    IF p_drop IS NULL THEN
      SELECT i.available - i.pooled, e.offer_seconds INTO room, hold
        FROM inventory i JOIN edition e ON e.id = i.edition_id
        WHERE i.edition_id = p_edition AND e.sales_open;
    ELSE
      SELECT "left", hold_seconds INTO room, hold
        FROM drop WHERE id = p_drop AND status = 'OPEN' AND paused_at IS NULL;
    END IF;
    EXIT WHEN coalesce(room, 0) <= 0;
    entries := next_waiting(p_edition, p_drop, room, least(room, 500));
    EXIT WHEN cardinality(entries) = 0;
    SELECT array_agg((gen_random_uuid(), e.user_id, e.person, 'line:' || e.id, e.quantity, e.contact, e.currency,
        e.city_id, NULL, NULL, NULL, NULL, NULL, e.country, NULL)::order_request ORDER BY e.ordinality)
      INTO requests FROM unnest(entries) WITH ORDINALITY e;
    answer := place_preorders(p_edition, p_drop, requests, hold);
    SELECT array_agg(o ORDER BY i) INTO outcomes
      FROM jsonb_array_elements_text(answer -> 'outcomes') WITH ORDINALITY x(o, i);
    EXIT WHEN outcomes
      <@ ARRAY['too_few_left', 'sold_out', 'drop_over', 'drop_paused', 'drop_not_open', 'sales_closed',
        'sales_halted'];
    WITH judged AS (
      SELECT entries[i].id, entries[i].place, entries[i].units_before, outcomes[i] AS outcome,
        requests[i].id AS preorder FROM generate_subscripts(entries, 1) i
        WHERE outcomes[i] NOT IN ('too_few_left', 'sold_out')),
    changed AS (
      UPDATE queue_entry l SET state = CASE outcome WHEN 'placed' THEN 'SERVED'::"EntryState" ELSE 'CLOSED' END,
        preorder_id = CASE outcome WHEN 'placed' THEN j.preorder END,
        reason = CASE WHEN outcome <> 'placed' THEN outcome END, settled_at = clock_timestamp(),
        place = j.place, units_before = j.units_before
      FROM judged j WHERE l.id = j.id RETURNING l.*)
    SELECT served || coalesce(jsonb_agg(jsonb_build_object('entry', to_jsonb(c),
        'name', CASE WHEN u.is_anonymous THEN c.contact ELSE u.name END) ORDER BY c.place), '[]'), count(*)
      INTO served, gone FROM changed c JOIN "user" u ON u.id = c.user_id;
    IF p_drop IS NOT NULL THEN
      PERFORM count_queue(p_drop, -gone);
    END IF;
  END LOOP;
  RETURN served;
END $$;

-- The first of those who wait, in their order and with their places, at most p_most of them, each for no more than
-- p_room units. While a draw is not written into its entries it says the order; when nobody of it comes into question
-- the rest is written first, for behind it are those who came later. OFFSET keeps the index of those who wait out of
-- a look-up by id, which would read all of them each time.
CREATE FUNCTION next_waiting(p_edition uuid, p_drop uuid, p_room int, p_most int) RETURNS queue_entry[]
  LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  drawn drop_draw;
  entries queue_entry[];
BEGIN
  IF p_drop IS NULL THEN
    RETURN ARRAY(
      SELECT e FROM queue_entry e
      WHERE edition_id = p_edition AND drop_id IS NULL AND state = 'WAITING' AND quantity <= p_room
      ORDER BY place LIMIT p_most);
  END IF;
  SELECT * INTO drawn FROM drop_draw WHERE drop_id = p_drop;
  IF FOUND THEN
    entries := ARRAY(
      SELECT jsonb_populate_record(w.e, jsonb_build_object('place', x.i, 'units_before', x.before))
      FROM unnest(drawn.entries, drawn.units_before) WITH ORDINALITY x(id, before, i),
        LATERAL (SELECT e FROM queue_entry e WHERE e.id = x.id OFFSET 0) w
      WHERE (w.e).state = 'WAITING' AND (w.e).quantity <= p_room ORDER BY x.i LIMIT p_most);
    IF cardinality(entries) > 0 THEN
      RETURN entries;
    END IF;
    PERFORM write_places(p_drop);
  END IF;
  RETURN ARRAY(
    SELECT e FROM queue_entry e
    WHERE edition_id = p_edition AND drop_id = p_drop AND state = 'WAITING' AND quantity <= p_room
    ORDER BY place LIMIT p_most);
END $$;

-- An entry with the place that was drawn for it, also before it is written.
CREATE FUNCTION drawn_place(e queue_entry) RETURNS queue_entry LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT jsonb_populate_record(e, jsonb_build_object('place', i, 'units_before', w.units_before[i]))
    FROM drop_draw w, array_position(w.entries, e.id) i WHERE w.drop_id = e.drop_id AND i IS NOT NULL), e)
$$;

-- Those who wait in the line of a drop behind p_after places, in their order, at most p_most of them: to tell them
-- where they stand.
CREATE FUNCTION places_after(p_drop uuid, p_after int, p_most int)
  RETURNS TABLE (id uuid, edition_id uuid, user_id uuid, quantity int, place int, units_before int)
  LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  drawn drop_draw;
BEGIN
  SELECT * INTO drawn FROM drop_draw w WHERE w.drop_id = p_drop;
  IF FOUND THEN
    RETURN QUERY SELECT e.id, e.edition_id, e.user_id, e.quantity, (p_after + x.i)::int, x.before
      FROM unnest(drawn.entries[p_after + 1 :], drawn.units_before[p_after + 1 :]) WITH ORDINALITY x(id, before, i),
        LATERAL (SELECT * FROM queue_entry q WHERE q.id = x.id OFFSET 0) e
      WHERE e.state = 'WAITING' ORDER BY x.i LIMIT p_most;
  ELSE
    RETURN QUERY SELECT e.id, e.edition_id, e.user_id, e.quantity, e.place, e.units_before FROM queue_entry e
      WHERE e.edition_id = (SELECT d.edition_id FROM drop d WHERE d.id = p_drop) AND e.drop_id = p_drop
        AND e.state = 'WAITING' AND e.place > p_after ORDER BY e.place LIMIT p_most;
  END IF;
END $$;

-- How many people and units wait before an entry with its drawn place; all of a draw that is not written yet stand
-- before those who came later.
CREATE FUNCTION ahead_of(e queue_entry, OUT people int, OUT units int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  drawn uuid[];
  later boolean := true;
BEGIN
  SELECT entries, e.id <> ALL (entries) INTO drawn, later FROM drop_draw WHERE drop_id = e.drop_id;
  IF NOT later THEN
    drawn := drawn[: e.place - 1];
  END IF;
  SELECT count(*), coalesce(sum(o.quantity), 0) INTO people, units FROM queue_entry o
    WHERE o.edition_id = e.edition_id AND o.drop_id IS NOT DISTINCT FROM e.drop_id AND o.state = 'WAITING'
      AND (o.id = ANY (drawn) OR coalesce(later, true) AND o.place < e.place);
END $$;

-- Keeps what a drop tells of its line: how many wait, and how many units stood before the first of them.
CREATE FUNCTION count_queue(p_drop uuid, d_waiting int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  first queue_entry[];
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  first := next_waiting(d.edition_id, p_drop, 2147483647, 1);
  UPDATE drop SET waiting = waiting + d_waiting, first_units = coalesce(first[1].units_before, next_units)
    WHERE id = p_drop;
END $$;

-- Every statement that moves entries holds the drop's lock; one that moves none, or only waitlists, costs a look at
-- its own rows.
CREATE FUNCTION count_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE drop d SET wanted = d.wanted + c.units
      FROM (
        SELECT drop_id, sum(quantity)::int AS units FROM fresh
        WHERE state = 'WAITING' AND drop_id IS NOT NULL GROUP BY drop_id) c
      WHERE d.id = c.drop_id;
  ELSE
    UPDATE drop d SET wanted = d.wanted + c.units
      FROM (
        SELECT drop_id, sum(units)::int AS units FROM (
          SELECT drop_id, quantity AS units FROM fresh WHERE state = 'WAITING' AND drop_id IS NOT NULL
          UNION ALL
          SELECT drop_id, -quantity FROM stale WHERE state = 'WAITING' AND drop_id IS NOT NULL) m
        GROUP BY drop_id) c
      WHERE d.id = c.drop_id AND c.units <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER queue_entry_joined AFTER INSERT ON queue_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
  EXECUTE FUNCTION count_wanted();
CREATE TRIGGER queue_entry_moved AFTER UPDATE ON queue_entry
  REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_wanted();
