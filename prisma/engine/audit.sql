-- The audit log chains its rows: each hash covers this, and the hash of the row before it.
CREATE FUNCTION audit_text(p_row audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws('|', p_row.id, to_char(p_row.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), p_row.actor_id,
    p_row.action, p_row.subject, p_row.before, p_row.after, p_row.ip)
$$;

-- Ids in the order of the chain: one that was drawn before the wait for the row in front would stand before it.
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
  NEW.id := nextval(pg_get_serial_sequence('audit_entry', 'id'));
  NEW.at := clock_timestamp();
  NEW.hash := sha256(coalesce((SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1), ''::bytea)
    || convert_to(audit_text(NEW), 'UTF8'));
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

-- For whoever wants to know: the first row of the audit log that is not what was written, or that follows on one
-- which is missing; NULL when all is whole.
CREATE FUNCTION verify_audit() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(id) FROM (
    SELECT id, hash, lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS previous, audit_text(a) AS text
    FROM audit_entry a) chain
  WHERE hash <> sha256(previous || convert_to(text, 'UTF8'))
$$;

-- Part of the product: anyone with SQL may reconcile from these. Always true, under load too: initial + adjusted =
-- available + held + sold; held + sold = units in live orders; paid = captured - refunded <= total.
CREATE VIEW audit_stock AS
  SELECT e.sku, i.initial, i.adjusted, i.available, i.held, i.sold
  FROM inventory i JOIN edition e ON e.id = i.edition_id;

CREATE VIEW audit_orders AS
  SELECT o.id, o.user_id, e.sku, o.quantity AS qty, o.unit_minor, o.currency, o.total_minor, o.paid_minor,
    o.state::text AS state, o.idem_key, o.placed_at AS created_at,
    o.shipping_minor
  FROM preorder o JOIN edition e ON e.id = o.edition_id;

CREATE VIEW audit_payments AS
  SELECT preorder_id AS order_id, provider_ref, lower(kind::text) AS kind, amount_minor, lower(state::text) AS state
  FROM payment;

CREATE VIEW audit_log AS
  SELECT id, at, actor_id, action, subject, before, after, ip, encode(hash, 'hex') AS hash FROM audit_entry;

CREATE VIEW audit_entries AS SELECT giveaway_id, user_id FROM giveaway_entry;

-- One row per edition whose figures do not add up; empty when all is well. Drops count too: a pool is the sum of what
-- its drops have left, and a drop's counters are those of its orders.
CREATE VIEW audit_faults AS
  WITH live AS (
    SELECT edition_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0) AS held,
      coalesce(sum(quantity) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')), 0) AS sold,
      count(*) FILTER (WHERE state = 'HELD') AS held_orders,
      count(*) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')) AS sold_orders,
      count(*) FILTER (WHERE state IN ('EXPIRED', 'CANCELLED')) AS gone_orders
    FROM preorder GROUP BY edition_id),
  money AS (
    SELECT o.edition_id, count(*) AS wrong FROM preorder o
    LEFT JOIN (
      SELECT preorder_id, sum(CASE kind WHEN 'REFUND' THEN -amount_minor ELSE amount_minor END) AS paid
      FROM payment WHERE state = 'CAPTURED' GROUP BY preorder_id) p ON p.preorder_id = o.id
    WHERE o.paid_minor <> coalesce(p.paid, 0) OR o.paid_minor > o.total_minor GROUP BY o.edition_id),
  minutes AS (
    SELECT edition_id, sum(placed_units) AS placed, sum(gone_units) AS gone,
      sum(captured_minor - refunded_minor) AS paid
    FROM sales_minute GROUP BY edition_id),
  totals AS (
    SELECT edition_id, sum(units) AS units, sum(captured_minor - refunded_minor) AS paid, sum(held) AS held,
      sum(reserved + locked + ready + delivered) AS sold, sum(expired + cancelled) AS gone
    FROM sales_total GROUP BY edition_id),
  paid AS (SELECT edition_id, sum(paid_minor) AS paid FROM preorder GROUP BY edition_id),
  pools AS (
    SELECT d.edition_id, sum(d."left") AS pooled,
      count(*) FILTER (WHERE d.held <> coalesce(o.held, 0) OR d.sold <> coalesce(o.sold, 0)
        OR d.waiting <> coalesce(w.waiting, 0) OR d."left" + d.held + d.sold > d.units) AS wrong
    FROM drop d
    LEFT JOIN (
      SELECT drop_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0) AS held,
        coalesce(sum(quantity) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')), 0) AS sold
      FROM preorder WHERE drop_id IS NOT NULL GROUP BY drop_id) o ON o.drop_id = d.id
    LEFT JOIN (
      SELECT drop_id, count(*) AS waiting FROM queue_entry
      WHERE state = 'WAITING' AND drop_id IS NOT NULL GROUP BY drop_id) w ON w.drop_id = d.id
    GROUP BY d.edition_id)
  SELECT e.sku, i.held, coalesce(l.held, 0) AS held_in_orders, i.sold, coalesce(l.sold, 0) AS sold_in_orders,
    coalesce(m.wrong, 0) AS orders_with_wrong_money,
    coalesce(n.placed - n.gone, 0) AS units_in_minutes, coalesce(n.paid, 0) AS paid_in_minutes,
    coalesce(t.units, 0) AS units_in_totals, coalesce(t.paid, 0) AS paid_in_totals,
    t.held AS held_in_totals, t.sold AS sold_in_totals, t.gone AS gone_in_totals,
    i.pooled, coalesce(q.pooled, 0) AS left_in_drops, coalesce(q.wrong, 0) AS drops_with_wrong_units
  FROM inventory i JOIN edition e ON e.id = i.edition_id
  LEFT JOIN live l ON l.edition_id = e.id LEFT JOIN money m ON m.edition_id = e.id
  LEFT JOIN minutes n ON n.edition_id = e.id LEFT JOIN totals t ON t.edition_id = e.id
  LEFT JOIN paid p ON p.edition_id = e.id
  LEFT JOIN pools q ON q.edition_id = e.id
  WHERE i.initial + i.adjusted <> i.available + i.held + i.sold
    OR i.held <> coalesce(l.held, 0) OR i.sold <> coalesce(l.sold, 0)
    OR coalesce(m.wrong, 0) > 0 OR i.held + i.sold <> coalesce(n.placed - n.gone, 0)
    OR coalesce(n.paid, 0) <> coalesce(p.paid, 0)
    OR i.held + i.sold <> coalesce(t.units, 0) OR coalesce(t.paid, 0) <> coalesce(p.paid, 0)
    OR coalesce(t.held, 0) <> coalesce(l.held_orders, 0) OR coalesce(t.sold, 0) <> coalesce(l.sold_orders, 0)
    OR coalesce(t.gone, 0) <> coalesce(l.gone_orders, 0)
    OR i.pooled <> coalesce(q.pooled, 0) OR coalesce(q.wrong, 0) > 0;
