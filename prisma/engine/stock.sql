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
  PERFORM FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  PERFORM append_ledger(p_edition, 'adjusted', '{}', ARRAY[p_delta], '{}', p_delta, 0, 0, p_delta);
  served := serve_line(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served, 'units', stock.initial + stock.adjusted);
END $$;

-- Serves the waitlist of an edition whose sale was opened. Returns stock_line || {served}.
CREATE FUNCTION serve_waitlist(p_edition uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  served jsonb;
BEGIN
  PERFORM FROM inventory WHERE edition_id = p_edition FOR UPDATE;
  served := serve_line(p_edition, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
  RETURN stock_line(stock) || jsonb_build_object('served', served);
END $$;
