-- Moves those that stand in one of p_from, where that is legal, and leaves the rest alone. p_due_only takes only
-- holds whose time is over. Units that come free go to those who wait, in the same transaction: first to the line of
-- the drop they were sold in while it is open, else to the waitlist.
-- Returns stock_line || {moved: [{id, userId, showId, from, quantity, paidMinor}], served, drops: [drop_line]}.
CREATE FUNCTION move_preorders(
  p_edition uuid, p_ids uuid[], p_from "PreorderState"[], p_to "PreorderState", p_due_only boolean DEFAULT false
) RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  stock inventory;
  leaves boolean := p_to IN ('EXPIRED', 'CANCELLED');
  ids uuid[]; quantities int[]; shows uuid[]; units bigint[]; currencies text[]; left_states "PreorderState"[];
  moved jsonb;
  from_held int; from_sold int; to_pool int := 0;
  touched uuid[] := '{}';
  served jsonb := '[]';
BEGIN
  SELECT * INTO stock FROM lock_stock(ARRAY[p_edition]);
  PERFORM FROM drop WHERE id IN (SELECT drop_id FROM preorder WHERE id = ANY (p_ids)) ORDER BY id FOR UPDATE;
  WITH candidates AS (
    SELECT o.* FROM preorder o JOIN preorder_transition t ON t.from_state = o.state AND t.to_state = p_to
    WHERE o.edition_id IS NOT DISTINCT FROM p_edition AND o.id = ANY (p_ids) AND o.state = ANY (p_from)
      AND (NOT p_due_only OR o.hold_expires_at <= clock_timestamp())
    ORDER BY o.id FOR UPDATE OF o),
  changed AS (
    UPDATE preorder o SET state = p_to, state_changed_at = clock_timestamp()
    FROM candidates c WHERE o.id = c.id RETURNING o.id),
  freed AS (
    UPDATE delivery_wave v SET allocated = v.allocated - f.units
    FROM (SELECT wave_id, sum(quantity)::int AS units FROM candidates GROUP BY wave_id) f
    WHERE leaves AND v.id = f.wave_id RETURNING 1),
  pools AS (
    UPDATE drop d SET held = d.held - f.held, sold = d.sold + CASE WHEN leaves THEN -f.sold ELSE f.held END,
      "left" = d."left" + CASE WHEN leaves AND d.status = 'OPEN' THEN f.held + f.sold ELSE 0 END
    FROM (
      SELECT drop_id, coalesce(sum(quantity) FILTER (WHERE state = 'HELD'), 0)::int AS held,
        coalesce(sum(quantity) FILTER (WHERE state <> 'HELD'), 0)::int AS sold
      FROM candidates WHERE drop_id IS NOT NULL GROUP BY drop_id) f
    WHERE d.id = f.drop_id AND (leaves OR f.held > 0)
    RETURNING d.id, CASE WHEN leaves AND d.status = 'OPEN' THEN f.held + f.sold ELSE 0 END AS pooled)
  SELECT array_agg(c.id ORDER BY c.id), array_agg(c.quantity ORDER BY c.id), array_agg(c.show_id ORDER BY c.id),
      array_agg(c.unit_minor ORDER BY c.id), array_agg(c.currency::text ORDER BY c.id),
      array_agg(c.state ORDER BY c.id),
      coalesce(sum(c.quantity) FILTER (WHERE c.state = 'HELD'), 0),
      coalesce(sum(c.quantity) FILTER (WHERE c.state <> 'HELD'), 0),
      jsonb_agg(jsonb_build_object('id', c.id, 'userId', c.user_id, 'showId', c.show_id, 'from', c.state,
        'quantity', c.quantity, 'paidMinor', c.paid_minor) ORDER BY c.id),
      (SELECT coalesce(sum(pooled), 0) FROM pools), (SELECT coalesce(array_agg(id), '{}') FROM pools)
    INTO ids, quantities, shows, units, currencies, left_states, from_held, from_sold, moved, to_pool, touched
    FROM candidates c JOIN changed USING (id);
  IF ids IS NOT NULL THEN
    stock := append_ledger(p_edition, lower(p_to::text), ids, quantities, '{}',
      CASE WHEN leaves THEN from_held + from_sold ELSE 0 END, -from_held,
      CASE WHEN leaves THEN -from_sold ELSE from_held END,
      d_pooled => to_pool, d_returned => CASE WHEN leaves THEN from_held + from_sold ELSE 0 END);
    PERFORM add_to_sales(p_edition, shows, currencies, left_states, array_fill(p_to, ARRAY[cardinality(ids)]),
      quantities, units, '{}', '{}');
    IF leaves THEN
      SELECT coalesce(jsonb_agg(s), '[]') INTO served
        FROM unnest(touched || NULL::uuid) d, jsonb_array_elements(serve_queue(p_edition, d)) s;
      SELECT * INTO stock FROM inventory WHERE edition_id = p_edition;
    END IF;
  END IF;
  RETURN stock_line(stock) || jsonb_build_object('moved', coalesce(moved, '[]'::jsonb), 'served', served,
    'drops', (SELECT coalesce(jsonb_agg(drop_line(d)), '[]') FROM drop d WHERE d.id = ANY (touched)));
END $$;

-- The buyer makes a reserved order final. Outcomes: locked (also when it was before), not_found, not_lockable,
-- lock_over.
-- Returns {outcome, edition, state, move}; move is what move_preorders returns, and absent when nothing moved.
CREATE FUNCTION lock_preorder(p_id uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM preorder WHERE id = p_id));
  SELECT * INTO target FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE
    WHEN target.id IS NULL THEN '{"outcome": "not_found"}'
    WHEN target.state = 'LOCKED' THEN '{"outcome": "locked"}'
    WHEN target.state <> 'RESERVED' THEN '{"outcome": "not_lockable"}'
    WHEN lock_deadline(target.edition_id, target.placed_at) <= now() THEN '{"outcome": "lock_over"}'
    ELSE jsonb_build_object('outcome', 'locked', 'move',
      move_preorders(target.edition_id, ARRAY[p_id], '{RESERVED}', 'LOCKED')) END;
END $$;

-- Takes a lock back while there is time. Outcomes: reserved (also when it was before), not_found, not_locked,
-- undo_over. Returns the same shape.
CREATE FUNCTION unlock_preorder(p_id uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM preorder WHERE id = p_id));
  SELECT * INTO target FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE
    WHEN target.id IS NULL THEN '{"outcome": "not_found"}'
    WHEN target.state = 'RESERVED' THEN '{"outcome": "reserved"}'
    WHEN target.state IN ('READY', 'DELIVERED') THEN '{"outcome": "undo_over"}'
    WHEN target.state <> 'LOCKED' THEN '{"outcome": "not_locked"}'
    WHEN target.locked_at + undo_time() <= now() THEN '{"outcome": "undo_over"}'
    ELSE jsonb_build_object('outcome', 'reserved', 'move',
      move_preorders(target.edition_id, ARRAY[p_id], '{LOCKED}', 'RESERVED')) END;
END $$;

-- The moment until which the buyer must have locked; NULL when there is none.
CREATE FUNCTION lock_deadline(p_edition uuid, p_placed timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT p_placed + make_interval(days => lock_deadline_days) FROM edition WHERE id = p_edition
$$;

-- How long a lock can be taken back. lib/preorders/view.ts shows the same time.
CREATE FUNCTION undo_time() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '15 minutes' $$;

-- Holds every writer to the two times of a lock, and keeps its moment on the order as long as it stands.
CREATE FUNCTION time_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'LOCKED' THEN
    IF lock_deadline(NEW.edition_id, NEW.placed_at) <= now() THEN
      RAISE EXCEPTION 'the time to lock pre-order % is over', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    NEW.locked_at := clock_timestamp();
  ELSIF NEW.state = 'RESERVED' THEN
    IF OLD.locked_at + undo_time() <= now() THEN
      RAISE EXCEPTION 'the lock of pre-order % can no longer be taken back', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    NEW.locked_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_lock_times BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state = 'LOCKED' OR NEW.state = 'LOCKED'))
  EXECUTE FUNCTION time_lock();

-- Acts on an order that its row forgets: every move but the two hot ones (HELD to RESERVED is the captured deposit's
-- moment, HELD to EXPIRED the last change of the row), and every change of hands. Whoever acts may say who they are
-- and why: set_config('launchroom.actor' | 'launchroom.reason', ..., true).
CREATE FUNCTION record_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actor uuid := nullif(current_setting('launchroom.actor', true), '')::uuid;
  why text := nullif(current_setting('launchroom.reason', true), '');
BEGIN
  IF NEW.user_id IS DISTINCT FROM OLD.user_id THEN
    INSERT INTO preorder_event (preorder_id, at, kind, from_state, "by", actor_id, reason)
      SELECT NEW.id, clock_timestamp(), m.kind, OLD.state,
        CASE m.kind WHEN 'TRANSFERRED' THEN 'staff' ELSE 'buyer' END, actor, why
      FROM (SELECT CASE WHEN current_setting('launchroom.transfer', true) = 'on'
        THEN 'TRANSFERRED' ELSE 'ADOPTED' END AS kind) m;
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    INSERT INTO preorder_event (preorder_id, at, kind, from_state, "by", actor_id, reason)
      VALUES (NEW.id, NEW.state_changed_at, NEW.state::text, OLD.state,
        CASE WHEN actor = NEW.user_id THEN 'buyer' WHEN actor IS NOT NULL THEN 'staff'
          -- Only buyers lock, and take a lock back.
          WHEN NEW.state = 'LOCKED' OR NEW.state = 'RESERVED' THEN 'buyer' ELSE 'system' END, actor, why);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER preorder_history AFTER UPDATE OF state, user_id ON preorder FOR EACH ROW
  WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.state IS DISTINCT FROM NEW.state
    AND NOT (OLD.state = 'HELD' AND NEW.state IN ('RESERVED', 'EXPIRED')))
  EXECUTE FUNCTION record_event();

-- A repeat of the request is answered byte for byte as the first time, so what was promised first stays on the row
-- when the hold is given more time.
CREATE FUNCTION keep_promised_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.promised_hold := coalesce(OLD.promised_hold, OLD.hold_expires_at);
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_promised_hold BEFORE UPDATE OF hold_expires_at ON preorder
  FOR EACH ROW WHEN (OLD.hold_expires_at IS DISTINCT FROM NEW.hold_expires_at) EXECUTE FUNCTION keep_promised_hold();
