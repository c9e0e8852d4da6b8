-- A product can be put away and brought back; one that never sold can be thrown away; hosts find theirs by part of a name or SKU.

ALTER TABLE product ADD COLUMN archived_at timestamptz(3);

CREATE INDEX product_owner_newest ON product (owner_id, created_at DESC, id DESC);
CREATE INDEX product_newest ON product (created_at DESC, id DESC);

-- Every letter and every two letters that follow each other, so that an index finds any part of a text, in scripts without spaces too.
CREATE FUNCTION text_pieces(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(lower(said), at, long)), '{}')
  FROM generate_series(1, length(said)) at, generate_series(1, 2) long WHERE at + long <= length(said) + 1
$$;
CREATE FUNCTION product_names(name text, texts jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(name || E'\n' || coalesce(texts #>> '{en,name}', '') || E'\n' || coalesce(texts #>> '{zh-CN,name}', ''))
$$;
CREATE INDEX product_names_pieces ON product USING gin (text_pieces(product_names(name, texts)));
CREATE INDEX edition_sku_pieces ON edition USING gin (text_pieces(sku));
