-- Opens an attempt to pay the deposit or the balance of somebody's order by one way: a rail, and something that it kept
-- (p_method) or nothing. An open attempt by the same way is answered again. p_rails are offered now, p_demo_rails while
-- the shop is a demo. The order stays as it was read until the attempt is written.
-- Outcomes: open, paid (nothing is owed any more), another (one is open by another way: the caller ends it and asks
-- again), together (a basket waits, see open_shared), changed (the caller asks again), not_found, hold_expired,
-- not_payable, order_disputed, rail_not_offered, method_gone.
-- Returns {outcome, state, basket, attempt: attempt_line}.
CREATE FUNCTION open_attempt(
  p_order uuid, p_user uuid, p_kind "PaymentKind", p_rail text, p_method uuid, p_by_link boolean,
  p_rails text[], p_demo_rails text[]
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  owed bigint;
  refusal text;
  opened payment;
BEGIN
  SELECT * INTO target FROM preorder WHERE id = p_order AND user_id = p_user FOR SHARE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  owed := CASE p_kind WHEN 'DEPOSIT' THEN target.deposit_minor ELSE balance_owed(p_order) END;
  refusal := CASE
    WHEN p_kind = 'BALANCE' AND owed > 0 AND is_disputed(p_order) THEN 'order_disputed'
    WHEN p_kind = 'DEPOSIT' AND target.state = 'HELD' OR p_kind = 'BALANCE' AND target.state = 'LOCKED' AND owed > 0
      THEN NULL
    WHEN p_kind = 'DEPOSIT' AND target.state = 'EXPIRED' THEN 'hold_expired'
    WHEN p_kind = 'DEPOSIT' AND target.state IN ('RESERVED', 'LOCKED') THEN 'paid'
    WHEN p_kind = 'BALANCE' AND owed <= 0 AND target.state IN ('LOCKED', 'READY', 'DELIVERED') THEN 'paid'
    ELSE 'not_payable' END;
  refusal := coalesce(refusal, CASE
    WHEN p_rail <> ALL (CASE (SELECT mode FROM shop WHERE id = 1) WHEN 'demo' THEN p_demo_rails ELSE p_rails END)
      THEN 'rail_not_offered'
    WHEN p_method IS NOT NULL AND NOT EXISTS (SELECT FROM payment_method
      WHERE id = p_method AND user_id = p_user AND rail = p_rail AND removed_at IS NULL) THEN 'method_gone'
    WHEN p_kind = 'DEPOSIT' AND target.basket_id IS NOT NULL THEN 'together' END);
  IF refusal IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', refusal, 'state', target.state, 'basket', target.basket_id);
  END IF;
  SELECT * INTO opened FROM payment p
    WHERE p.preorder_id = p_order AND p.kind = p_kind AND p.state IN ('CREATED', 'PENDING')
      AND (p.off_session OR (p.rail, p.method_id, p.by_link) IS DISTINCT FROM (p_rail, p_method, p_by_link))
    ORDER BY p.attempt LIMIT 1;
  IF FOUND THEN
    RETURN jsonb_build_object('outcome', 'another', 'attempt', attempt_line(opened, target));
  END IF;
  INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, method_id, by_link)
    VALUES (gen_random_uuid(), p_order, p_kind,
      1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = p_order AND p.kind = p_kind AND p.state = 'FAILED'),
      p_rail, owed, target.currency, p_method, p_by_link)
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING RETURNING * INTO opened;
  IF NOT FOUND THEN
    SELECT * INTO opened FROM payment p WHERE p.preorder_id = p_order AND p.kind = p_kind
      ORDER BY p.attempt DESC LIMIT 1;
  END IF;
  RETURN jsonb_build_object('outcome', CASE opened.state WHEN 'FAILED' THEN 'changed' ELSE 'open' END,
    'attempt', attempt_line(opened, target));
END $$;

-- A payment with what is needed to settle it, as lib/engine/open-attempt.ts parses it.
CREATE FUNCTION attempt_line(p_attempt payment, p_order preorder) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('id', p_attempt.id, 'preorderId', p_attempt.preorder_id, 'kind', p_attempt.kind,
    'attempt', p_attempt.attempt, 'rail', p_attempt.rail, 'providerRef', p_attempt.provider_ref,
    'amountMinor', p_attempt.amount_minor, 'currency', p_attempt.currency, 'state', p_attempt.state,
    'failure', p_attempt.failure, 'offSession', p_attempt.off_session, 'byLink', p_attempt.by_link,
    'shareOf', p_attempt.share_of, 'chargeMinor', p_attempt.charge_minor, 'createdAt', p_attempt.created_at,
    'method', CASE WHEN p_attempt.method_id IS NOT NULL THEN (
      SELECT jsonb_build_object('reference', reference, 'customer', customer, 'label', label)
      FROM payment_method WHERE id = p_attempt.method_id) END,
    'preorder', jsonb_build_object('editionId', p_order.edition_id, 'userId', p_order.user_id,
      'contact', p_order.contact, 'state', p_order.state, 'totalMinor', p_order.total_minor,
      'depositMinor', p_order.deposit_minor));
END $$;

-- Records captured deposits: HELD becomes RESERVED; money for an order that no longer waits is kept on the row as
-- paid, reported as too_late, and owed back. A payment already settled is left alone (replayed), and so is one for an
-- order that another deposit has paid (surplus): the caller gives that money back outside the books. What a deposit
-- was paid with is what the balance is charged to, if some of it remains and nothing else was chosen. p_kept says what
-- its rail kept of it, [{payment, owner, reference, customer, label, fingerprint}]: that is kept here for its owner,
-- and charged with the balance too, unless who paid came by the link of a mail.
-- A plan made while a table was empty stays in the connection: every row is found by an index, whatever it held.
-- Returns stock_line || {settled: [{payment, order, userId, showId, outcome, quantity, amount, unlabelled}],
-- drops: [drop_line]}; unlabelled is what was kept and has no name that its owner would know.
CREATE FUNCTION settle_deposits(p_edition uuid, p_payments uuid[], p_refs text[], p_kept json DEFAULT '[]')
RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
  stock inventory;
  happened timestamptz;
  settled jsonb;
  ids uuid[]; quantities int[]; amounts bigint[]; shows uuid[]; units bigint[]; currencies text[];
  late_shows uuid[]; late_currencies text[]; late_amounts bigint[]; touched uuid[];
BEGIN
  SELECT * INTO stock FROM lock_stock(ARRAY[p_edition]);
  PERFORM FROM drop WHERE id IN (
    SELECT o.drop_id FROM payment p JOIN preorder o ON o.id = p.preorder_id WHERE p.id = ANY (p_payments))
    ORDER BY id FOR UPDATE;
  happened := clock_timestamp();
  WITH due AS (
    SELECT p.id AS payment, p.amount_minor, p.state AS payment_state, p.rail, p.by_link, r.ref,
      CASE WHEN NOT p.by_link THEN p.method_id END AS paid_with, o.* FROM unnest(p_payments, p_refs) r(id, ref)
    JOIN payment p ON p.id = r.id JOIN preorder o ON o.id = p.preorder_id
    WHERE o.edition_id IS NOT DISTINCT FROM p_edition AND p.kind = 'DEPOSIT' ORDER BY o.id FOR UPDATE OF o, p),
  judged AS (
    SELECT d.*, CASE WHEN payment_state = 'CAPTURED' THEN 'replayed' WHEN state = 'HELD' THEN 'reserved'
      WHEN paid_minor > 0 THEN 'surplus' ELSE 'too_late' END AS outcome FROM due d),
  given AS (
    SELECT g.*, j.id AS order_id, j.rail, j.outcome
    FROM json_to_recordset(p_kept) g(payment uuid, owner uuid, reference text, customer text, label text,
      fingerprint text)
    JOIN judged j ON j.payment = g.payment WHERE j.outcome IN ('reserved', 'replayed') AND NOT j.by_link),
  kept AS (
    INSERT INTO payment_method AS m (user_id, rail, reference, customer, label, fingerprint)
    SELECT DISTINCT ON (rail, reference) owner, rail, reference, customer, label, fingerprint FROM given
    ORDER BY rail, reference
    ON CONFLICT (rail, reference) DO UPDATE SET label = coalesce(m.label, excluded.label)
    RETURNING id, rail, reference, label, removed_at),
  methods AS (
    SELECT g.payment, g.order_id, g.owner, g.outcome, k.id, k.label, k.removed_at IS NULL AS stands
    FROM given g JOIN kept k USING (rail, reference)),
  captured AS (
    UPDATE payment p SET state = 'CAPTURED', provider_ref = j.ref, settled_at = happened, failure = NULL,
      method_id = coalesce(p.method_id, k.id)
    FROM judged j LEFT JOIN methods k ON k.payment = j.payment
    WHERE p.id = j.payment AND j.outcome IN ('reserved', 'too_late') RETURNING p.id),
  captured_before AS (
    UPDATE payment p SET method_id = k.id FROM methods k
    WHERE p.id = k.payment AND k.outcome = 'replayed' AND p.method_id IS NULL),
  moved_before AS (
    UPDATE preorder o SET method_id = k.id FROM methods k
    WHERE o.id = k.order_id AND k.outcome = 'replayed' AND o.method_id IS NULL AND o.user_id = k.owner
      AND k.stands),
  moved AS (
    UPDATE preorder o SET paid_minor = o.paid_minor + j.amount_minor,
      state = CASE j.outcome WHEN 'reserved' THEN 'RESERVED' ELSE o.state END,
      state_changed_at = CASE j.outcome WHEN 'reserved' THEN happened ELSE o.state_changed_at END,
      method_id = coalesce(o.method_id, CASE WHEN j.outcome = 'reserved'
          AND o.total_minor > o.paid_minor + j.amount_minor
        THEN (SELECT m.id FROM payment_method m WHERE m.id = j.paid_with AND m.removed_at IS NULL) END,
        CASE WHEN o.user_id = k.owner AND k.stands THEN k.id END)
    FROM judged j LEFT JOIN methods k ON k.payment = j.payment
    WHERE o.id = j.id AND j.outcome IN ('reserved', 'too_late') RETURNING o.id),
  pools AS (
    UPDATE drop d SET held = d.held - f.units, sold = d.sold + f.units
    FROM (
      SELECT drop_id, sum(quantity)::int AS units FROM judged
      WHERE outcome = 'reserved' AND drop_id IS NOT NULL GROUP BY drop_id) f
    WHERE d.id = f.drop_id RETURNING d.id)
  SELECT jsonb_agg(jsonb_build_object('payment', j.payment, 'order', j.id, 'userId', j.user_id, 'showId', j.show_id,
      'outcome', j.outcome, 'quantity', j.quantity, 'amount', j.amount_minor,
      'unlabelled', coalesce((SELECT k.id IS NOT NULL AND k.label IS NULL FROM methods k WHERE k.payment = j.payment),
        false))),
    array_agg(j.id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.quantity ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.unit_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.currency::text ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'too_late'),
    array_agg(j.currency::text ORDER BY j.id) FILTER (WHERE outcome = 'too_late'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'too_late'),
    (SELECT coalesce(array_agg(id), '{}') FROM pools)
    INTO settled, ids, quantities, amounts, shows, units, currencies,
      late_shows, late_currencies, late_amounts, touched
    FROM judged j LEFT JOIN captured c ON c.id = j.payment LEFT JOIN moved m ON m.id = j.id;
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, 'reserved', ids, quantities, amounts, 0,
      -(SELECT sum(q)::int FROM unnest(quantities) q), (SELECT sum(q)::int FROM unnest(quantities) q));
    PERFORM add_to_sales(p_edition, shows, currencies, array_fill('HELD'::"PreorderState", ARRAY[cardinality(ids)]),
      array_fill('RESERVED'::"PreorderState", ARRAY[cardinality(ids)]), quantities, units, amounts, '{}');
  END IF;
  IF late_amounts IS NOT NULL THEN
    PERFORM add_to_sales(p_edition, late_shows, late_currencies, '{}', '{}', '{}', '{}', late_amounts, '{}');
  END IF;
  RETURN stock_line(stock) || jsonb_build_object('settled', coalesce(settled, '[]'::jsonb),
    'drops', (SELECT coalesce(jsonb_agg(drop_line(d)), '[]') FROM drop d WHERE d.id = ANY (touched)));
END $$;

-- Records a refund that the rail has carried out. Returns false when it was recorded before.
CREATE FUNCTION settle_refund(p_payment uuid, p_ref text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  owed payment;
  target preorder;
BEGIN
  SELECT o.* INTO STRICT target FROM payment p JOIN preorder o ON o.id = p.preorder_id
    WHERE p.id = p_payment AND p.kind = 'REFUND';
  PERFORM lock_stock(ARRAY[target.edition_id]);
  SELECT * INTO target FROM preorder WHERE id = target.id FOR UPDATE;
  SELECT * INTO owed FROM payment WHERE id = p_payment FOR UPDATE;
  IF owed.state = 'CAPTURED' THEN
    RETURN false;
  END IF;
  UPDATE payment SET state = 'CAPTURED', provider_ref = p_ref, settled_at = clock_timestamp(), failure = NULL
    WHERE id = p_payment;
  UPDATE preorder SET paid_minor = paid_minor - owed.amount_minor WHERE id = target.id;
  PERFORM append_ledger(target.edition_id, 'refunded', ARRAY[target.id], ARRAY[target.quantity],
    ARRAY[owed.amount_minor], 0, 0, 0);
  PERFORM add_to_sales(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}',
    '{}', '{}', ARRAY[owed.amount_minor]);
  RETURN true;
END $$;

-- A refund did not arrive. What was booked as given back is paid again, in the ledger too; with p_by_hand an order
-- that ended owes it from a person's hand from now on, and its rail is not asked again.
-- Returns {outcome, minor}: reversed (it was booked), refused (it was not), or known.
CREATE FUNCTION fail_refund(p_payment uuid, p_reason text, p_by_hand boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  refund payment;
  was_booked boolean;
BEGIN
  SELECT o.* INTO STRICT target FROM payment p JOIN preorder o ON o.id = p.preorder_id
    WHERE p.id = p_payment AND p.kind = 'REFUND';
  PERFORM lock_stock(ARRAY[target.edition_id]);
  SELECT * INTO target FROM preorder WHERE id = target.id FOR UPDATE;
  SELECT * INTO refund FROM payment WHERE id = p_payment FOR UPDATE;
  IF refund.state = 'FAILED' THEN
    RETURN jsonb_build_object('outcome', 'known', 'minor', refund.amount_minor);
  END IF;
  was_booked := refund.state = 'CAPTURED';
  UPDATE payment SET state = 'FAILED', failure = p_reason, settled_at = clock_timestamp() WHERE id = p_payment;
  IF was_booked THEN
    UPDATE preorder SET paid_minor = paid_minor + refund.amount_minor WHERE id = target.id;
    PERFORM append_ledger(target.edition_id, 'refund_failed', ARRAY[target.id], ARRAY[target.quantity],
      ARRAY[refund.amount_minor], 0, 0, 0);
    PERFORM add_to_sales(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}',
      '{}', '{}', ARRAY[-refund.amount_minor]);
  END IF;
  IF p_by_hand AND target.state IN ('CANCELLED', 'EXPIRED') THEN
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, refund_of, failure)
      VALUES (gen_random_uuid(), target.id, 'REFUND',
        1 + (SELECT count(*) FROM payment WHERE preorder_id = target.id AND kind = 'REFUND'),
        'manual', refund.amount_minor, refund.currency, refund.refund_of, p_reason);
  END IF;
  RETURN jsonb_build_object('outcome', CASE WHEN was_booked THEN 'reversed' ELSE 'refused' END,
    'minor', refund.amount_minor);
END $$;

-- Owes an order that ended what it still holds and the seller does not keep, each part to the charge it came from,
-- the newest first. What is under way already is not owed again; what a rail refused is. While somebody disputes a
-- charge of it nothing is owed: else the same money could go back twice.
CREATE FUNCTION owe_refunds(p_order uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM preorder WHERE id = p_order FOR UPDATE;
  INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, refund_of, check_after)
    SELECT gen_random_uuid(), p_order, 'REFUND',
      (SELECT count(*) FROM payment WHERE preorder_id = p_order AND kind = 'REFUND')
        + row_number() OVER (ORDER BY c.place),
      c.rail, c.back, c.currency, c.id, now() + interval '10 seconds'
    FROM (
      SELECT l.*, least(l.remains, o.paid_minor - o.kept_minor - l.under_way - l.before) AS back
      FROM preorder o CROSS JOIN LATERAL (
        SELECT p.id, p.rail, p.currency, row_number() OVER newest AS place, p.amount_minor - r.gone AS remains,
          coalesce(sum(p.amount_minor - r.gone)
            OVER (newest ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before,
          sum(r.open) OVER ()::bigint AS under_way
        FROM payment p CROSS JOIN LATERAL (
          SELECT coalesce(sum(x.amount_minor), 0)::bigint AS gone,
            coalesce(sum(x.amount_minor) FILTER (WHERE x.state <> 'CAPTURED'), 0)::bigint AS open
          FROM payment x WHERE x.refund_of = p.id AND x.kind = 'REFUND' AND x.state <> 'FAILED') r
        WHERE p.preorder_id = p_order AND p.kind IN ('DEPOSIT', 'BALANCE') AND p.state = 'CAPTURED'
        WINDOW newest AS (ORDER BY p.settled_at DESC, p.kind DESC, p.attempt DESC)) l
      WHERE o.id = p_order AND o.state IN ('CANCELLED', 'EXPIRED') AND NOT is_disputed(o.id)) c
    WHERE c.back > 0
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING;
END $$;

-- The payments that hold the money of a charge at a rail now, one for each order that it paid: its own, or the one in
-- the order that a conversion moved it to.
CREATE FUNCTION holders_of(p_charge uuid) RETURNS TABLE (holder uuid, order_id uuid, edition_id uuid, quantity int)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (part.id) p.id, o.id, o.edition_id, o.quantity
  FROM payment part JOIN payment p ON p.id = part.id OR p.credit_of = part.id JOIN preorder o ON o.id = p.preorder_id
  WHERE (part.id = p_charge OR part.share_of = p_charge) AND p.kind <> 'REFUND'
  ORDER BY part.id, o.paid_minor > 0 DESC, p.settled_at DESC NULLS LAST, p.id
$$;

-- What a rail says of a dispute, whatever comes first and however often. The ledger has `disputed` when it begins,
-- `lost` when the money is gone, which is booked as given back to the charge it came by, and `reinstated` when it
-- came back: of every order that the charge paid, in turn, until its amount is used up. Neither the orders nor their
-- units move. NULL as p_amount is the whole charge.
-- Returns {outcome, orders}: opened, changed or known, and the orders that hold its money.
CREATE FUNCTION tell_dispute(
  p_rail text, p_reference text, p_kind text, p_payment uuid, p_reason text, p_status text, p_amount bigint,
  p_currency text, p_due timestamptz, p_told timestamptz, p_actionable boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  charge payment;
  before dispute;
  is_new boolean;
  loss uuid;
  part_loss uuid;
  part record;
  portion bigint;
  rest bigint;
BEGIN
  SELECT * INTO STRICT charge FROM payment WHERE id = p_payment;
  PERFORM lock_stock(ARRAY(SELECT h.edition_id FROM holders_of(charge.id) h));
  PERFORM FROM preorder WHERE id IN (SELECT order_id FROM holders_of(charge.id)) ORDER BY id FOR UPDATE;
  INSERT INTO dispute (rail, reference, kind, payment_id, reason, status,
      amount_minor, currency, due_by, told_at, is_actionable)
    VALUES (p_rail, p_reference, p_kind, charge.id, p_reason, p_status,
      coalesce(p_amount, charge.charge_minor, charge.amount_minor), coalesce(p_currency, charge.currency),
      p_due, p_told, p_actionable)
    ON CONFLICT (rail, reference) DO NOTHING;
  is_new := FOUND;
  SELECT * INTO before FROM dispute WHERE rail = p_rail AND reference = p_reference FOR UPDATE;
  IF NOT is_new AND (p_told < before.told_at
    OR before.status IN ('won', 'lost', 'warning_closed', 'prevented') AND p_status NOT IN ('won', 'lost')) THEN
    RETURN jsonb_build_object('outcome', 'known', 'orders', '[]'::jsonb);
  END IF;
  loss := before.lost_by;
  IF p_status = 'won' AND loss IS NOT NULL THEN
    PERFORM restore_loss(loss);
    loss := NULL;
  END IF;
  rest := before.amount_minor;
  FOR part IN
    SELECT h.*, row_number() OVER (ORDER BY h.holder) = count(*) OVER () AS is_last
    FROM holders_of(charge.id) h ORDER BY h.holder
  LOOP
    IF p_status = 'lost' AND before.lost_by IS NULL THEN
      UPDATE payment SET state = 'FAILED', failure = 'dispute_lost', settled_at = clock_timestamp()
        WHERE refund_of = part.holder AND kind = 'REFUND' AND state = 'CREATED';
    END IF;
    portion := CASE WHEN part.is_last THEN rest ELSE least(rest, remains_of(part.holder)) END;
    rest := rest - portion;
    CONTINUE WHEN portion = 0 AND before.amount_minor > 0;
    IF is_new AND p_kind = 'dispute' THEN
      PERFORM append_ledger(part.edition_id, 'disputed', ARRAY[part.order_id], ARRAY[part.quantity],
        ARRAY[portion], 0, 0, 0);
    END IF;
    IF p_status = 'lost' AND before.lost_by IS NULL THEN
      part_loss := lose_part(part.holder, before, portion, loss);
      loss := coalesce(loss, part_loss);
    ELSIF p_status = 'won' AND (is_new OR before.status <> 'won') THEN
      PERFORM append_ledger(part.edition_id, 'reinstated', ARRAY[part.order_id], ARRAY[part.quantity],
        ARRAY[portion], 0, 0, 0);
    END IF;
  END LOOP;
  UPDATE dispute SET status = p_status, reason = p_reason, due_by = p_due, told_at = p_told,
    is_actionable = p_actionable, lost_by = loss WHERE id = before.id;
  RETURN jsonb_build_object('outcome', CASE WHEN is_new THEN 'opened' ELSE 'changed' END, 'orders', (
    SELECT jsonb_agg(DISTINCT jsonb_build_object('id', o.id, 'userId', o.user_id, 'state', o.state))
    FROM payment paid JOIN payment p ON p.id = paid.id OR p.credit_of = paid.id JOIN preorder o ON o.id = p.preorder_id
    WHERE paid.id = charge.id OR paid.share_of = charge.id));
END $$;

-- What was not given back of a captured payment, and is not on its way back.
CREATE FUNCTION remains_of(p_payment uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT p.amount_minor - coalesce((SELECT sum(r.amount_minor) FROM payment r
    WHERE r.refund_of = p.id AND r.kind = 'REFUND' AND r.state <> 'FAILED'), 0)::bigint
  FROM payment p WHERE p.id = p_payment
$$;

-- Books what a lost dispute took of one order. Returns the refund that says so, NULL when it took nothing; p_first is
-- the one of the order before, whose share it is.
CREATE FUNCTION lose_part(p_holder uuid, p_dispute dispute, p_portion bigint, p_first uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  holder payment;
  target preorder;
  gone bigint;
  loss uuid;
BEGIN
  SELECT * INTO STRICT holder FROM payment WHERE id = p_holder;
  SELECT * INTO STRICT target FROM preorder WHERE id = holder.preorder_id;
  gone := CASE WHEN p_dispute.currency = holder.currency
    THEN greatest(0, least(p_portion, target.paid_minor, remains_of(holder.id))) ELSE 0 END;
  IF gone > 0 THEN
    INSERT INTO payment (id, preorder_id, kind, attempt,
        rail, provider_ref, amount_minor, currency, state, settled_at, refund_of, share_of)
      VALUES (gen_random_uuid(), target.id, 'REFUND',
        1 + (SELECT count(*) FROM payment WHERE preorder_id = target.id AND kind = 'REFUND'),
        p_dispute.rail, p_dispute.reference, gone, holder.currency, 'CAPTURED', clock_timestamp(), holder.id, p_first)
      RETURNING id INTO loss;
    UPDATE preorder SET paid_minor = paid_minor - gone WHERE id = target.id;
    PERFORM add_to_sales(target.edition_id, ARRAY[target.show_id], ARRAY[target.currency::text], '{}', '{}', '{}',
      '{}', '{}', ARRAY[gone]);
  END IF;
  PERFORM append_ledger(target.edition_id, 'lost', ARRAY[target.id], ARRAY[target.quantity],
    ARRAY[gone], 0, 0, 0);
  RETURN loss;
END $$;

-- A dispute that was lost is won after all: what it took is paid again.
CREATE FUNCTION restore_loss(p_loss uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  back record;
BEGIN
  FOR back IN
    UPDATE payment SET state = 'FAILED', failure = 'dispute_won', settled_at = clock_timestamp()
      WHERE (id = p_loss OR share_of = p_loss) AND state = 'CAPTURED' RETURNING preorder_id, amount_minor
  LOOP
    UPDATE preorder SET paid_minor = paid_minor + back.amount_minor WHERE id = back.preorder_id;
    PERFORM add_to_sales(edition_id, ARRAY[show_id], ARRAY[currency::text], '{}', '{}', '{}', '{}', '{}',
      ARRAY[-back.amount_minor]) FROM preorder WHERE id = back.preorder_id;
  END LOOP;
END $$;

-- Whether a charge that an order holds money of is disputed: until the bank decided for the seller, or a person what
-- becomes of it.
CREATE FUNCTION is_disputed(p_order uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM payment p LEFT JOIN payment c ON c.id = p.credit_of
    JOIN dispute d ON d.payment_id IN (p.id, p.share_of, c.id, c.share_of)
    WHERE p.preorder_id = p_order AND p.kind <> 'REFUND' AND p.state = 'CAPTURED'
      AND d.kind = 'dispute' AND d.decided_at IS NULL AND d.status NOT IN ('won', 'warning_closed', 'prevented'))
$$;

-- The tax inside a gross amount, in minor units, rounded half up. In two parts, so that no product leaves bigint.
CREATE FUNCTION tax_inside(p_gross bigint, p_bp int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT p_gross / (10000 + p_bp) * p_bp + (p_gross % (10000 + p_bp) * p_bp + (10000 + p_bp) / 2) / (10000 + p_bp)
$$;

-- An order is charged to nothing but its owner's: changing hands it leaves the method behind, changing edition it
-- takes it along.
CREATE FUNCTION keep_own_method() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.method_id := (SELECT m.id FROM payment_method m WHERE m.user_id = NEW.user_id
    AND m.id = coalesce(NEW.method_id, (SELECT method_id FROM preorder WHERE id = NEW.converted_from)));
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_own_method BEFORE UPDATE OF user_id, method_id, converted_from ON preorder
  FOR EACH ROW WHEN (OLD.user_id <> NEW.user_id OR NEW.method_id IS DISTINCT FROM OLD.method_id
    OR NEW.converted_from IS DISTINCT FROM OLD.converted_from)
  EXECUTE FUNCTION keep_own_method();
