-- Changing edition, changing hands, and priority codes. Lock order as ever: inventory, drop, pre-orders, line entries; the audit log last.

-- Turns a reserved order into one of another edition of the same product. What was paid moves along, up to the new total; the rest is
-- owed back by the old order, which is cancelled. The refund clock goes on: it is never longer than the first order's. With p_total
-- and p_window_end, what the buyer was shown, nothing happens when the terms have moved since.
-- Outcomes: converted (also when it was before), not_found, not_convertible, currency_not_offered, terms_changed, deposit_due (nothing
-- was paid, the new edition asks for a deposit), paid_more (the excess can no longer be given back), and those of place_preorders.
-- Returns {outcome, state, order, available, from, placed, moved, quantity, name}: from is the old edition, placed the new one's
-- stock_line, moved what move_preorders returned; these and what follows are absent when nothing moved.
DROP FUNCTION convert_preorder(uuid, uuid, uuid, uuid, text);
CREATE FUNCTION convert_preorder(p_id uuid, p_user uuid, p_to uuid, p_new uuid, p_key text, p_total bigint DEFAULT NULL,
                                 p_window_end date DEFAULT NULL) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  old preorder;
  made preorder;
  total bigint;
  deposit bigint;
  outcome text;
  credit bigint;
  answer jsonb;
  moved jsonb;
  charge payment;
  stock inventory;
BEGIN
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user;
  PERFORM FROM inventory WHERE edition_id IN (old.edition_id, p_to) ORDER BY edition_id FOR UPDATE;
  SELECT * INTO old FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  SELECT * INTO made FROM preorder WHERE converted_from = p_id;
  IF FOUND THEN
    RETURN jsonb_build_object('state', old.state, 'order', made.id, 'outcome',
      CASE WHEN made.edition_id = p_to THEN 'converted' WHEN made.idem_key = p_key THEN 'key_reused' ELSE 'not_convertible' END);
  END IF;
  SELECT p.price * old.quantity, p.deposit INTO total, deposit FROM (
    SELECT price_minor, deposit_minor FROM edition WHERE id = p_to AND currency = old.currency
    UNION ALL SELECT price_minor, deposit_minor FROM edition_price WHERE edition_id = p_to AND currency = old.currency) p(price, deposit);
  outcome := CASE
    WHEN old.state <> 'RESERVED' OR old.edition_id = p_to THEN 'not_convertible'
    WHEN NOT EXISTS (SELECT FROM edition a JOIN edition b ON b.product_id = a.product_id WHERE a.id = old.edition_id AND b.id = p_to) THEN 'not_convertible'
    WHEN EXISTS (SELECT FROM payment WHERE preorder_id = p_id AND kind = 'BALANCE' AND state IN ('PENDING', 'CAPTURED')) THEN 'not_convertible'
    WHEN total IS NULL THEN 'currency_not_offered'
    WHEN total <> p_total OR (next_window(p_to) ->> 'end')::date
      + coalesce((SELECT last_days FROM delivery_city WHERE id = old.city_id), 0) <> p_window_end THEN 'terms_changed'
    WHEN old.paid_minor = 0 AND deposit > 0 THEN 'deposit_due'
    WHEN old.paid_minor > total AND old.refundable_until <= clock_timestamp() THEN 'paid_more'
  END;
  IF outcome IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', outcome, 'state', old.state);
  END IF;

  answer := place_preorders(p_to, NULL, ARRAY[p_new], ARRAY[old.user_id], ARRAY[old.person], ARRAY[p_key], ARRAY[old.quantity], ARRAY[old.contact],
    ARRAY[old.currency::text], ARRAY[old.city_id]);
  outcome := answer -> 'outcomes' ->> 0;
  IF outcome <> 'placed' THEN
    RETURN jsonb_build_object('state', old.state, 'available', answer -> 'available', 'outcome', CASE outcome WHEN 'replayed' THEN 'key_reused' ELSE outcome END);
  END IF;
  SELECT * INTO made FROM preorder WHERE id = p_new;
  credit := least(old.paid_minor, made.total_minor);
  IF credit > 0 THEN
    SELECT * INTO STRICT charge FROM payment WHERE preorder_id = p_id AND kind = 'DEPOSIT' AND state = 'CAPTURED' ORDER BY settled_at DESC LIMIT 1;
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, state, settled_at, credit_of)
      VALUES (gen_random_uuid(), p_new, 'DEPOSIT', 1, charge.rail, credit, old.currency, 'CAPTURED', clock_timestamp(), coalesce(charge.credit_of, charge.id));
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, state, settled_at, refund_of, provider_ref)
      VALUES (gen_random_uuid(), p_id, 'REFUND', 1 + (SELECT count(*) FROM payment WHERE preorder_id = p_id AND kind = 'REFUND'), charge.rail, credit, old.currency,
        'CAPTURED', clock_timestamp(), charge.id, 'moved-to-' || p_new);
    PERFORM append_ledger(old.edition_id, 'refunded', ARRAY[p_id], ARRAY[old.quantity], ARRAY[credit], 0, 0, 0);
    PERFORM add_to_minutes(old.edition_id, ARRAY[old.show_id], ARRAY[old.currency::text], '{}', '{}', '{}', '{}', '{}', ARRAY[credit]);
    UPDATE preorder SET paid_minor = paid_minor - credit WHERE id = p_id;
  END IF;
  UPDATE preorder SET paid_minor = credit, converted_from = p_id, state = 'RESERVED', refundable_until = least(refundable_until, old.refundable_until),
    state_changed_at = clock_timestamp() WHERE id = p_new;
  IF made.state = 'HELD' THEN
    PERFORM append_ledger(p_to, 'reserved', ARRAY[p_new], ARRAY[old.quantity], ARRAY[credit], 0, -old.quantity, old.quantity);
    PERFORM add_to_minutes(p_to, ARRAY[made.show_id], ARRAY[made.currency::text], ARRAY['HELD']::"PreorderState"[], ARRAY['RESERVED']::"PreorderState"[],
      ARRAY[made.quantity], ARRAY[made.unit_minor], ARRAY[credit], '{}');
  ELSIF credit > 0 THEN
    PERFORM append_ledger(p_to, 'credited', ARRAY[p_new], ARRAY[old.quantity], ARRAY[credit], 0, 0, 0);
    PERFORM add_to_minutes(p_to, ARRAY[made.show_id], ARRAY[made.currency::text], '{}', '{}', '{}', '{}', ARRAY[credit], '{}');
  END IF;
  PERFORM set_config('launchroom.actor', p_user::text, true);
  moved := move_preorders(old.edition_id, ARRAY[p_id], '{RESERVED}', 'CANCELLED');
  SELECT * INTO stock FROM inventory WHERE edition_id = p_to;
  RETURN jsonb_build_object('outcome', 'converted', 'state', 'CANCELLED', 'from', old.edition_id, 'order', p_new, 'placed', stock_line(stock), 'moved', moved,
    'quantity', old.quantity, 'name', (SELECT CASE WHEN is_anonymous THEN old.contact ELSE name END FROM "user" WHERE id = p_user));
END $$;

-- Gives an order to somebody else, for operators only. Outcomes: transferred (also when it was theirs before), not_found,
-- not_transferable, over_limit (unless p_override). Returns {outcome, state, edition, before, limit, bought}; before is {userId,
-- contact} of who had it, and absent when nothing changed.
CREATE FUNCTION transfer_preorder(p_id uuid, p_to uuid, p_contact text, p_person text, p_actor uuid, p_reason text, p_override boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  bought int;
  bought_in_drop int;
  most int;
  most_in_drop int;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM preorder WHERE id = p_id) FOR UPDATE;
  SELECT * INTO target FROM preorder WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF target.user_id = p_to AND target.contact = p_contact THEN
    RETURN jsonb_build_object('outcome', 'transferred', 'state', target.state, 'edition', target.edition_id);
  ELSIF target.state NOT IN ('RESERVED', 'LOCKED', 'READY') THEN
    RETURN jsonb_build_object('outcome', 'not_transferable', 'state', target.state);
  END IF;
  SELECT coalesce(sum(quantity), 0), coalesce(sum(quantity) FILTER (WHERE drop_id = target.drop_id), 0) INTO bought, bought_in_drop FROM preorder
    WHERE edition_id = target.edition_id AND id <> p_id AND state NOT IN ('EXPIRED', 'CANCELLED') AND (user_id = p_to OR person = p_person);
  SELECT per_person_limit INTO most FROM edition WHERE id = target.edition_id;
  SELECT per_person_limit INTO most_in_drop FROM drop WHERE id = target.drop_id;
  IF NOT p_override AND (bought + target.quantity > most OR bought_in_drop + target.quantity > most_in_drop) THEN
    RETURN jsonb_build_object('outcome', 'over_limit', 'state', target.state, 'limit', least(most, most_in_drop), 'bought', bought);
  END IF;
  PERFORM set_config('launchroom.transfer', 'on', true), set_config('launchroom.actor', p_actor::text, true), set_config('launchroom.reason', p_reason, true);
  UPDATE preorder SET user_id = p_to, contact = p_contact, person = p_person,
    idem_key = CASE WHEN user_id = p_to THEN idem_key ELSE 'transfer:' || gen_random_uuid() END WHERE id = p_id;
  PERFORM set_config('launchroom.transfer', '', true);
  RETURN jsonb_build_object('outcome', 'transferred', 'state', target.state, 'edition', target.edition_id,
    'before', jsonb_build_object('userId', target.user_id, 'contact', target.contact));
END $$;

-- Gives everything a guest ordered and waits for to the account they took. A key that the account used for another order gets a new
-- name; who waits twice in one line keeps the place of the account.
CREATE FUNCTION adopt_guest(p_guest uuid, p_owner uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM inventory WHERE edition_id IN (
    SELECT edition_id FROM preorder WHERE user_id = p_guest UNION SELECT edition_id FROM line_entry WHERE user_id = p_guest)
    ORDER BY edition_id FOR UPDATE;
  PERFORM set_config('launchroom.actor', p_owner::text, true);
  UPDATE preorder g SET user_id = p_owner, idem_key = CASE
      WHEN EXISTS (SELECT FROM preorder o WHERE o.user_id = p_owner AND o.idem_key = g.idem_key) THEN 'guest:' || gen_random_uuid() ELSE g.idem_key END
    WHERE g.user_id = p_guest;
  UPDATE line_entry g SET idem_key = 'guest:' || gen_random_uuid() WHERE g.user_id = p_guest
    AND EXISTS (SELECT FROM line_entry o WHERE o.user_id = p_owner AND o.idem_key = g.idem_key);
  UPDATE line_entry g SET user_id = p_owner WHERE g.user_id = p_guest AND NOT (g.state = 'WAITING' AND EXISTS (
    SELECT FROM line_entry o WHERE o.user_id = p_owner AND o.state = 'WAITING' AND o.edition_id = g.edition_id AND o.drop_id IS NOT DISTINCT FROM g.drop_id));
  PERFORM leave_line(id, user_id) FROM line_entry WHERE user_id = p_guest;
  UPDATE line_entry SET user_id = p_owner WHERE user_id = p_guest;
  UPDATE priority_code SET user_id = p_owner WHERE user_id = p_guest;
END $$;

-- Takes a priority code for a place in a line: once, for whom it was made, and for the first account that used it. Returns its id, or
-- NULL when it is not good here.
CREATE FUNCTION claim_code(p_hash bytea, p_edition uuid, p_drop uuid, p_user uuid, p_person text, p_entry uuid) RETURNS uuid LANGUAGE sql AS $$
  UPDATE priority_code SET user_id = p_user, entry_id = p_entry
  WHERE code_hash = p_hash AND edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop
    AND entry_id IS NULL AND revoked_at IS NULL AND expires_at > clock_timestamp()
    AND (user_id IS NULL OR user_id = p_user) AND (person IS NULL OR person = p_person) RETURNING id
$$;

-- The place of the next holder of a code on a waitlist: behind the others with one, before everybody without.
CREATE FUNCTION priority_place(p_edition uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(place), -1000000000) + 1 FROM line_entry
  WHERE edition_id = p_edition AND drop_id IS NULL AND state = 'WAITING' AND place < 0
$$;

-- As in 20261125100100, and: a code counts only before a drop opens; holders of codes stand on a waitlist in the order in which they came;
-- who waits already may bring a code later. Outcomes: waiting, replayed (an entry that was settled since), key_reused, available (there
-- are units: order instead), line_full (every unit that could come back is waited for), over_limit, code_invalid, code_too_late,
-- currency_not_offered, unknown_city, drop_not_armed, drop_paused, drop_over, unknown_edition. Returns {at, drop, stock, outcomes[],
-- entries[]}.
CREATE OR REPLACE FUNCTION join_line(p_edition uuid, p_drop uuid, p_ids uuid[], p_users uuid[], p_persons text[], p_keys text[], p_quantities int[],
                          p_contacts text[], p_currencies text[], p_cities uuid[], p_codes bytea[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  terms edition;
  d drop;
  past line_entry;
  entry line_entry;
  code uuid;
  room int;
  queued int;
  joined int := 0;
  outcome text;
  outcomes text[] := '{}';
  entries jsonb := '[]';
  served jsonb := '[]';
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  IF FOUND AND p_drop IS NOT NULL THEN
    SELECT * INTO d FROM drop WHERE id = p_drop AND edition_id = p_edition FOR UPDATE;
  END IF;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcomes', to_jsonb(array_fill('unknown_edition'::text, ARRAY[cardinality(p_ids)])));
  END IF;
  SELECT * INTO STRICT terms FROM edition WHERE id = p_edition;
  IF d.status = 'ARMED' AND d.opens_at <= clock_timestamp() AND d.paused_at IS NULL THEN
    served := open_drop(p_drop);
    SELECT * INTO d FROM drop WHERE id = p_drop;
  END IF;
  room := CASE WHEN p_drop IS NULL THEN CASE WHEN terms.sales_open THEN stock.available - stock.pooled ELSE 0 END WHEN d.status = 'OPEN' THEN d."left" ELSE 0 END;
  -- Units that those before the newcomer wait for; only an open drop closes its line.
  queued := CASE WHEN d.status = 'OPEN' THEN (SELECT coalesce(sum(quantity), 0) FROM line_entry WHERE edition_id = p_edition AND drop_id = p_drop AND state = 'WAITING') END;

  FOR i IN 1..cardinality(p_ids) LOOP
    entry := NULL;
    code := NULL;
    outcome := NULL;
    SELECT * INTO past FROM line_entry WHERE user_id = p_users[i] AND idem_key = p_keys[i];
    IF FOUND THEN
      entry := past;
      outcome := CASE WHEN past.edition_id = p_edition AND past.drop_id IS NOT DISTINCT FROM p_drop AND past.quantity = p_quantities[i]
        THEN CASE past.state WHEN 'WAITING' THEN 'waiting' ELSE 'replayed' END ELSE 'key_reused' END;
    ELSE
      SELECT * INTO past FROM line_entry WHERE edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop AND state = 'WAITING' AND user_id = p_users[i];
      IF FOUND THEN
        entry := past;
        outcome := 'waiting';
      END IF;
    END IF;
    IF outcome = 'waiting' AND p_codes[i] IS NOT NULL
      AND NOT EXISTS (SELECT FROM priority_code WHERE id = entry.code_id AND code_hash = p_codes[i]) THEN
      IF d.status = 'OPEN' THEN
        outcome := 'code_too_late';
      ELSE
        IF entry.code_id IS NULL THEN
          code := claim_code(p_codes[i], p_edition, p_drop, p_users[i], entry.person, entry.id);
        END IF;
        UPDATE line_entry SET code_id = code, place = CASE WHEN p_drop IS NULL THEN priority_place(p_edition) ELSE place END
          WHERE id = entry.id AND code IS NOT NULL RETURNING * INTO past;
        IF FOUND THEN
          entry := past;
        ELSE
          outcome := 'code_invalid';
        END IF;
      END IF;
    END IF;
    IF outcome IS NULL THEN
      outcome := CASE
        WHEN p_drop IS NOT NULL AND d.status = 'PREPARED' THEN 'drop_not_armed'
        WHEN p_drop IS NOT NULL AND (d.status = 'CLOSED' OR d.closes_at <= clock_timestamp()) THEN 'drop_over'
        WHEN d.paused_at IS NOT NULL THEN 'drop_paused'
        WHEN p_quantities[i] > least(terms.per_person_limit, coalesce(d.per_person_limit, terms.per_person_limit)) THEN 'over_limit'
        WHEN p_currencies[i] <> terms.currency AND NOT EXISTS (SELECT FROM edition_price WHERE edition_id = p_edition AND currency = p_currencies[i]) THEN 'currency_not_offered'
        WHEN p_cities[i] IS NOT NULL AND NOT EXISTS (SELECT FROM delivery_city WHERE id = p_cities[i] AND open) THEN 'unknown_city'
        WHEN p_quantities[i] <= room THEN 'available'
        WHEN p_codes[i] IS NOT NULL AND d.status = 'OPEN' THEN 'code_too_late'
        WHEN queued + p_quantities[i] > d.held + d."left" THEN 'line_full'
        WHEN EXISTS (SELECT FROM line_entry WHERE edition_id = p_edition AND drop_id IS NOT DISTINCT FROM p_drop AND state = 'WAITING' AND person = p_persons[i]) THEN 'over_limit'
      END;
    END IF;
    IF outcome IS NULL AND p_codes[i] IS NOT NULL THEN
      code := claim_code(p_codes[i], p_edition, p_drop, p_users[i], p_persons[i], p_ids[i]);
      IF code IS NULL THEN
        outcome := 'code_invalid';
      END IF;
    END IF;
    IF outcome IS NULL THEN
      INSERT INTO line_entry (id, edition_id, drop_id, user_id, person, contact, idem_key, quantity, currency, city_id, code_id, place, units_before, joined_at)
        VALUES (p_ids[i], p_edition, p_drop, p_users[i], p_persons[i], p_contacts[i], p_keys[i], p_quantities[i], coalesce(p_currencies[i], terms.currency), p_cities[i], code,
          CASE WHEN p_drop IS NOT NULL THEN d.next_place
            WHEN code IS NOT NULL THEN priority_place(p_edition)
            ELSE (SELECT greatest(max(place), 0) + 1 FROM line_entry WHERE edition_id = p_edition AND drop_id IS NULL AND state = 'WAITING') END,
          d.next_units, clock_timestamp()) RETURNING * INTO entry;
      d.next_place := d.next_place + 1;
      d.next_units := d.next_units + p_quantities[i];
      queued := queued + p_quantities[i];
      joined := joined + 1;
      outcome := 'waiting';
    END IF;
    outcomes := outcomes || outcome;
    entries := entries || jsonb_build_array(CASE WHEN entry.id IS NULL THEN 'null'::jsonb ELSE to_jsonb(entry) END);
  END LOOP;
  IF p_drop IS NOT NULL AND joined > 0 THEN
    UPDATE drop SET next_place = d.next_place, next_units = d.next_units WHERE id = p_drop;
    PERFORM count_line(p_drop, joined);
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN jsonb_build_object('at', clock_timestamp(), 'drop', CASE WHEN p_drop IS NOT NULL THEN drop_line(d) END, 'stock', stock_line(stock),
    'served', served, 'outcomes', to_jsonb(outcomes), 'entries', entries);
END $$;

-- Ends a code that did not win yet. One that has put its holder into a line before the opening loses them their priority, not
-- their place. Outcomes: revoked (also when it was before), not_found, code_used.
CREATE FUNCTION revoke_code(p_code uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  code priority_code;
  entry line_entry;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM priority_code WHERE id = p_code) FOR UPDATE;
  SELECT * INTO code FROM priority_code WHERE id = p_code FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF code.revoked_at IS NOT NULL THEN
    RETURN 'revoked';
  END IF;
  SELECT * INTO entry FROM line_entry WHERE id = code.entry_id;
  IF FOUND AND NOT (entry.state = 'WAITING' AND EXISTS (SELECT FROM drop WHERE id = entry.drop_id AND status = 'ARMED')) THEN
    RETURN 'code_used';
  END IF;
  UPDATE priority_code SET revoked_at = clock_timestamp(), entry_id = NULL WHERE id = p_code;
  UPDATE line_entry SET code_id = NULL WHERE id = entry.id;
  RETURN 'revoked';
END $$;
