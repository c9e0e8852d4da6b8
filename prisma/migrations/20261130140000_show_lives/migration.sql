-- CreateEnum values are used from the next transaction on, so nothing below names them.
ALTER TYPE "ShowStatus" ADD VALUE 'DRAFT';
ALTER TYPE "ShowStatus" ADD VALUE 'CANCELLED';

-- AlterTable
ALTER TABLE "show" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "moved_from" TIMESTAMPTZ(3),
ADD COLUMN     "moves" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE show
  DROP CONSTRAINT show_clock,
  ADD CONSTRAINT show_clock
    CHECK ((status IN ('LIVE', 'ENDED')) = (went_live_at IS NOT NULL) AND (status = 'ENDED') = (ended_at IS NOT NULL)
      AND (cancelled_at IS NULL OR status NOT IN ('SCHEDULED', 'LIVE', 'ENDED'))),
  ADD CONSTRAINT show_on_the_way_is_listed CHECK (archived_at IS NULL OR status NOT IN ('SCHEDULED', 'LIVE')),
  ADD CONSTRAINT show_moves CHECK (moves >= 0 AND (moves > 0) = (moved_from IS NOT NULL)),
  ADD CONSTRAINT show_moved_from_in_bounds CHECK (is_typed_moment(moved_from));
