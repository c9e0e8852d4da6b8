-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "story" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "texts" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "collection" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_product" (
    "collection_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "collection_product_pkey" PRIMARY KEY ("collection_id","product_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "collection_slug_key" ON "collection"("slug");

-- CreateIndex
CREATE INDEX "collection_created_at_id_idx" ON "collection"("created_at", "id");

-- CreateIndex
CREATE INDEX "collection_product_product_id_idx" ON "collection_product"("product_id");

-- AddForeignKey
ALTER TABLE "collection" ADD CONSTRAINT "collection_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_product" ADD CONSTRAINT "collection_product_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_product" ADD CONSTRAINT "collection_product_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE shop ADD CONSTRAINT shop_story_in_bounds CHECK (char_length(story) <= 8000);
ALTER TABLE collection
  ADD CONSTRAINT collection_name CHECK (length(btrim(name)) BETWEEN 1 AND 120),
  ADD CONSTRAINT collection_description CHECK (char_length(description) <= 2000),
  ADD CONSTRAINT collection_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

-- What a search compares: small letters without accents, in one form however they were typed, in pieces. Of words in letters every three
-- that follow each other, with the gap before and after the word; of scripts that write without gaps every sign and every two. One wrong
-- letter leaves most of them, so that misspelt words are still alike. In one function, since indexes are built without a search path.
CREATE FUNCTION search_pieces(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH plain AS MATERIALIZED (
    SELECT normalize(regexp_replace(normalize(lower(normalize(said, NFKC)), NFD), '[\u0300-\u036f]', '', 'g'), NFC) AS said)
  SELECT coalesce(array_agg(DISTINCT piece), '{}') FROM (
    SELECT substr(run[1], at, long) AS piece
    FROM plain, regexp_matches(plain.said, '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+', 'g') run,
      generate_series(1, length(run[1])) at, generate_series(1, 2) long
    WHERE at + long <= length(run[1]) + 1
    UNION ALL
    SELECT substr('  ' || run[1] || ' ', at, 3)
    FROM plain, regexp_matches(plain.said,
      '[^\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+', 'g') run,
      generate_series(1, length(run[1]) + 1) at) pieces
$$;
-- How much of what is asked for a text has, from 0 to 1000.
CREATE FUNCTION search_score(said text[], asked text[]) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT 1000 * cardinality(ARRAY(SELECT unnest(said) INTERSECT SELECT unnest(asked))) / greatest(cardinality(asked), 1)
$$;
-- One text of a row in every language that it is written in.
CREATE FUNCTION search_said(own text, texts jsonb, field text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT own || E'\n' || coalesce(texts -> 'en' ->> field, '') || E'\n' || coalesce(texts -> 'zh-CN' ->> field, '')
$$;

CREATE INDEX product_name_search ON product USING gin
  (search_pieces(search_said(name, texts, 'name') || E'\n' || search_said(tagline, texts, 'tagline')));
CREATE INDEX product_description_search ON product USING gin (search_pieces(search_said(description, texts, 'description')));
CREATE INDEX edition_name_search ON edition USING gin (search_pieces(search_said(name, texts, 'name') || E'\n' || sku));
CREATE INDEX show_title_search ON show USING gin (search_pieces(search_said(title, texts, 'title')));
