-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "lock_deadline_days" INTEGER;

-- AlterTable
ALTER TABLE "preorder" ADD COLUMN     "locked_at" TIMESTAMPTZ(3);

ALTER TABLE edition ADD CONSTRAINT edition_lock_deadline CHECK (lock_deadline_days BETWEEN 1 AND 3650);
ALTER TABLE preorder ADD CONSTRAINT preorder_locked_at CHECK (state NOT IN ('HELD', 'RESERVED') OR locked_at IS NULL);

-- Who ordered was told how long there is to lock, so the host may only give more time.
CREATE FUNCTION refuse_shorter_lock_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM preorder WHERE edition_id = NEW.id) THEN
    RAISE EXCEPTION 'edition % has orders that were promised more time to lock', NEW.sku USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_lock_deadline_may_grow BEFORE UPDATE OF lock_deadline_days ON edition
  FOR EACH ROW WHEN (coalesce(NEW.lock_deadline_days, 1000000) < coalesce(OLD.lock_deadline_days, 1000000))
  EXECUTE FUNCTION refuse_shorter_lock_deadline();

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
  FOR EACH ROW WHEN (OLD.state <> NEW.state AND (OLD.state = 'LOCKED' OR NEW.state = 'LOCKED')) EXECUTE FUNCTION time_lock();

-- The buyer makes a reserved order final. Outcomes: locked (also when it was before), not_found, not_lockable, lock_over.
-- Returns {outcome, edition, state, move}; move is what move_preorders returns, and absent when nothing moved.
CREATE FUNCTION lock_preorder(p_id uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM preorder WHERE id = p_id) FOR UPDATE;
  SELECT * INTO target FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE
    WHEN target.id IS NULL THEN '{"outcome": "not_found"}'
    WHEN target.state = 'LOCKED' THEN '{"outcome": "locked"}'
    WHEN target.state <> 'RESERVED' THEN '{"outcome": "not_lockable"}'
    WHEN lock_deadline(target.edition_id, target.placed_at) <= now() THEN '{"outcome": "lock_over"}'
    ELSE jsonb_build_object('outcome', 'locked', 'move', move_preorders(target.edition_id, ARRAY[p_id], '{RESERVED}', 'LOCKED')) END;
END $$;

-- Takes a lock back while there is time. Outcomes: reserved (also when it was before), not_found, not_locked, undo_over.
-- Returns the same shape.
CREATE FUNCTION unlock_preorder(p_id uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
BEGIN
  PERFORM FROM inventory WHERE edition_id = (SELECT edition_id FROM preorder WHERE id = p_id) FOR UPDATE;
  SELECT * INTO target FROM preorder WHERE id = p_id AND user_id = p_user FOR UPDATE;
  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE
    WHEN target.id IS NULL THEN '{"outcome": "not_found"}'
    WHEN target.state = 'RESERVED' THEN '{"outcome": "reserved"}'
    WHEN target.state IN ('READY', 'DELIVERED') THEN '{"outcome": "undo_over"}'
    WHEN target.state <> 'LOCKED' THEN '{"outcome": "not_locked"}'
    WHEN target.locked_at + undo_time() <= now() THEN '{"outcome": "undo_over"}'
    ELSE jsonb_build_object('outcome', 'reserved', 'move', move_preorders(target.edition_id, ARRAY[p_id], '{LOCKED}', 'RESERVED')) END;
END $$;
