-- Turns a reserved order into one of another edition of the same product. What its charges still hold moves along, up
-- to the new total, as credits to the charges that it came by, the oldest first; the rest is owed back by the old
-- order, which is cancelled. The address moves along. The refund clock goes on: it is never longer than the first
-- order's. With p_total and p_window_end, what the buyer was shown, nothing happens when the terms have moved since.
-- Outcomes: converted (also when it was before), not_found, not_convertible, currency_not_offered, terms_changed,
-- deposit_due (nothing was paid, the new edition asks for a deposit), paid_more (the excess can no longer be given
-- back), and those of place_preorders.
-- Returns {outcome, state, order, available, from, placed, moved, quantity, name}: from is the old edition, placed
-- the new one's stock_line, moved what move_preorders returned; these and what follows are absent when nothing moved.
CREATE FUNCTION convert_preorder(
  p_id uuid, p_user uuid, p_to uuid, p_new uuid, p_key text,
  p_total bigint DEFAULT NULL, p_window_end date DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  old preorder;
  made preorder;
  total bigint;
  goes_to text;
  deposit bigint;
  outcome text;
  paid bigint;
  credit bigint;
  request order_request;
  answer jsonb;
  moved jsonb;
  part record;
  stock inventory;
BEGIN
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user;
  PERFORM lock_stock(ARRAY[old.edition_id, p_to]);
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  SELECT * INTO made FROM preorder WHERE converted_from = p_id;
  IF FOUND THEN
    RETURN jsonb_build_object('state', old.state, 'order', made.id, 'outcome', CASE
      WHEN made.edition_id = p_to THEN 'converted'
      WHEN made.idem_key = p_key THEN 'key_reused'
      ELSE 'not_convertible' END);
  END IF;
  goes_to := coalesce(old.country, (SELECT country FROM order_address WHERE preorder_id = p_id));
  SELECT p.price * old.quantity + CASE WHEN asks_country(p_to)
      THEN coalesce(shipping_fee(p_to, goes_to, old.currency, old.quantity), 0) ELSE 0 END, p.deposit
    INTO total, deposit FROM (
    SELECT price_minor, deposit_minor FROM edition WHERE id = p_to AND currency = old.currency
    UNION ALL
    SELECT price_minor, deposit_minor FROM edition_price WHERE edition_id = p_to AND currency = old.currency
    ) p(price, deposit);
  SELECT coalesce(sum(remains), 0) INTO paid FROM charges_of(p_id);
  outcome := CASE
    WHEN old.state <> 'RESERVED' OR old.edition_id = p_to THEN 'not_convertible'
    WHEN NOT EXISTS (SELECT FROM edition a JOIN edition b ON b.product_id = a.product_id
      WHERE a.id = old.edition_id AND b.id = p_to) THEN 'not_convertible'
    WHEN EXISTS (SELECT FROM payment WHERE preorder_id = p_id AND kind = 'BALANCE' AND state = 'PENDING')
      THEN 'not_convertible'
    WHEN total IS NULL THEN 'currency_not_offered'
    WHEN total <> p_total OR arrival((fit_wave(p_to, old.quantity)).window_end, city_days(old.city_id),
      CASE WHEN asks_country(p_to) THEN zone_days(goes_to) END, 1) <> p_window_end THEN 'terms_changed'
    WHEN paid = 0 AND deposit > 0 THEN 'deposit_due'
    WHEN paid > total AND old.refundable_until <= clock_timestamp() THEN 'paid_more'
  END;
  IF outcome IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', outcome, 'state', old.state);
  END IF;

  request.id := p_new;
  request.user_id := old.user_id;
  request.person := old.person;
  request.idem_key := p_key;
  request.quantity := old.quantity;
  request.contact := old.contact;
  request.currency := old.currency;
  request.city_id := old.city_id;
  request.country := goes_to;
  request.replaces := p_id;
  answer := place_preorders(p_to, NULL, ARRAY[request]);
  outcome := answer -> 'outcomes' ->> 0;
  IF outcome <> 'placed' THEN
    RETURN jsonb_build_object('state', old.state,
      'available', CASE outcome WHEN 'too_few_left' THEN least((answer -> 'available')::int, (answer -> 'fits')::int)
        ELSE (answer -> 'available')::int END,
      'outcome', CASE outcome WHEN 'replayed' THEN 'key_reused' ELSE outcome END);
  END IF;
  SELECT * INTO made FROM preorder WHERE id = p_new;
  credit := least(paid, made.total_minor);
  FOR part IN SELECT c.*, least(c.remains, credit - c.before) AS minor, row_number() OVER (ORDER BY c.before) AS n
    FROM charges_of(p_id) c WHERE c.before < credit ORDER BY c.before
  LOOP
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, state, settled_at, credit_of)
      VALUES (gen_random_uuid(), p_new, 'DEPOSIT', part.n, part.rail, part.minor, old.currency, 'CAPTURED',
        clock_timestamp(), part.origin);
    INSERT INTO payment (id, preorder_id, kind, attempt,
        rail, amount_minor, currency, state, settled_at, refund_of, provider_ref)
      VALUES (gen_random_uuid(), p_id, 'REFUND',
        1 + (SELECT count(*) FROM payment WHERE preorder_id = p_id AND kind = 'REFUND'),
        part.rail, part.minor, old.currency, 'CAPTURED', clock_timestamp(), part.id,
        concat_ws('/', 'moved-to-' || p_new, nullif(part.n, 1)));
    PERFORM append_ledger(old.edition_id, 'refunded', ARRAY[p_id], ARRAY[old.quantity], ARRAY[part.minor], 0, 0, 0);
  END LOOP;
  IF credit > 0 THEN
    PERFORM add_to_sales(old.edition_id, ARRAY[old.show_id], ARRAY[old.currency::text], '{}', '{}', '{}', '{}',
      '{}', ARRAY[credit]);
    UPDATE preorder SET paid_minor = paid_minor - credit WHERE id = p_id;
  END IF;
  UPDATE preorder SET paid_minor = credit, converted_from = p_id, state = 'RESERVED',
      refundable_until = least(refundable_until, old.refundable_until), state_changed_at = clock_timestamp()
    WHERE id = p_new;
  IF made.state = 'HELD' THEN
    PERFORM append_ledger(p_to, 'reserved', ARRAY[p_new], ARRAY[old.quantity], ARRAY[credit],
      0, -old.quantity, old.quantity);
    PERFORM add_to_sales(p_to, ARRAY[made.show_id], ARRAY[made.currency::text],
      ARRAY['HELD']::"PreorderState"[], ARRAY['RESERVED']::"PreorderState"[],
      ARRAY[made.quantity], ARRAY[made.unit_minor], ARRAY[credit], '{}');
  ELSIF credit > 0 THEN
    PERFORM append_ledger(p_to, 'credited', ARRAY[p_new], ARRAY[old.quantity], ARRAY[credit], 0, 0, 0);
    PERFORM add_to_sales(p_to, ARRAY[made.show_id], ARRAY[made.currency::text], '{}', '{}', '{}', '{}',
      ARRAY[credit], '{}');
  END IF;
  UPDATE order_address SET preorder_id = p_new WHERE preorder_id = p_id;
  UPDATE preorder SET addressed_at = old.addressed_at, address_reminded_at = old.address_reminded_at WHERE id = p_new;
  UPDATE preorder SET addressed_at = NULL WHERE id = p_id AND addressed_at IS NOT NULL;
  PERFORM set_config('launchroom.actor', p_user::text, true);
  moved := move_preorders(old.edition_id, ARRAY[p_id], '{RESERVED}', 'CANCELLED');
  SELECT * INTO stock FROM inventory WHERE edition_id = p_to;
  RETURN jsonb_build_object('outcome', 'converted', 'state', 'CANCELLED', 'from', old.edition_id, 'order', p_new,
    'placed', stock_line(stock), 'moved', moved, 'quantity', old.quantity,
    'name', (SELECT CASE WHEN is_anonymous THEN old.contact ELSE name END FROM "user" WHERE id = p_user));
END $$;

-- What the captured charges of an order still hold, the oldest first: `before` is what those before it hold, `origin`
-- the charge at the rail that the money came by. A refund under way is gone already.
CREATE FUNCTION charges_of(p_order uuid)
  RETURNS TABLE (id uuid, rail text, origin uuid, remains bigint, before bigint) LANGUAGE sql STABLE AS $$
  SELECT c.id, c.rail, c.origin, c.remains,
    coalesce(sum(c.remains) OVER (ORDER BY c.settled_at, c.kind, c.attempt
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint
  FROM (
    SELECT p.id, p.rail, p.kind, p.attempt, coalesce(p.credit_of, p.id) AS origin, p.settled_at,
      p.amount_minor - coalesce((SELECT sum(r.amount_minor) FROM payment r
        WHERE r.refund_of = p.id AND r.kind = 'REFUND' AND r.state <> 'FAILED'), 0)::bigint AS remains
    FROM payment p WHERE p.preorder_id = p_order AND p.kind IN ('DEPOSIT', 'BALANCE') AND p.state = 'CAPTURED') c
  WHERE c.remains > 0
$$;
