-- What merchants write, in the languages of their buyers. A row's own texts are in `language`; `texts` holds the same fields in
-- further languages, as {"zh-CN": {"name": "…"}}. The schema of the API says which fields there are; the size is bounded here.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['show', 'product', 'edition', 'drop', 'delivery_city'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN "texts" jsonb NOT NULL DEFAULT ''{}''', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (jsonb_typeof(texts) = ''object'' AND octet_length(texts::text) <= 65536)',
      t, t || '_texts_bounded');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['show', 'product', 'drop', 'delivery_city'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN "language" text NOT NULL DEFAULT ''en''', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (language ~ ''^[a-z]{2,3}(-[A-Za-z]{2,4})?$'')', t, t || '_language_tag');
  END LOOP;
END $$;

-- As in 20261125290001, now with the title in further languages: whoever hears of a drop reads it in theirs.
CREATE OR REPLACE FUNCTION drop_line(d drop) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', d.id, 'showId', d.show_id, 'editionId', d.edition_id, 'title', d.title, 'language', d.language, 'texts', d.texts,
    'status', d.status, 'mode', d.mode, 'units', d.units,
    'perPersonLimit', d.per_person_limit, 'seconds', d.seconds, 'holdSeconds', d.hold_seconds, 'challenge', d.challenge,
    'left', d."left", 'held', d.held, 'sold', d.sold, 'waiting', d.waiting, 'wanted', d.wanted, 'firstUnits', d.first_units, 'nextUnits', d.next_units,
    'opensAt', d.opens_at, 'closesAt', d.closes_at, 'pausedAt', d.paused_at, 'pausedForVideo', d.paused_for_video, 'version', d.version,
    'seedHash', encode(d.seed_hash, 'hex'), 'seed', CASE WHEN d.status IN ('OPEN', 'CLOSED') THEN encode(d.seed, 'hex') END)
$$;
