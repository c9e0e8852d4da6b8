-- AlterTable
ALTER TABLE "edition" ADD COLUMN "lowest_minor" BIGINT, ADD COLUMN "reduced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "edition_price" ADD COLUMN "lowest_minor" BIGINT, ADD COLUMN "reduced_at" TIMESTAMPTZ(3);

ALTER TABLE edition ADD CONSTRAINT edition_reduction
  CHECK (lowest_minor IS NULL AND reduced_at IS NULL OR lowest_minor > price_minor AND reduced_at IS NOT NULL);
ALTER TABLE edition_price ADD CONSTRAINT edition_price_reduction
  CHECK (lowest_minor IS NULL AND reduced_at IS NULL OR lowest_minor > price_minor AND reduced_at IS NOT NULL);
