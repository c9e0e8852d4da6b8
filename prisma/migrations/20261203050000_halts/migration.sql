-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "sales_halted_by" UUID;

-- AlterTable
ALTER TABLE "show" ADD COLUMN     "halted_drops" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "halts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "halts_version" INTEGER NOT NULL DEFAULT 0;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_sales_halted_by_fkey"
  FOREIGN KEY ("sales_halted_by") REFERENCES "show"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX edition_halted ON edition (sales_halted_by) WHERE sales_halted_by IS NOT NULL;
ALTER TABLE show ADD CONSTRAINT show_halts_known
  CHECK (halts <@ ARRAY['sales', 'product', 'chat', 'slate', 'sound'] AND cardinality(halts) <= 5);
