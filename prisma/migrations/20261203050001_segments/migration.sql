-- CreateEnum
CREATE TYPE "SegmentKind" AS ENUM ('talk', 'product', 'drop', 'poll', 'questions', 'giveaway', 'film', 'overlay');

-- AlterTable
ALTER TABLE "show" ADD COLUMN     "run_hand_id" UUID,
ADD COLUMN     "run_segment_id" UUID,
ADD COLUMN     "run_since" TIMESTAMPTZ(3),
ADD COLUMN     "run_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "SegmentKind" NOT NULL,
    "title" TEXT NOT NULL,
    "seconds" INTEGER NOT NULL,
    "script" TEXT NOT NULL DEFAULT '',
    "product_id" UUID,
    "drop_id" UUID,
    "poll_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "segment_show_id_position_idx" ON "segment"("show_id", "position");

-- CreateIndex
CREATE INDEX "segment_product_id_idx" ON "segment"("product_id");

-- CreateIndex
CREATE INDEX "segment_drop_id_idx" ON "segment"("drop_id");

-- CreateIndex
CREATE INDEX "segment_poll_id_idx" ON "segment"("poll_id");

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_product_id_fkey"
  FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_drop_id_fkey"
  FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_poll_id_fkey"
  FOREIGN KEY ("poll_id") REFERENCES "poll"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE segment
  ADD CONSTRAINT segment_bounds CHECK (length(title) BETWEEN 1 AND 120 AND length(script) <= 20000 AND seconds BETWEEN 0 AND 14400);
