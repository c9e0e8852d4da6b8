-- What those in the line of a drop ask for, exactly. `next_units - first_units` still counts people who left the middle of the line, so
-- whoever stands behind them would be told that their place cannot win while it can.
ALTER TABLE drop ADD COLUMN "wanted" INTEGER NOT NULL DEFAULT 0;
UPDATE drop d SET wanted = w.units
  FROM (SELECT drop_id, sum(quantity)::int AS units FROM line_entry WHERE state = 'WAITING' AND drop_id IS NOT NULL GROUP BY drop_id) w WHERE d.id = w.drop_id;
ALTER TABLE drop ADD CONSTRAINT drop_wanted CHECK (wanted >= 0);

-- Every statement that moves entries holds the drop's lock; one that moves none, or only waitlists, costs a look at its own rows.
CREATE FUNCTION count_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE drop d SET wanted = d.wanted + c.units
      FROM (SELECT drop_id, sum(quantity)::int AS units FROM fresh WHERE state = 'WAITING' AND drop_id IS NOT NULL GROUP BY drop_id) c WHERE d.id = c.drop_id;
  ELSE
    UPDATE drop d SET wanted = d.wanted + c.units
      FROM (SELECT drop_id, sum(units)::int AS units FROM (
          SELECT drop_id, quantity AS units FROM fresh WHERE state = 'WAITING' AND drop_id IS NOT NULL
          UNION ALL SELECT drop_id, -quantity FROM stale WHERE state = 'WAITING' AND drop_id IS NOT NULL) m GROUP BY drop_id) c
      WHERE d.id = c.drop_id AND c.units <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER line_entry_joined AFTER INSERT ON line_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_wanted();
CREATE TRIGGER line_entry_moved AFTER UPDATE ON line_entry REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_wanted();

-- As in 20261125100100, now with `wanted`.
CREATE OR REPLACE FUNCTION drop_line(d drop) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', d.id, 'showId', d.show_id, 'editionId', d.edition_id, 'title', d.title, 'status', d.status, 'mode', d.mode, 'units', d.units,
    'perPersonLimit', d.per_person_limit, 'seconds', d.seconds, 'holdSeconds', d.hold_seconds, 'challenge', d.challenge,
    'left', d."left", 'held', d.held, 'sold', d.sold, 'waiting', d.waiting, 'wanted', d.wanted, 'firstUnits', d.first_units, 'nextUnits', d.next_units,
    'opensAt', d.opens_at, 'closesAt', d.closes_at, 'pausedAt', d.paused_at, 'version', d.version,
    'seedHash', encode(d.seed_hash, 'hex'), 'seed', CASE WHEN d.status IN ('OPEN', 'CLOSED') THEN encode(d.seed, 'hex') END)
$$;
