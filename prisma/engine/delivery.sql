-- The wave rule, which is here and nowhere else: an order stands whole in the first wave that has room for all of it.
-- p_rooms are the places that the waves have left, in their order. Returns the place of that wave in it, or NULL.
CREATE FUNCTION first_fit(p_rooms int[], p_quantity int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR w IN 1 .. coalesce(cardinality(p_rooms), 0) LOOP
    IF p_rooms[w] >= p_quantity THEN
      RETURN w;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- The wave that the next order of so many is promised; NULL when none has room for all of it.
CREATE FUNCTION fit_wave(p_edition uuid, p_quantity int) RETURNS delivery_wave LANGUAGE sql STABLE AS $$
  SELECT (array_agg(v ORDER BY position))[first_fit(array_agg(capacity - allocated ORDER BY position), p_quantity)]
  FROM delivery_wave v WHERE edition_id = p_edition
$$;

-- The place in a wave that the next single unit gets: its window, the wave's number and how many places that wave has
-- left.
CREATE FUNCTION next_window(p_edition uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('start', window_start, 'end', window_end, 'wave', position, 'left', capacity - allocated)
  FROM fit_wave(p_edition, 1) WHERE id IS NOT NULL
$$;

-- The live orders of a wave.
CREATE FUNCTION wave_orders(p_wave uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(o.id), '{}')
  FROM delivery_wave v JOIN preorder o ON o.edition_id = v.edition_id AND o.wave_id = v.id
  WHERE v.id = p_wave AND o.state NOT IN ('EXPIRED', 'CANCELLED', 'DELIVERED')
$$;

-- Whether the wave may have this window: those before it come no later, those after it no earlier.
CREATE FUNCTION wave_fits(p_wave uuid, p_start date, p_end date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM delivery_wave v JOIN delivery_wave w ON w.edition_id = v.edition_id
    WHERE w.id = p_wave AND CASE
      WHEN v.position < w.position THEN v.window_start > p_start OR v.window_end > p_end
      WHEN v.position > w.position THEN v.window_start < p_start OR v.window_end < p_end
      ELSE false END)
$$;

-- What those of the orders that live were promised last, and what they would be promised if their wave had this
-- window, the way to their city or country added; only where that is another window.
CREATE FUNCTION new_promises(p_orders uuid[], p_start date, p_end date) RETURNS TABLE (
  id uuid, user_id uuid, state "PreorderState", quantity int, wave_id uuid, city_id uuid,
  old_start date, old_end date, new_start date, new_end date
) LANGUAGE sql STABLE AS $$
  SELECT o.id, o.user_id, o.state, o.quantity, o.wave_id, o.city_id, last.window_start, last.window_end,
    next.window_start, next.window_end
  FROM unnest(p_orders) i JOIN preorder o ON o.id = i
  LEFT JOIN LATERAL (
    SELECT * FROM promise_change p WHERE p.preorder_id = o.id ORDER BY p.at DESC, p.id DESC LIMIT 1) c ON true,
  LATERAL (
    SELECT coalesce(c.window_start, o.window_start) AS window_start,
      coalesce(c.window_end, o.window_end) AS window_end) last,
  LATERAL (
    SELECT arrival(p_start, w.city, w.zone, 0) AS window_start, arrival(p_end, w.city, w.zone, 1) AS window_end
    FROM (SELECT city_days(o.city_id) AS city, zone_days(o.country) AS zone) w) next
  WHERE o.state NOT IN ('EXPIRED', 'CANCELLED', 'DELIVERED')
    AND (last.window_start, last.window_end) IS DISTINCT FROM (next.window_start, next.window_end)
$$;

-- Writes those promises, each with the reason. Returns [{id, userId, state}].
CREATE FUNCTION promise_anew(p_move uuid, p_orders uuid[], p_start date, p_end date, p_reason text)
  RETURNS jsonb LANGUAGE sql AS $$
  WITH due AS MATERIALIZED (SELECT * FROM new_promises(p_orders, p_start, p_end)),
  written AS (
    INSERT INTO promise_change (id, preorder_id, wave_id, move_id, window_start, window_end, reason, at)
      SELECT gen_random_uuid(), d.id, d.wave_id, p_move, d.new_start, d.new_end, p_reason, clock_timestamp()
      FROM due d)
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'userId', d.user_id, 'state', d.state)), '[]') FROM due d
$$;

-- Moves a wave for whoever orders from now on, and tells the orders that came while the others were told (since
-- p_since): the stock is locked only for that. Outcomes: moved, not_found, windows_out_of_order.
-- Returns {outcome, edition, before: {start, end}, told}.
CREATE FUNCTION move_wave(p_move uuid, p_wave uuid, p_start date, p_end date, p_reason text, p_since timestamptz)
  RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wave delivery_wave;
  late uuid[];
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM delivery_wave WHERE id = p_wave));
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
  RETURN jsonb_build_object('outcome', 'moved', 'edition', wave.edition_id,
    'before', jsonb_build_object('start', wave.window_start, 'end', wave.window_end),
    'told', promise_anew(p_move, late, p_start, p_end, p_reason));
END $$;
