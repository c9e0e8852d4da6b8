-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- What is put away is on sale nowhere.
ALTER TABLE edition ADD CONSTRAINT edition_archived_is_closed CHECK (archived_at IS NULL OR NOT sales_open);
