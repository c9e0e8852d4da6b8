-- What the hash of an entry covers, beside the hash of the one before it.
CREATE FUNCTION ledger_text(
  edition uuid, seq bigint, at timestamptz, kind text, ids uuid[], quantities int[], amounts bigint[],
  available int, held int, sold int
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', edition, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind,
    array_to_string(ids, ','), array_to_string(quantities, ','), array_to_string(amounts, ','), available, held, sold)
$$;

-- Moves the counters of one edition and writes the chained entry that says so. The caller holds the inventory lock.
-- `available` counts pooled units too, so the ledger and the balance know nothing of pools.
CREATE FUNCTION append_ledger(
  p_edition uuid, p_kind text, p_ids uuid[], p_quantities int[], p_amounts bigint[],
  d_available int, d_held int, d_sold int,
  d_adjusted int DEFAULT 0, d_pooled int DEFAULT 0, d_returned int DEFAULT 0
) RETURNS inventory LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  happened timestamptz := clock_timestamp();
  link bytea;
BEGIN
  SELECT * INTO STRICT stock FROM inventory WHERE edition_id = p_edition;
  link := sha256(stock.ledger_hash || convert_to(ledger_text(p_edition, stock.ledger_seq + 1, happened, p_kind, p_ids,
    p_quantities, p_amounts, stock.available + d_available, stock.held + d_held, stock.sold + d_sold), 'UTF8'));
  UPDATE inventory SET available = available + d_available, held = held + d_held, sold = sold + d_sold,
      adjusted = adjusted + d_adjusted, pooled = pooled + d_pooled, returned = returned + d_returned,
      ledger_seq = ledger_seq + 1, ledger_hash = link
    WHERE edition_id = p_edition RETURNING * INTO stock;
  INSERT INTO ledger_entry (edition_id, seq, at, kind,
      preorder_ids, quantities, amounts_minor, available, held, sold, hash)
    VALUES (p_edition, stock.ledger_seq, happened, p_kind,
      p_ids, p_quantities, p_amounts, stock.available, stock.held, stock.sold, link);
  RETURN stock;
END $$;

-- The sequence number of the first entry whose hash does not follow from the one before it; NULL when the chain is
-- whole.
CREATE FUNCTION verify_ledger(p_edition uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(seq) FROM (
    SELECT seq, hash, lag(hash, 1, ''::bytea) OVER (ORDER BY seq) AS previous,
      lag(seq, 1, 0::bigint) OVER (ORDER BY seq) AS before,
      ledger_text(edition_id, seq, at, kind, preorder_ids, quantities, amounts_minor, available, held, sold) AS text
    FROM ledger_entry WHERE edition_id = p_edition) chain
  WHERE hash <> sha256(previous || convert_to(text, 'UTF8')) OR seq <> before + 1
$$;

-- Adds one batch of moves to the minutes and the totals, by show and currency. One place in the arrays is one order:
-- its show, currency, the state it left (NULL when it is new), the state it entered (NULL when only money moved),
-- units, unit price, captured, refunded. The caller holds the inventory lock: nobody else writes rows of this edition.
CREATE FUNCTION add_to_sales(
  p_edition uuid, p_shows uuid[], p_currencies text[], p_from "PreorderState"[], p_to "PreorderState"[],
  p_quantities int[], p_units bigint[], p_captured bigint[], p_refunded bigint[]
) RETURNS void LANGUAGE sql AS $$
  WITH moved AS (
    SELECT coalesce(s, '00000000-0000-0000-0000-000000000000') AS show_id, k AS currency,
      count(*) FILTER (WHERE f IS NULL AND t IS NOT NULL) AS placed_orders,
      coalesce(sum(q) FILTER (WHERE f IS NULL AND t IS NOT NULL), 0) AS placed_units,
      count(*) FILTER (WHERE t = 'RESERVED' AND f IS DISTINCT FROM 'LOCKED') AS reserved_orders,
      coalesce(sum(q) FILTER (WHERE t = 'RESERVED' AND f IS DISTINCT FROM 'LOCKED'), 0) AS reserved_units,
      coalesce(sum(q) FILTER (WHERE t IN ('EXPIRED', 'CANCELLED')), 0) AS gone_units,
      coalesce(sum(c), 0) AS captured, coalesce(sum(r), 0) AS refunded,
      count(*) FILTER (WHERE t = 'HELD') - count(*) FILTER (WHERE f = 'HELD') AS held,
      count(*) FILTER (WHERE t = 'RESERVED') - count(*) FILTER (WHERE f = 'RESERVED') AS reserved,
      count(*) FILTER (WHERE t = 'LOCKED') - count(*) FILTER (WHERE f = 'LOCKED') AS locked,
      count(*) FILTER (WHERE t = 'READY') - count(*) FILTER (WHERE f = 'READY') AS ready,
      count(*) FILTER (WHERE t = 'DELIVERED') AS delivered,
      count(*) FILTER (WHERE t = 'EXPIRED') AS expired, count(*) FILTER (WHERE t = 'CANCELLED') AS cancelled,
      coalesce(sum(q * u * (
        CASE WHEN t IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED') THEN 1 ELSE 0 END
        - CASE WHEN t IS NOT NULL AND f IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED') THEN 1 ELSE 0 END)), 0) AS value
    FROM unnest(p_shows, p_currencies, p_from, p_to, p_quantities, p_units, p_captured, p_refunded)
      x(s, k, f, t, q, u, c, r) GROUP BY s, k),
  minutes AS (
    INSERT INTO sales_minute AS m (edition_id, minute, show_id, currency, placed_orders, placed_units,
        reserved_orders, reserved_units, expired_orders, cancelled_orders, gone_units, captured_minor, refunded_minor)
      SELECT p_edition, date_trunc('minute', clock_timestamp()), show_id, currency, placed_orders, placed_units,
        reserved_orders, reserved_units, expired, cancelled, gone_units, captured, refunded FROM moved
      ON CONFLICT (edition_id, minute, show_id, currency) DO UPDATE SET
        placed_orders = m.placed_orders + excluded.placed_orders, placed_units = m.placed_units + excluded.placed_units,
        reserved_orders = m.reserved_orders + excluded.reserved_orders,
        reserved_units = m.reserved_units + excluded.reserved_units,
        expired_orders = m.expired_orders + excluded.expired_orders,
        cancelled_orders = m.cancelled_orders + excluded.cancelled_orders,
        gone_units = m.gone_units + excluded.gone_units, captured_minor = m.captured_minor + excluded.captured_minor,
        refunded_minor = m.refunded_minor + excluded.refunded_minor)
  INSERT INTO sales_total AS a (edition_id, show_id, currency, units, captured_minor, refunded_minor,
      held, reserved, locked, ready, delivered, expired, cancelled, value_minor)
    SELECT p_edition, show_id, currency, placed_units - gone_units, captured, refunded,
      held, reserved, locked, ready, delivered, expired, cancelled, value FROM moved
    ON CONFLICT (edition_id, show_id, currency) DO UPDATE SET
      units = a.units + excluded.units, captured_minor = a.captured_minor + excluded.captured_minor,
      refunded_minor = a.refunded_minor + excluded.refunded_minor, held = a.held + excluded.held,
      reserved = a.reserved + excluded.reserved, locked = a.locked + excluded.locked,
      ready = a.ready + excluded.ready, delivered = a.delivered + excluded.delivered,
      expired = a.expired + excluded.expired, cancelled = a.cancelled + excluded.cancelled,
      value_minor = a.value_minor + excluded.value_minor
$$;
