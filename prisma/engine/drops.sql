-- What the world may know of a drop, with its title in every language: whoever hears of it reads it in theirs. The
-- seed is told once the order is drawn; its hash from the moment that it is armed.
CREATE FUNCTION drop_line(d drop) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', d.id, 'showId', d.show_id, 'editionId', d.edition_id, 'title', d.title,
    'language', d.language, 'texts', d.texts, 'status', d.status, 'mode', d.mode, 'units', d.units,
    'perPersonLimit', d.per_person_limit, 'seconds', d.seconds, 'holdSeconds', d.hold_seconds,
    'challenge', d.challenge, 'left', d."left", 'held', d.held, 'sold', d.sold, 'waiting', d.waiting,
    'wanted', d.wanted, 'firstUnits', d.first_units, 'nextUnits', d.next_units,
    'opensAt', d.opens_at, 'closesAt', d.closes_at, 'pausedAt', d.paused_at, 'pausedForVideo', d.paused_for_video,
    'version', d.version, 'seedHash', encode(d.seed_hash, 'hex'),
    'prices', (SELECT jsonb_agg(jsonb_build_object('currency', p.currency, 'priceMinor', p.price_minor,
        'depositMinor', p.deposit_minor, 'lowestMinor', p.lowest_minor) ORDER BY p.currency)
      FROM drop_price p WHERE p.drop_id = d.id),
    'seed', CASE WHEN d.status IN ('OPEN', 'CLOSED') THEN encode(d.seed, 'hex') END)
$$;

-- The clock of a drop, which stands still while it is paused: what is not over when the pause begins is not over in it.
CREATE FUNCTION drop_time(d drop, p_now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(d.paused_at, p_now)
$$;

-- Arms a prepared drop: its units leave the shop for its own pool, and people may take a place. Outcomes: armed,
-- not_found, too_few_left, drop_wrong_state. Returns {outcome, available, drop, stock}.
CREATE FUNCTION arm_drop(p_drop uuid, p_seed bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM lock_stock(ARRAY[d.edition_id]);
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF d.status <> 'PREPARED' THEN
    RETURN jsonb_build_object('outcome', CASE d.status WHEN 'ARMED' THEN 'armed' ELSE 'drop_wrong_state' END,
      'drop', drop_line(d), 'stock', stock_line(stock));
  ELSIF stock.available - stock.pooled < d.units THEN
    RETURN jsonb_build_object('outcome', 'too_few_left', 'available', stock.available - stock.pooled);
  END IF;
  PERFORM note_lowest(p_drop);
  UPDATE drop SET status = 'ARMED', "left" = units, seed = p_seed, seed_hash = sha256(p_seed) WHERE id = p_drop
    RETURNING * INTO d;
  stock := append_ledger(d.edition_id, 'pooled', '{}', ARRAY[d.units], '{}', 0, 0, 0, d_pooled => d.units);
  RETURN jsonb_build_object('outcome', 'armed', 'drop', drop_line(d), 'stock', stock_line(stock));
END $$;

-- Opens a drop: draws the order of those who came early, and serves them. Before anybody else: places with a code,
-- then by the rule of the drop, which is the order of arrival or sha256(seed || id); the seed's hash was public since
-- it was armed. What was drawn stands in drop_draw, in one row, until each entry has its place (`write_places`): a
-- thousand at once, those of a longer line after the opening. The caller holds the inventory and drop locks. Returns
-- what serve_queue returns.
CREATE FUNCTION open_drop(p_drop uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  opened drop;
  many int;
BEGIN
  UPDATE drop SET status = 'OPEN' WHERE id = p_drop AND status = 'ARMED' RETURNING * INTO opened;
  IF NOT FOUND THEN
    RETURN '[]';
  END IF;
  PERFORM note_lowest(p_drop);
  INSERT INTO drop_draw (drop_id, entries, units_before, drawn_at)
    SELECT p_drop, array_agg(id), array_agg(before), clock_timestamp() FROM (
      SELECT id, row_number() OVER places AS place,
        coalesce(sum(quantity) OVER (places ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::int AS before
      FROM queue_entry WHERE edition_id = opened.edition_id AND drop_id = p_drop AND state = 'WAITING'
      WINDOW places AS (ORDER BY code_id IS NULL,
        CASE opened.mode WHEN 'SHUFFLED' THEN sha256(opened.seed || uuid_send(id)) END, place)
      ORDER BY 2) drawn
    HAVING count(*) > 0 RETURNING cardinality(entries) INTO many;
  UPDATE drop SET next_place = coalesce(many, 0) + 1, next_units = wanted, first_units = 0 WHERE id = p_drop;
  IF many <= 1000 THEN
    PERFORM write_places(p_drop);
  END IF;
  RETURN serve_queue(opened.edition_id, p_drop);
END $$;

-- Writes the next of the places that were drawn into their entries, all without p_most; those of who was served or
-- left since too. Returns how many there are still to write. Until then the draw says who comes first (`next_waiting`)
-- and where somebody stands (`drawn_place`).
CREATE FUNCTION write_places(p_drop uuid, p_most int DEFAULT NULL) RETURNS int LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  d drop;
  drawn drop_draw;
  many int;
  upto int;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM lock_stock(ARRAY[d.edition_id]);
  PERFORM FROM drop WHERE id = p_drop FOR UPDATE;
  SELECT * INTO drawn FROM drop_draw WHERE drop_id = p_drop;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  many := cardinality(drawn.entries);
  upto := least(many, drawn.written + coalesce(p_most, many));
  UPDATE queue_entry e SET place = drawn.written + x.i, units_before = x.before
    FROM unnest(drawn.entries[drawn.written + 1 : upto], drawn.units_before[drawn.written + 1 : upto])
      WITH ORDINALITY x(id, before, i)
    WHERE e.id = x.id AND (e.place, e.units_before) IS DISTINCT FROM ((drawn.written + x.i)::int, x.before);
  IF upto = many THEN
    DELETE FROM drop_draw WHERE drop_id = p_drop;
  ELSE
    UPDATE drop_draw SET written = upto WHERE drop_id = p_drop;
  END IF;
  RETURN many - upto;
END $$;

-- Opens or closes a drop whose time has come; does nothing when it has not. Returns {drop, stock, served, closed} of
-- what it did, or NULL; `closed` are the entries whose wait is over.
CREATE FUNCTION advance_drop(p_drop uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
  served jsonb;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM lock_stock(ARRAY[d.edition_id]);
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF d.paused_at IS NOT NULL OR d.opens_at IS NULL THEN
    RETURN NULL;
  ELSIF d.status = 'ARMED' AND d.opens_at <= clock_timestamp() THEN
    served := open_drop(p_drop);
  ELSIF d.status = 'OPEN' AND d.closes_at <= clock_timestamp() THEN
    RETURN close_drop(p_drop);
  ELSE
    RETURN NULL;
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served,
    'closed', '[]'::jsonb);
END $$;

-- Stops a drop and its clock, or lets both go on where they stood. A hand that pauses a drop that stood still for the
-- picture keeps it so when the picture is back. One whose time is over is closed instead.
-- Returns {drop, stock, served, closed}.
CREATE FUNCTION pause_drop(p_drop uuid, p_pause boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
  served jsonb := '[]';
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM lock_stock(ARRAY[d.edition_id]);
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF p_pause AND d.status = 'OPEN' AND d.closes_at <= drop_time(d, clock_timestamp()) THEN
    RETURN close_drop(p_drop);
  ELSIF p_pause THEN
    UPDATE drop SET paused_at = coalesce(paused_at, clock_timestamp()), paused_for_video = false
      WHERE id = p_drop AND status IN ('ARMED', 'OPEN') AND (paused_at IS NULL OR paused_for_video);
  ELSE
    UPDATE drop SET
        opens_at = CASE WHEN status = 'ARMED' THEN opens_at + (clock_timestamp() - paused_at) ELSE opens_at END,
        closes_at = closes_at + (clock_timestamp() - paused_at), paused_at = NULL
      WHERE id = p_drop AND paused_at IS NOT NULL;
    served := serve_queue(d.edition_id, p_drop);
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served,
    'closed', '[]'::jsonb);
END $$;

-- Stops a drop whose clock runs because the picture is away, or lets it go on if that is why it stands. Null when
-- there is nothing to do; else what pause_drop returns. A drop that nobody has fired has no clock: people go on
-- taking places in its line.
CREATE FUNCTION pause_drop_with_video(p_drop uuid, p_pause boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM lock_stock(ARRAY[d.edition_id]);
  IF NOT p_pause THEN
    PERFORM FROM drop WHERE id = p_drop AND paused_for_video;
    RETURN CASE WHEN FOUND THEN pause_drop(p_drop, false) END;
  END IF;
  UPDATE drop SET paused_at = clock_timestamp(), paused_for_video = true
    WHERE id = p_drop AND paused_at IS NULL AND closes_at > clock_timestamp() AND status IN ('ARMED', 'OPEN')
    RETURNING * INTO d;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', '[]'::jsonb,
    'closed', '[]'::jsonb);
END $$;

-- Ends a drop, or takes an armed one back to prepared: what is left goes back to the shop, first to its waitlist; who
-- waited is told. Returns {drop, stock, served, closed}.
CREATE FUNCTION close_drop(p_drop uuid, p_to "DropStatus" DEFAULT 'CLOSED') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  remains int;
  stock inventory;
  served jsonb;
  closed jsonb;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM lock_stock(ARRAY[d.edition_id]);
  SELECT * INTO d FROM drop WHERE id = p_drop FOR UPDATE;
  IF d.status = p_to OR (d.status = 'CLOSED') THEN
    RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', '[]'::jsonb,
      'closed', '[]'::jsonb);
  END IF;
  remains := d."left";
  PERFORM write_places(p_drop);
  WITH over AS (
    UPDATE queue_entry SET state = 'CLOSED', reason = 'drop_over', settled_at = clock_timestamp()
    WHERE edition_id = d.edition_id AND drop_id = p_drop AND state = 'WAITING' RETURNING *)
  SELECT coalesce(jsonb_agg(to_jsonb(over)), '[]') INTO closed FROM over;
  UPDATE access_code SET entry_id = NULL
    WHERE drop_id = p_drop AND entry_id IN (SELECT (c ->> 'id')::uuid FROM jsonb_array_elements(closed) c);
  UPDATE drop SET status = p_to, "left" = 0, waiting = 0,
      closed_at = CASE p_to WHEN 'CLOSED' THEN clock_timestamp() END,
      opens_at = CASE p_to WHEN 'CLOSED' THEN opens_at END,
      closes_at = CASE p_to WHEN 'CLOSED' THEN closes_at END,
      paused_at = NULL
    WHERE id = p_drop RETURNING * INTO d;
  IF remains > 0 THEN
    PERFORM append_ledger(d.edition_id, 'unpooled', '{}', ARRAY[remains], '{}', 0, 0, 0, d_pooled => -remains);
  END IF;
  served := serve_queue(d.edition_id, NULL);
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served, 'closed', closed);
END $$;

CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_version BEFORE UPDATE ON drop FOR EACH ROW EXECUTE FUNCTION count_version();

-- Whatever ends the pause, by hand, with the picture or with the drop, ends its reason.
CREATE FUNCTION end_pause_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.paused_for_video := false;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_pause_ended BEFORE UPDATE ON drop FOR EACH ROW
  WHEN (OLD.paused_for_video AND NEW.paused_at IS NULL) EXECUTE FUNCTION end_pause_reason();
