-- What is still to be paid. What the seller gave back of an order that stands is a gift, and is not asked for again.
CREATE FUNCTION balance_owed(p_order uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT o.total_minor - coalesce((SELECT sum(p.amount_minor) FROM payment p
    WHERE p.preorder_id = o.id AND p.kind IN ('DEPOSIT', 'BALANCE') AND p.state = 'CAPTURED'), 0)::bigint
  FROM preorder o WHERE o.id = p_order
$$;

-- When the balance of a locked order is due: on the edition's day, but never while the lock can be taken back. NULL:
-- when the seller calls.
CREATE FUNCTION balance_due(p_due_on date, p_locked timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_due_on IS NOT NULL
    THEN greatest(p_due_on::timestamp AT TIME ZONE 'UTC', p_locked + undo_time()) END
$$;

-- When the buyer is told that the charge is near: three days before, if there are three days left.
CREATE FUNCTION balance_announced(p_due timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_due - interval '3 days' > now() THEN p_due - interval '3 days' END
$$;

-- Opens the balance of an order when it is locked, and closes it when the lock is taken back or the order ends.
CREATE FUNCTION keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'LOCKED' THEN
    INSERT INTO balance (preorder_id, due_at, next_try_at, announce_at)
      SELECT NEW.id, d.due, d.due, balance_announced(d.due)
      FROM edition e CROSS JOIN LATERAL (SELECT balance_due(e.balance_due_on, NEW.locked_at) AS due) d
      WHERE e.id = NEW.edition_id AND balance_owed(NEW.id) > 0
      ON CONFLICT (preorder_id) DO NOTHING;
  ELSIF NEW.state = 'RESERVED' THEN
    DELETE FROM balance WHERE preorder_id = NEW.id;
  ELSE
    UPDATE balance SET next_try_at = NULL, announce_at = NULL WHERE preorder_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER preorder_balance AFTER UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state = 'LOCKED' OR NEW.state = 'LOCKED'))
  EXECUTE FUNCTION keep_balance();

-- Balances that nobody was asked for yet follow their edition's new day.
CREATE FUNCTION move_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE balance b SET due_at = d.due, next_try_at = d.due, announce_at = balance_announced(d.due)
    FROM preorder o CROSS JOIN LATERAL (SELECT balance_due(NEW.balance_due_on, o.locked_at) AS due) d
    WHERE o.edition_id = NEW.id AND o.state = 'LOCKED' AND b.preorder_id = o.id
      AND b.first_try_at IS NULL AND b.paid_at IS NULL AND (b.due_at IS NULL OR b.due_at > now());
  RETURN NULL;
END $$;
CREATE TRIGGER edition_balance_moved AFTER UPDATE OF balance_due_on ON edition
  FOR EACH ROW WHEN (NEW.balance_due_on IS DISTINCT FROM OLD.balance_due_on) EXECUTE FUNCTION move_balances();

-- Records a captured balance. Outcomes: paid, replayed (recorded before), too_late (the order ended: kept on the row
-- as paid, and owed back), surplus (nothing was owed any more: the caller gives it back outside the books).
-- Returns {outcome, edition, showId}.
CREATE FUNCTION settle_balance(p_payment uuid, p_ref text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  due payment;
  outcome text;
  happened timestamptz;
BEGIN
  SELECT o.* INTO STRICT target FROM payment p JOIN preorder o ON o.id = p.preorder_id
    WHERE p.id = p_payment AND p.kind = 'BALANCE';
  PERFORM lock_stock(ARRAY[target.edition_id]);
  SELECT * INTO target FROM preorder WHERE id = target.id FOR UPDATE;
  SELECT * INTO due FROM payment WHERE id = p_payment FOR UPDATE;
  happened := clock_timestamp();
  outcome := CASE
    WHEN due.state = 'CAPTURED' THEN 'replayed'
    WHEN balance_owed(target.id) < due.amount_minor THEN 'surplus'
    WHEN target.state IN ('RESERVED', 'LOCKED') THEN 'paid'
    ELSE 'too_late' END;
  IF outcome IN ('paid', 'too_late') THEN
    UPDATE payment SET state = 'CAPTURED', provider_ref = p_ref, settled_at = happened, failure = NULL
      WHERE id = p_payment;
    UPDATE preorder SET paid_minor = paid_minor + due.amount_minor WHERE id = target.id;
    UPDATE balance SET paid_at = happened, next_try_at = NULL, announce_at = NULL, at_risk_at = NULL,
        grace_until = NULL, failure = NULL
      WHERE preorder_id = target.id AND outcome = 'paid';
    PERFORM append_ledger(target.edition_id, 'balance', ARRAY[target.id], ARRAY[target.quantity],
      ARRAY[due.amount_minor], 0, 0, 0);
    PERFORM add_to_sales(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}',
      '{}', ARRAY[due.amount_minor], '{}');
  END IF;
  RETURN jsonb_build_object('outcome', outcome, 'edition', target.edition_id, 'showId', target.show_id);
END $$;

-- One try to charge a due balance failed, or there was nothing to charge (p_payment NULL). The next comes a day, then
-- three days after the first; after the third the place is kept for the edition's days of grace.
-- Returns {tries, nextTryAt, graceUntil} of an order that is at risk by it; NULL when it was noted before, or there
-- is nothing to lose any more.
CREATE FUNCTION fail_balance_try(p_order uuid, p_payment uuid, p_reason text, p_ref text)
  RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  left_over balance;
BEGIN
  PERFORM FROM preorder WHERE id = p_order FOR UPDATE;
  IF p_payment IS NOT NULL THEN
    UPDATE payment SET state = 'FAILED', failure = p_reason, settled_at = clock_timestamp(),
        provider_ref = coalesce(provider_ref, p_ref)
      WHERE id = p_payment AND kind = 'BALANCE' AND state IN ('CREATED', 'PENDING');
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
  END IF;
  UPDATE balance b SET tries = b.tries + 1, first_try_at = coalesce(b.first_try_at, now()), failure = p_reason,
      at_risk_at = coalesce(b.at_risk_at, now()),
      next_try_at = CASE b.tries
        WHEN 0 THEN coalesce(b.first_try_at, now()) + interval '1 day'
        WHEN 1 THEN coalesce(b.first_try_at, now()) + interval '3 days' END,
      grace_until = CASE WHEN b.tries >= 2
        THEN coalesce(b.grace_until, now() + make_interval(days => e.balance_grace_days)) END
    FROM preorder o JOIN edition e ON e.id = o.edition_id
    WHERE b.preorder_id = p_order AND o.id = p_order AND o.state = 'LOCKED' AND b.paid_at IS NULL
    RETURNING b.* INTO left_over;
  RETURN CASE WHEN left_over.preorder_id IS NOT NULL THEN jsonb_build_object(
    'tries', left_over.tries, 'nextTryAt', left_over.next_try_at, 'graceUntil', left_over.grace_until) END;
END $$;
