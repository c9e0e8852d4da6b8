-- What a deposit was paid with is kept for the balance, which is charged when it is due, tried three times, and waited for.

ALTER TABLE "edition"
  ADD COLUMN "balance_due_on" DATE,
  ADD COLUMN "balance_grace_days" INTEGER NOT NULL DEFAULT 7;
ALTER TABLE edition ADD CONSTRAINT edition_balance CHECK (balance_grace_days BETWEEN 1 AND 365);

CREATE TABLE "payment_method" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "rail" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "customer" TEXT,
    "label" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    CONSTRAINT "payment_method_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payment_method_rail_reference_key" ON "payment_method"("rail", "reference");
CREATE INDEX "payment_method_user_id_idx" ON "payment_method"("user_id");
ALTER TABLE "payment_method" ADD CONSTRAINT "payment_method_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "preorder"
  ADD COLUMN "method_id" UUID,
  ADD COLUMN "kept_minor" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "payment_method"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "preorder_method_id_idx" ON "preorder"("method_id") WHERE (method_id IS NOT NULL);

-- An order is charged to nothing but its owner's: changing hands it leaves the method behind, changing edition it takes it along.
CREATE FUNCTION keep_own_method() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.method_id := (SELECT m.id FROM payment_method m WHERE m.user_id = NEW.user_id
    AND m.id = coalesce(NEW.method_id, (SELECT method_id FROM preorder WHERE id = NEW.converted_from)));
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_own_method BEFORE UPDATE OF user_id, method_id, converted_from ON preorder
  FOR EACH ROW WHEN (OLD.user_id <> NEW.user_id OR NEW.method_id IS DISTINCT FROM OLD.method_id OR NEW.converted_from IS DISTINCT FROM OLD.converted_from)
  EXECUTE FUNCTION keep_own_method();

ALTER TABLE preorder ADD CONSTRAINT preorder_kept CHECK (kept_minor >= 0 AND (kept_minor = 0 OR state = 'CANCELLED'));
DROP INDEX "preorder_owed_back_idx";
CREATE INDEX "preorder_owed_back_idx" ON "preorder"("id") WHERE (state IN ('EXPIRED', 'CANCELLED') AND paid_minor > kept_minor);

ALTER TABLE "payment"
  ADD COLUMN "method_id" UUID,
  ADD COLUMN "off_session" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "payment" ADD CONSTRAINT "payment_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "payment_method"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "payment_method_id_idx" ON "payment"("method_id") WHERE (method_id IS NOT NULL);
ALTER TABLE payment ADD CONSTRAINT payment_off_session CHECK (NOT off_session OR kind = 'BALANCE');

CREATE TABLE "balance" (
    "preorder_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "announce_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "first_try_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "at_risk_at" TIMESTAMPTZ(3),
    "grace_until" TIMESTAMPTZ(3),
    "note" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    CONSTRAINT "balance_pkey" PRIMARY KEY ("preorder_id")
);
CREATE INDEX "balance_next_try_at_idx" ON "balance"("next_try_at") WHERE (next_try_at IS NOT NULL);
CREATE INDEX "balance_announce_at_idx" ON "balance"("announce_at") WHERE (announce_at IS NOT NULL);
CREATE INDEX "balance_at_risk_at_idx" ON "balance"("at_risk_at") WHERE (at_risk_at IS NOT NULL);
ALTER TABLE "balance" ADD CONSTRAINT "balance_preorder_id_fkey" FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE balance ADD CONSTRAINT balance_tries CHECK (tries >= 0);

ALTER TABLE "payment_event" ADD COLUMN "resolution" TEXT;
ALTER TABLE payment_event DROP CONSTRAINT payment_event_status;
ALTER TABLE payment_event ADD CONSTRAINT payment_event_status CHECK (status IN ('received', 'applied', 'ignored', 'parked', 'resolved'));

-- The test rail's own books: which card a token stands for, and what went back of which charge.
CREATE TABLE "test_rail_card" (
    "token" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    CONSTRAINT "test_rail_card_pkey" PRIMARY KEY ("token")
);
ALTER TABLE "test_rail_charge" ADD COLUMN "reference" TEXT, ADD COLUMN "token" TEXT;
UPDATE test_rail_charge c SET reference = 'test_ch_' || left(encode(sha256(convert_to(p.preorder_id || ':' || lower(p.kind::text) || ':' || p.attempt, 'UTF8')), 'hex'), 24)
  FROM payment p WHERE p.id = c.payment_id;
ALTER TABLE "test_rail_charge" ALTER COLUMN "reference" SET NOT NULL;
CREATE UNIQUE INDEX "test_rail_charge_reference_key" ON "test_rail_charge"("reference");
ALTER TABLE test_rail_charge DROP CONSTRAINT test_rail_outcome;
ALTER TABLE test_rail_charge ADD CONSTRAINT test_rail_outcome CHECK (outcome IN ('captured', 'failed', 'needs_action', 'cancelled', 'authentication_required'));
CREATE TABLE "test_rail_refund" (
    "reference" TEXT NOT NULL,
    "charge" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    CONSTRAINT "test_rail_refund_pkey" PRIMARY KEY ("reference")
);
CREATE INDEX "test_rail_refund_charge_idx" ON "test_rail_refund"("charge");
ALTER TABLE "test_rail_refund" ADD CONSTRAINT "test_rail_refund_charge_fkey" FOREIGN KEY ("charge") REFERENCES "test_rail_charge"("reference") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is still to be paid. What the seller gave back of an order that stands is a gift, and is not asked for again.
CREATE FUNCTION balance_owed(p_order uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT o.total_minor - coalesce((SELECT sum(p.amount_minor) FROM payment p
    WHERE p.preorder_id = o.id AND p.kind IN ('DEPOSIT', 'BALANCE') AND p.state = 'CAPTURED'), 0)::bigint
  FROM preorder o WHERE o.id = p_order
$$;

-- When the balance of a locked order is due: on the edition's day, but never while the lock can be taken back. NULL: when the seller calls.
CREATE FUNCTION balance_due(p_due_on date, p_locked timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_due_on IS NOT NULL THEN greatest(p_due_on::timestamp AT TIME ZONE 'UTC', p_locked + undo_time()) END
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
      SELECT NEW.id, d.due, d.due, balance_announced(d.due) FROM edition e CROSS JOIN LATERAL (SELECT balance_due(e.balance_due_on, NEW.locked_at) AS due) d
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
  FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state = 'LOCKED' OR NEW.state = 'LOCKED')) EXECUTE FUNCTION keep_balance();

INSERT INTO balance (preorder_id) SELECT id FROM preorder WHERE state = 'LOCKED' AND balance_owed(id) > 0;

-- Nothing is handed over before it is paid.
CREATE FUNCTION refuse_unpaid_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF balance_owed(NEW.id) > 0 THEN
    RAISE EXCEPTION 'the balance of pre-order % is not paid', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_paid_before_ready BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state <> 'READY' AND NEW.state = 'READY') EXECUTE FUNCTION refuse_unpaid_handover();

-- Who ordered was told when the rest is charged and how long their place is kept, so the host may only give more time.
CREATE FUNCTION refuse_harder_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM preorder WHERE edition_id = NEW.id) THEN
    RAISE EXCEPTION 'edition % has orders that were promised more time for the balance', NEW.sku USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_balance_may_ease BEFORE UPDATE OF balance_due_on, balance_grace_days ON edition
  FOR EACH ROW WHEN (coalesce(NEW.balance_due_on, 'infinity') < coalesce(OLD.balance_due_on, 'infinity') OR NEW.balance_grace_days < OLD.balance_grace_days)
  EXECUTE FUNCTION refuse_harder_balance();

-- Balances that nobody was asked for yet follow their edition's new day.
CREATE FUNCTION move_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE balance b SET due_at = d.due, next_try_at = d.due, announce_at = balance_announced(d.due)
    FROM preorder o CROSS JOIN LATERAL (SELECT balance_due(NEW.balance_due_on, o.locked_at) AS due) d WHERE o.edition_id = NEW.id AND o.state = 'LOCKED' AND b.preorder_id = o.id AND b.first_try_at IS NULL AND b.paid_at IS NULL
      AND (b.due_at IS NULL OR b.due_at > now());
  RETURN NULL;
END $$;
CREATE TRIGGER edition_balance_moved AFTER UPDATE OF balance_due_on ON edition
  FOR EACH ROW WHEN (NEW.balance_due_on IS DISTINCT FROM OLD.balance_due_on) EXECUTE FUNCTION move_balances();

-- Records a captured balance. Outcomes: paid, replayed (recorded before), too_late (the order ended: kept on the row as paid, and owed
-- back), surplus (nothing was owed any more: the caller gives it back outside the books). Returns {outcome, edition, showId}.
CREATE FUNCTION settle_balance(p_payment uuid, p_ref text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  due payment;
  outcome text;
  happened timestamptz;
BEGIN
  SELECT o.* INTO STRICT target FROM payment p JOIN preorder o ON o.id = p.preorder_id WHERE p.id = p_payment AND p.kind = 'BALANCE';
  PERFORM FROM inventory WHERE edition_id = target.edition_id FOR UPDATE;
  SELECT * INTO target FROM preorder WHERE id = target.id FOR UPDATE;
  SELECT * INTO due FROM payment WHERE id = p_payment FOR UPDATE;
  happened := clock_timestamp();
  outcome := CASE WHEN due.state = 'CAPTURED' THEN 'replayed' WHEN balance_owed(target.id) < due.amount_minor THEN 'surplus'
    WHEN target.state IN ('RESERVED', 'LOCKED') THEN 'paid' ELSE 'too_late' END;
  IF outcome IN ('paid', 'too_late') THEN
    UPDATE payment SET state = 'CAPTURED', provider_ref = p_ref, settled_at = happened, failure = NULL WHERE id = p_payment;
    UPDATE preorder SET paid_minor = paid_minor + due.amount_minor WHERE id = target.id;
    UPDATE balance SET paid_at = happened, next_try_at = NULL, announce_at = NULL, at_risk_at = NULL, grace_until = NULL, failure = NULL
      WHERE preorder_id = target.id AND outcome = 'paid';
    PERFORM append_ledger(target.edition_id, 'balance', ARRAY[target.id], ARRAY[target.quantity], ARRAY[due.amount_minor], 0, 0, 0);
    PERFORM add_to_minutes(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}', '{}', ARRAY[due.amount_minor], '{}');
  END IF;
  RETURN jsonb_build_object('outcome', outcome, 'edition', target.edition_id, 'showId', target.show_id);
END $$;

-- One try to charge a due balance failed, or there was nothing to charge (p_payment NULL). The next comes a day, then three days after
-- the first; after the third the place is kept for the edition's days of grace. Returns {tries, nextTryAt, graceUntil} of an order that
-- is at risk by it; NULL when it was noted before, or there is nothing to lose any more.
CREATE FUNCTION fail_balance_try(p_order uuid, p_payment uuid, p_reason text, p_ref text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  left_over balance;
BEGIN
  PERFORM FROM preorder WHERE id = p_order FOR UPDATE;
  IF p_payment IS NOT NULL THEN
    UPDATE payment SET state = 'FAILED', failure = p_reason, settled_at = clock_timestamp(), provider_ref = coalesce(provider_ref, p_ref)
      WHERE id = p_payment AND kind = 'BALANCE' AND state IN ('CREATED', 'PENDING');
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
  END IF;
  UPDATE balance b SET tries = b.tries + 1, first_try_at = coalesce(b.first_try_at, now()), failure = p_reason, at_risk_at = coalesce(b.at_risk_at, now()),
      next_try_at = CASE b.tries WHEN 0 THEN coalesce(b.first_try_at, now()) + interval '1 day' WHEN 1 THEN coalesce(b.first_try_at, now()) + interval '3 days' END,
      grace_until = CASE WHEN b.tries >= 2 THEN coalesce(b.grace_until, now() + make_interval(days => e.balance_grace_days)) END
    FROM preorder o JOIN edition e ON e.id = o.edition_id
    WHERE b.preorder_id = p_order AND o.id = p_order AND o.state = 'LOCKED' AND b.paid_at IS NULL RETURNING b.* INTO left_over;
  RETURN CASE WHEN left_over.preorder_id IS NOT NULL THEN
    jsonb_build_object('tries', left_over.tries, 'nextTryAt', left_over.next_try_at, 'graceUntil', left_over.grace_until) END;
END $$;

-- Owes an order that ended what it still holds and the seller does not keep, each part to the charge it came from, the newest first.
-- What is under way already is not owed again; what a rail refused is.
CREATE FUNCTION owe_refunds(p_order uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM preorder WHERE id = p_order FOR UPDATE;
  INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, refund_of, check_after)
    SELECT gen_random_uuid(), p_order, 'REFUND', (SELECT count(*) FROM payment WHERE preorder_id = p_order AND kind = 'REFUND') + row_number() OVER (ORDER BY c.place),
      c.rail, c.back, c.currency, c.id, now() + interval '10 seconds'
    FROM (
      SELECT l.*, least(l.remains, o.paid_minor - o.kept_minor - l.under_way - l.before) AS back FROM preorder o CROSS JOIN LATERAL (
        SELECT p.id, p.rail, p.currency, row_number() OVER newest AS place, p.amount_minor - r.gone AS remains,
          coalesce(sum(p.amount_minor - r.gone) OVER (newest ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before, sum(r.open) OVER ()::bigint AS under_way
        FROM payment p CROSS JOIN LATERAL (
          SELECT coalesce(sum(x.amount_minor), 0)::bigint AS gone, coalesce(sum(x.amount_minor) FILTER (WHERE x.state <> 'CAPTURED'), 0)::bigint AS open
          FROM payment x WHERE x.refund_of = p.id AND x.kind = 'REFUND' AND x.state <> 'FAILED') r
        WHERE p.preorder_id = p_order AND p.kind IN ('DEPOSIT', 'BALANCE') AND p.state = 'CAPTURED'
        WINDOW newest AS (ORDER BY p.settled_at DESC, p.kind DESC, p.attempt DESC)) l
      WHERE o.id = p_order AND o.state IN ('CANCELLED', 'EXPIRED')) c
    WHERE c.back > 0
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING;
END $$;
