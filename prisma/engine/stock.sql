-- Every move of stock begins here: locks the stock of editions, and of their variants with them, because one limit
-- counts over all variants of an edition. Rows are locked by edition id. Returns those of the editions asked for.
CREATE FUNCTION lock_stock(p_editions uuid[]) RETURNS SETOF inventory LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY WITH locked AS MATERIALIZED (
    SELECT * FROM inventory
    WHERE edition_id IN (SELECT unnest(p_editions) UNION SELECT v FROM variants_of(p_editions) v)
    ORDER BY edition_id FOR UPDATE)
  SELECT * FROM locked WHERE edition_id = ANY (p_editions);
END $$;

-- The editions that share a group with one of these: its colours and sizes, itself among them.
CREATE FUNCTION variants_of(p_editions uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT v.id FROM edition e
  JOIN edition v ON v.product_id = e.product_id AND v.variant_group = e.variant_group
  WHERE e.id = ANY (p_editions) AND e.variant_group <> ''
$$;

-- What the world may know of an edition's units; `available` is what the shop may sell, without the pools of drops.
CREATE FUNCTION stock_line(stock inventory) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('available', stock.available - stock.pooled, 'pooled', stock.pooled, 'held', stock.held,
    'sold', stock.sold, 'returned', stock.returned, 'seq', stock.ledger_seq, 'window', next_window(stock.edition_id))
$$;

CREATE FUNCTION open_stock(p_edition uuid, p_units int) RETURNS inventory LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO inventory (edition_id, initial, available) VALUES (p_edition, p_units, p_units);
  RETURN append_ledger(p_edition, 'opened', '{}', '{}', '{}', 0, 0, 0);
END $$;

-- Adds or withdraws units that nobody holds; the CHECKs on inventory refuse to withdraw more. New units go to the
-- waitlist first.
CREATE FUNCTION adjust_stock(p_edition uuid, p_delta int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  served jsonb;
BEGIN
  PERFORM lock_stock(ARRAY[p_edition]);
  PERFORM append_ledger(p_edition, 'adjusted', '{}', ARRAY[p_delta], '{}', p_delta, 0, 0, p_delta);
  served := serve_queue(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served, 'units', stock.initial + stock.adjusted);
END $$;

-- Serves the waitlist of an edition whose sale was opened. Returns stock_line || {served}.
CREATE FUNCTION serve_waitlist(p_edition uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  served jsonb;
BEGIN
  PERFORM lock_stock(ARRAY[p_edition]);
  served := serve_queue(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served);
END $$;

-- Deletes an edition that nobody ever ordered, waited for or moved, and says so; else says what keeps it. The stock is
-- locked first, as orders and lines lock it.
CREATE FUNCTION delete_edition(p_edition uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  moves bigint;
BEGIN
  SELECT ledger_seq INTO moves FROM lock_stock(ARRAY[p_edition]);
  PERFORM FROM edition WHERE id = p_edition FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  IF EXISTS (SELECT FROM preorder WHERE edition_id = p_edition)
    OR EXISTS (SELECT FROM sales_minute WHERE edition_id = p_edition) THEN
    RETURN 'edition_has_orders';
  END IF;
  IF EXISTS (SELECT FROM queue_entry WHERE edition_id = p_edition) THEN
    RETURN 'edition_waited_for';
  END IF;
  IF EXISTS (SELECT FROM drop WHERE edition_id = p_edition AND status <> 'PREPARED') THEN
    RETURN 'product_in_drop';
  END IF;
  IF moves > 1 THEN
    RETURN 'stock_has_moved';
  END IF;
  DELETE FROM inventory WHERE edition_id = p_edition;
  DELETE FROM ledger_entry WHERE edition_id = p_edition;
  DELETE FROM edition WHERE id = p_edition;
  RETURN 'deleted';
END $$;
