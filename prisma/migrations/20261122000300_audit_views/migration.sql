-- Part of the product: anyone with SQL may reconcile from these. Always true, under load too:
-- initial + adjusted = available + held + sold; held + sold = units in live orders; paid = captured − refunded <= total.

CREATE VIEW audit_stock AS
  SELECT e.sku, i.initial, i.adjusted, i.available, i.held, i.sold FROM inventory i JOIN edition e ON e.id = i.edition_id;

CREATE VIEW audit_orders AS
  SELECT o.id, o.user_id, e.sku, o.quantity AS qty, o.unit_minor, o.currency, o.total_minor, o.paid_minor, o.state::text AS state,
    o.idem_key, o.placed_at AS created_at
  FROM preorder o JOIN edition e ON e.id = o.edition_id;

CREATE VIEW audit_payments AS
  SELECT preorder_id AS order_id, provider_ref, lower(kind::text) AS kind, amount_minor, lower(state::text) AS state FROM payment;

CREATE VIEW audit_log AS
  SELECT id, at, actor_id, action, subject, before, after, ip, encode(hash, 'hex') AS hash FROM audit_entry;

CREATE VIEW audit_entries AS SELECT giveaway_id, user_id FROM giveaway_entry;

-- One row per edition whose figures do not add up; empty when all is well.
CREATE VIEW audit_faults AS
  WITH live AS (
    SELECT edition_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0) AS held,
      coalesce(sum(quantity) FILTER (WHERE state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')), 0) AS sold
    FROM preorder GROUP BY edition_id),
  money AS (
    SELECT o.edition_id, count(*) AS wrong FROM preorder o
    LEFT JOIN (SELECT preorder_id, sum(CASE kind WHEN 'REFUND' THEN -amount_minor ELSE amount_minor END) AS paid
               FROM payment WHERE state = 'CAPTURED' GROUP BY preorder_id) p ON p.preorder_id = o.id
    WHERE o.paid_minor <> coalesce(p.paid, 0) OR o.paid_minor > o.total_minor GROUP BY o.edition_id),
  minutes AS (
    SELECT edition_id, sum(placed_units) AS placed, sum(gone_units) AS gone, sum(captured_minor - refunded_minor) AS paid
    FROM sales_minute GROUP BY edition_id),
  paid AS (SELECT edition_id, sum(paid_minor) AS paid FROM preorder GROUP BY edition_id)
  SELECT e.sku, i.held, coalesce(l.held, 0) AS held_in_orders, i.sold, coalesce(l.sold, 0) AS sold_in_orders,
    coalesce(m.wrong, 0) AS orders_with_wrong_money, coalesce(n.placed - n.gone, 0) AS units_in_minutes, coalesce(n.paid, 0) AS paid_in_minutes
  FROM inventory i JOIN edition e ON e.id = i.edition_id
  LEFT JOIN live l ON l.edition_id = e.id LEFT JOIN money m ON m.edition_id = e.id
  LEFT JOIN minutes n ON n.edition_id = e.id LEFT JOIN paid p ON p.edition_id = e.id
  WHERE i.initial + i.adjusted <> i.available + i.held + i.sold OR i.held <> coalesce(l.held, 0) OR i.sold <> coalesce(l.sold, 0)
    OR coalesce(m.wrong, 0) > 0 OR i.held + i.sold <> coalesce(n.placed - n.gone, 0) OR coalesce(n.paid, 0) <> coalesce(p.paid, 0);
