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

-- A code counts only before a drop opens, and who holds one stands on a waitlist behind the others with one and before everybody
-- without: their places are far below zero, in the order in which they came.
CREATE FUNCTION place_holder_of_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.drop_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM drop WHERE id = NEW.drop_id AND status = 'ARMED') THEN
      RAISE EXCEPTION 'line_entry_code_too_late: drop % has opened', NEW.drop_id USING ERRCODE = 'check_violation';
    END IF;
  ELSE
    NEW.place := (SELECT coalesce(max(place), -1000000000) + 1 FROM line_entry
      WHERE edition_id = NEW.edition_id AND drop_id IS NULL AND state = 'WAITING' AND place < 0);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_entry_code BEFORE INSERT ON line_entry FOR EACH ROW WHEN (NEW.code_id IS NOT NULL) EXECUTE FUNCTION place_holder_of_code();
CREATE TRIGGER line_entry_later_code BEFORE UPDATE OF code_id ON line_entry FOR EACH ROW
  WHEN (OLD.code_id IS NULL AND NEW.code_id IS NOT NULL) EXECUTE FUNCTION place_holder_of_code();

-- The first place for somebody without a code is 1, also when only holders of codes wait.
CREATE FUNCTION place_behind_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.place := (SELECT greatest(max(place), 0) + 1 FROM line_entry WHERE edition_id = NEW.edition_id AND drop_id IS NULL AND state = 'WAITING');
  RETURN NEW;
END $$;
CREATE TRIGGER line_entry_no_code BEFORE INSERT ON line_entry FOR EACH ROW WHEN (NEW.code_id IS NULL AND NEW.place < 1) EXECUTE FUNCTION place_behind_codes();

-- Who waits already brings a code later, on a waitlist or before the drop opens. Outcomes: waiting (also with the code it has),
-- not_found, code_invalid, code_too_late. Returns {outcome, entry}.
CREATE FUNCTION bring_code(p_entry uuid, p_user uuid, p_hash bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  entry line_entry;
  code priority_code;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM line_entry WHERE id = p_entry AND user_id = p_user) FOR UPDATE;
  SELECT * INTO entry FROM line_entry WHERE id = p_entry AND user_id = p_user AND state = 'WAITING' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  SELECT * INTO code FROM priority_code WHERE code_hash = p_hash AND edition_id = entry.edition_id AND drop_id IS NOT DISTINCT FROM entry.drop_id FOR UPDATE;
  IF code.id = entry.code_id THEN
    RETURN jsonb_build_object('outcome', 'waiting', 'entry', to_jsonb(entry));
  ELSIF entry.drop_id IS NOT NULL AND NOT EXISTS (SELECT FROM drop WHERE id = entry.drop_id AND status = 'ARMED') THEN
    RETURN '{"outcome": "code_too_late"}';
  ELSIF code.id IS NULL OR entry.code_id IS NOT NULL OR code.entry_id IS NOT NULL OR code.revoked_at IS NOT NULL OR code.expires_at <= clock_timestamp()
    OR code.user_id <> p_user OR code.person <> entry.person THEN
    RETURN '{"outcome": "code_invalid"}';
  END IF;
  UPDATE priority_code SET user_id = p_user, entry_id = p_entry WHERE id = code.id;
  UPDATE line_entry SET code_id = code.id WHERE id = p_entry RETURNING * INTO entry;
  RETURN jsonb_build_object('outcome', 'waiting', 'entry', to_jsonb(entry));
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

-- Marks the live orders of a drop that one person may be behind, for somebody to look at; nothing is refused or taken away. Rules:
-- device: three accounts on one browser, or with none at one address. mailbox: three contacts at one address that differ only in
-- digits and signs. limit: an account that came to hold more than the drop allows. Returns how many orders are newly marked.
CREATE FUNCTION flag_hoarders(p_drop uuid) RETURNS int LANGUAGE sql SET plan_cache_mode = force_custom_plan AS $$
  WITH live AS (
    SELECT o.id, o.user_id, o.person, o.quantity, s.address,
      coalesce('device ' || s.device, 'no browser at ' || s.address) AS device,
      regexp_replace(split_part(o.person, '@', 1), '[^[:alpha:]]', '', 'g') AS stem, split_part(o.person, '@', 2) AS domain, d.per_person_limit AS most
    FROM drop d JOIN preorder o ON o.edition_id = d.edition_id AND o.drop_id = d.id AND o.state NOT IN ('EXPIRED', 'CANCELLED')
    LEFT JOIN LATERAL (SELECT device, nullif(ip_address, '') AS address FROM session WHERE user_id = o.user_id ORDER BY created_at DESC LIMIT 1) s ON true
    WHERE d.id = p_drop),
  clusters AS (
    SELECT 'device' AS rule, device AS cluster, count(DISTINCT user_id)::int AS accounts, array_agg(id) AS ids FROM live
      WHERE device IS NOT NULL GROUP BY device HAVING count(DISTINCT user_id) >= 3
    UNION ALL
    SELECT 'mailbox', stem || '@' || domain || ' at ' || address, count(DISTINCT user_id)::int, array_agg(id) FROM live
      WHERE address IS NOT NULL AND length(stem) > 2 GROUP BY stem, domain, address HAVING count(DISTINCT person) >= 3
    UNION ALL
    SELECT 'limit', 'account ' || user_id, 1, array_agg(id) FROM live GROUP BY user_id, most HAVING sum(quantity) > most),
  marked AS (
    INSERT INTO preorder_flag AS f (preorder_id, rule, cluster, accounts)
      SELECT o, rule, cluster, accounts FROM clusters, unnest(ids) o ORDER BY o, rule
      ON CONFLICT (preorder_id, rule) DO UPDATE SET accounts = excluded.accounts, cluster = excluded.cluster WHERE f.accounts < excluded.accounts
      RETURNING f.at = now()::timestamptz(3) AS is_new)
  SELECT count(*) FILTER (WHERE is_new)::int FROM marked
$$;

-- Every process must hear that a drop now asks for a proof of work, or no longer does.
DROP TRIGGER drop_changed ON drop;
CREATE TRIGGER drop_changed AFTER UPDATE ON drop FOR EACH ROW
  WHEN ((OLD.status, OLD.opens_at, OLD.closes_at, OLD.paused_at, OLD.challenge) IS DISTINCT FROM (NEW.status, NEW.opens_at, NEW.closes_at, NEW.paused_at, NEW.challenge))
  EXECUTE FUNCTION tell_processes('drop', 'id');
