-- Payments on several rails: what providers told us, when to ask them again, and which charge a refund gives back.

ALTER TABLE "payment"
  ADD COLUMN "refund_of" UUID,
  ADD COLUMN "check_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP + interval '30 seconds';
ALTER TABLE "payment" ADD CONSTRAINT "payment_refund_of_fkey" FOREIGN KEY ("refund_of") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE payment ADD CONSTRAINT payment_refund_of_charge CHECK (refund_of IS NULL OR kind = 'REFUND');
CREATE INDEX "payment_check_after_idx" ON "payment"("check_after") WHERE (settled_at IS NULL);
CREATE INDEX "payment_refund_of_idx" ON "payment"("refund_of");
CREATE INDEX "preorder_owed_back_idx" ON "preorder"("id") WHERE (state IN ('EXPIRED', 'CANCELLED') AND paid_minor > 0);

UPDATE payment r SET refund_of = (
    SELECT c.id FROM payment c WHERE c.preorder_id = r.preorder_id AND c.kind = 'DEPOSIT' AND c.state = 'CAPTURED' ORDER BY c.attempt DESC LIMIT 1)
  WHERE r.kind = 'REFUND';

CREATE TABLE "payment_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "rail" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "body" JSONB NOT NULL,
    "payment_id" UUID,
    "note" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),
    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payment_event_rail_event_id_key" ON "payment_event"("rail", "event_id");
CREATE INDEX "payment_event_status_received_at_idx" ON "payment_event"("status", "received_at");
CREATE INDEX "payment_event_payment_id_idx" ON "payment_event"("payment_id");
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE payment_event
  ADD CONSTRAINT payment_event_status CHECK (status IN ('received', 'applied', 'ignored', 'parked')),
  ADD CONSTRAINT payment_event_handled CHECK ((status = 'received') = (handled_at IS NULL));

-- The test rail's own side of a charge, as a provider would keep it: what it decided, and from when that is so.
CREATE TABLE "test_rail_charge" (
    "payment_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "ready_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "test_rail_charge_pkey" PRIMARY KEY ("payment_id")
);
ALTER TABLE "test_rail_charge" ADD CONSTRAINT "test_rail_charge_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE test_rail_charge ADD CONSTRAINT test_rail_outcome CHECK (outcome IN ('captured', 'failed', 'needs_action', 'cancelled'));

-- Records captured deposits: HELD becomes RESERVED; money for an order that no longer waits is kept on the row as paid,
-- reported as too_late, and owed back. A payment already settled is left alone (replayed), and so is one for an order that
-- another deposit has paid (surplus): the caller gives that money back outside the books.
-- Returns {available, held, sold, seq, window, settled: [{payment, order, userId, showId, outcome, quantity, amount}]}.
CREATE OR REPLACE FUNCTION settle_deposits(p_edition uuid, p_payments uuid[], p_refs text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  happened timestamptz;
  settled jsonb;
  ids uuid[]; quantities int[]; amounts bigint[]; shows uuid[]; units bigint[]; late_shows uuid[]; late_amounts bigint[];
BEGIN
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  happened := clock_timestamp();
  WITH due AS (
    SELECT p.id AS payment, p.amount_minor, p.state AS payment_state, r.ref, o.* FROM unnest(p_payments, p_refs) r(id, ref)
    JOIN payment p ON p.id = r.id JOIN preorder o ON o.id = p.preorder_id
    WHERE o.edition_id = p_edition AND p.kind = 'DEPOSIT' ORDER BY o.id FOR UPDATE OF p, o),
  judged AS (
    SELECT d.*, CASE WHEN payment_state = 'CAPTURED' THEN 'replayed' WHEN state = 'HELD' THEN 'reserved'
      WHEN paid_minor > 0 THEN 'surplus' ELSE 'too_late' END AS outcome FROM due d),
  captured AS (
    UPDATE payment p SET state = 'CAPTURED', provider_ref = j.ref, settled_at = happened, failure = NULL
    FROM judged j WHERE p.id = j.payment AND j.outcome IN ('reserved', 'too_late') RETURNING p.id),
  moved AS (
    UPDATE preorder o SET paid_minor = o.paid_minor + j.amount_minor,
      state = CASE j.outcome WHEN 'reserved' THEN 'RESERVED' ELSE o.state END,
      state_changed_at = CASE j.outcome WHEN 'reserved' THEN happened ELSE o.state_changed_at END
    FROM judged j WHERE o.id = j.id AND j.outcome IN ('reserved', 'too_late') RETURNING o.id)
  SELECT jsonb_agg(jsonb_build_object('payment', j.payment, 'order', j.id, 'userId', j.user_id, 'showId', j.show_id,
      'outcome', j.outcome, 'quantity', j.quantity, 'amount', j.amount_minor)),
    array_agg(j.id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.quantity ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'), array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.unit_minor ORDER BY j.id) FILTER (WHERE outcome = 'reserved'),
    array_agg(j.show_id ORDER BY j.id) FILTER (WHERE outcome = 'too_late'), array_agg(j.amount_minor ORDER BY j.id) FILTER (WHERE outcome = 'too_late')
    INTO settled, ids, quantities, amounts, shows, units, late_shows, late_amounts
    FROM judged j LEFT JOIN captured c ON c.id = j.payment LEFT JOIN moved m ON m.id = j.id;
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, 'reserved', ids, quantities, amounts, 0,
      -(SELECT sum(q)::int FROM unnest(quantities) q), (SELECT sum(q)::int FROM unnest(quantities) q));
    PERFORM add_to_minutes(p_edition, shows, array_fill('HELD'::"PreorderState", ARRAY[cardinality(ids)]),
      array_fill('RESERVED'::"PreorderState", ARRAY[cardinality(ids)]), quantities, units, amounts, '{}');
  END IF;
  IF late_amounts IS NOT NULL THEN
    PERFORM add_to_minutes(p_edition, late_shows, '{}', '{}', '{}', '{}', late_amounts, '{}');
  END IF;
  RETURN jsonb_build_object('available', stock.available, 'held', stock.held, 'sold', stock.sold, 'seq', stock.ledger_seq,
    'window', next_window(p_edition),
    'settled', coalesce(settled, '[]'::jsonb));
END $$;
