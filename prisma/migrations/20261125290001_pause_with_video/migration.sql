-- Whether the clocks of a show's drops stand still while its picture is away, and which of them do.
ALTER TABLE "show" ADD COLUMN "pause_with_video" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "drop" ADD COLUMN "paused_for_video" BOOLEAN NOT NULL DEFAULT false;

-- Whatever ends the pause, by hand, with the picture or with the drop, ends its reason.
CREATE FUNCTION end_pause_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.paused_for_video := false;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_pause_ended BEFORE UPDATE ON drop FOR EACH ROW
  WHEN (OLD.paused_for_video AND NEW.paused_at IS NULL) EXECUTE FUNCTION end_pause_reason();
ALTER TABLE drop ADD CONSTRAINT drop_pause_reason CHECK (NOT paused_for_video OR paused_at IS NOT NULL);

-- As in 20261125100100; a hand that pauses a drop that stood still for the picture keeps it so when the picture is back.
CREATE OR REPLACE FUNCTION pause_drop(p_drop uuid, p_pause boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
  served jsonb := '[]';
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  PERFORM FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  IF p_pause THEN
    UPDATE drop SET paused_at = coalesce(paused_at, clock_timestamp()), paused_for_video = false
      WHERE id = p_drop AND status IN ('ARMED', 'OPEN') AND (paused_at IS NULL OR paused_for_video);
  ELSE
    UPDATE drop SET opens_at = CASE WHEN status = 'ARMED' THEN opens_at + (clock_timestamp() - paused_at) ELSE opens_at END,
      closes_at = closes_at + (clock_timestamp() - paused_at), paused_at = NULL WHERE id = p_drop AND paused_at IS NOT NULL;
    served := serve_line(d.edition_id, p_drop);
  END IF;
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', served, 'closed', '[]'::jsonb);
END $$;

-- Stops a drop whose clock runs because the picture is away, or lets it go on if that is why it stands. Null when there is nothing
-- to do; else what pause_drop returns. A drop that nobody has fired has no clock: people go on taking places in its line.
CREATE FUNCTION pause_drop_with_video(p_drop uuid, p_pause boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d drop;
  stock inventory;
BEGIN
  SELECT * INTO d FROM drop WHERE id = p_drop;
  SELECT * INTO stock FROM inventory WHERE edition_id = d.edition_id FOR UPDATE;
  IF NOT p_pause THEN
    PERFORM FROM drop WHERE id = p_drop AND paused_for_video;
    RETURN CASE WHEN FOUND THEN pause_drop(p_drop, false) END;
  END IF;
  UPDATE drop SET paused_at = clock_timestamp(), paused_for_video = true
    WHERE id = p_drop AND paused_at IS NULL AND closes_at > clock_timestamp() AND status IN ('ARMED', 'OPEN') RETURNING * INTO d;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN jsonb_build_object('drop', drop_line(d), 'stock', stock_line(stock), 'served', '[]'::jsonb, 'closed', '[]'::jsonb);
END $$;

-- As in 20261125240000, now with `pausedForVideo`.
CREATE OR REPLACE FUNCTION drop_line(d drop) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', d.id, 'showId', d.show_id, 'editionId', d.edition_id, 'title', d.title, 'status', d.status, 'mode', d.mode, 'units', d.units,
    'perPersonLimit', d.per_person_limit, 'seconds', d.seconds, 'holdSeconds', d.hold_seconds, 'challenge', d.challenge,
    'left', d."left", 'held', d.held, 'sold', d.sold, 'waiting', d.waiting, 'wanted', d.wanted, 'firstUnits', d.first_units, 'nextUnits', d.next_units,
    'opensAt', d.opens_at, 'closesAt', d.closes_at, 'pausedAt', d.paused_at, 'pausedForVideo', d.paused_for_video, 'version', d.version,
    'seedHash', encode(d.seed_hash, 'hex'), 'seed', CASE WHEN d.status IN ('OPEN', 'CLOSED') THEN encode(d.seed, 'hex') END)
$$;
