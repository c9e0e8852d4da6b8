-- Places orders of several editions on open sale at once, exactly once for a key of their buyer: each by place_on_sale,
-- under its own terms. p_lines is [{edition, request, expected: {unitMinor, depositMinor, shippingMinor, windowEnd}}]
-- with an order_request as request, each edition once; p_asked is a hash of what the buyer asked. What is gone
-- is left out, and the rest stands; what the buyer can put right (the price or the promise is another than they were
-- shown, a country or a proof is missing) undoes all of it, so that they confirm one basket.
-- Outcomes: placed, replayed, key_reused, refused (nothing stands).
-- Returns {outcome, basket, at, lines: [{edition, outcome, available, limit, order}], units: [{edition, stock_line}]}.
CREATE FUNCTION place_basket(p_basket uuid, p_user uuid, p_key text, p_asked bytea, p_lines jsonb)
  RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  known basket;
  happened timestamptz := date_trunc('milliseconds', clock_timestamp());
  line record;
  placed jsonb;
  said jsonb := '{}';
  units jsonb := '[]';
BEGIN
  PERFORM lock_stock(ARRAY(SELECT (l ->> 'edition')::uuid FROM jsonb_array_elements(p_lines) l));
  INSERT INTO basket (id, user_id, idem_key, asked, lines, placed_at)
    VALUES (p_basket, p_user, p_key, p_asked, '[]', happened) ON CONFLICT (user_id, idem_key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO known FROM basket WHERE user_id = p_user AND idem_key = p_key;
    RETURN CASE WHEN known.asked IS DISTINCT FROM p_asked THEN '{"outcome": "key_reused"}'
      ELSE jsonb_build_object('outcome', 'replayed', 'basket', known.id, 'at', known.placed_at, 'lines',
        with_orders(known.lines), 'units', units) END;
  END IF;
  BEGIN
    FOR line IN SELECT ordinality AS i, value ->> 'edition' AS edition, value AS asked
      FROM jsonb_array_elements(p_lines) WITH ORDINALITY ORDER BY (value ->> 'edition')::uuid
    LOOP
      placed := place_line(p_basket, line.asked);
      said := said || jsonb_build_object(line.i::text, placed - 'stock');
      IF placed ->> 'outcome' = 'placed' THEN
        units := units || jsonb_build_object('edition', line.edition, 'stock', placed -> 'stock');
      END IF;
    END LOOP;
    SELECT jsonb_agg(l.value ORDER BY l.key::int) INTO said FROM jsonb_each(said) l;
    -- All of it is undone at once: the rows and the units.
    IF units = '[]' OR EXISTS (SELECT FROM jsonb_array_elements(said) l WHERE l ->> 'outcome' IN ('terms_changed',
      'proof_required', 'currency_not_offered', 'unknown_city', 'country_required', 'not_shipped_there')) THEN
      RAISE EXCEPTION 'the basket is refused' USING ERRCODE = 'LRB01';
    END IF;
  EXCEPTION WHEN SQLSTATE 'LRB01' THEN
    DELETE FROM basket WHERE id = p_basket;
    RETURN jsonb_build_object('outcome', 'refused', 'at', happened, 'units', '[]'::jsonb, 'lines',
      (SELECT jsonb_agg(l || '{"order": null}'::jsonb) FROM jsonb_array_elements(said) l));
  END;
  UPDATE basket SET lines = said WHERE id = p_basket;
  RETURN jsonb_build_object('outcome', 'placed', 'basket', p_basket, 'at', happened, 'lines', with_orders(said),
    'units', units);
END $$;

-- Places one line of a basket. Returns {edition, outcome, available, limit, order, stock}; the outcome is one of
-- place_on_sale or terms_changed, and the order its id.
CREATE FUNCTION place_line(p_basket uuid, p_line jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  edition uuid := (p_line ->> 'edition')::uuid;
  expected jsonb := p_line -> 'expected';
  answer jsonb := place_on_sale(edition, read_requests(json_build_array(p_line -> 'request')));
  said text := coalesce(answer -> 'refused' ->> 0, answer -> 'outcomes' ->> 0);
  made preorder;
BEGIN
  IF said = 'placed' THEN
    UPDATE preorder SET basket_id = p_basket WHERE id = (p_line -> 'request' ->> 'id')::uuid RETURNING * INTO made;
    IF (made.unit_minor, made.deposit_minor, made.shipping_minor, made.window_end) IS DISTINCT FROM (
      (expected ->> 'unitMinor')::bigint, (expected ->> 'depositMinor')::bigint * made.quantity,
      (expected ->> 'shippingMinor')::bigint, (expected ->> 'windowEnd')::date) THEN
      said := 'terms_changed';
    END IF;
  END IF;
  RETURN jsonb_build_object('edition', edition, 'outcome', said, 'order', made.id,
    'available', coalesce(CASE said
      WHEN 'too_few_left' THEN least((answer -> 'available')::int, (answer -> 'fits')::int)
      ELSE (answer -> 'available')::int END, 0),
    'limit', coalesce((answer -> 'limit')::int, 0),
    'stock', CASE WHEN said = 'placed' THEN (SELECT stock_line(i) FROM inventory i WHERE i.edition_id = edition) END);
END $$;

-- Lines of a basket with the rows of their orders instead of the ids.
CREATE FUNCTION with_orders(p_lines jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(l || jsonb_build_object('order',
    (SELECT to_jsonb(o) FROM preorder o WHERE o.id = (l ->> 'order')::uuid)) ORDER BY n)
  FROM jsonb_array_elements(p_lines) WITH ORDINALITY x(l, n)
$$;

-- Opens one attempt to pay all orders of a basket that wait for their deposit: a payment for each, of which the first
-- stands at the rail for the sum. It is the one with the largest rest, so that what pays is kept if any of them has
-- one. Opens nothing beside an open attempt; two calls at once would else each open a part.
CREATE FUNCTION open_shared(p_basket uuid, p_user uuid, p_rail text, p_method uuid, p_by_link boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  lead uuid := gen_random_uuid();
BEGIN
  PERFORM FROM basket WHERE id = p_basket FOR UPDATE;
  WITH held AS (
    SELECT id, currency, deposit_minor, total_minor FROM preorder
    WHERE basket_id = p_basket AND user_id = p_user AND state = 'HELD' AND deposit_minor > 0 ORDER BY id FOR SHARE),
  placed AS (
    SELECT *, row_number() OVER (ORDER BY total_minor - deposit_minor DESC, id) AS place, count(*) OVER () AS orders,
      (sum(deposit_minor) OVER ())::bigint AS charge FROM held)
  INSERT INTO payment (id, preorder_id, kind, attempt, rail,
      amount_minor, charge_minor, share_of, currency, method_id, by_link)
    SELECT CASE place WHEN 1 THEN lead ELSE gen_random_uuid() END, id, 'DEPOSIT',
      1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = 'DEPOSIT' AND p.state = 'FAILED'),
      p_rail, deposit_minor, CASE WHEN place = 1 AND orders > 1 THEN charge END, CASE WHEN place > 1 THEN lead END,
      currency, p_method, p_by_link
    FROM placed o WHERE NOT EXISTS (SELECT FROM payment p JOIN held h ON h.id = p.preorder_id
      WHERE p.kind = 'DEPOSIT' AND p.state IN ('CREATED', 'PENDING'));
END $$;
