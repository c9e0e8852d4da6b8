-- CreateEnum
CREATE TYPE "RecordingState" AS ENUM ('RECORDING', 'READY', 'FAILED', 'DELETED');

-- CreateTable
CREATE TABLE "recording" (
    "show_id" UUID NOT NULL,
    "state" "RecordingState" NOT NULL DEFAULT 'RECORDING',
    "storage" TEXT NOT NULL DEFAULT 'disk',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',
    "retention_days" INTEGER NOT NULL,
    "retention_until" TIMESTAMPTZ(3),
    "legal_hold" BOOLEAN NOT NULL DEFAULT false,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "deleted_why" TEXT,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "recording_pkey" PRIMARY KEY ("show_id")
);

-- CreateIndex
CREATE INDEX "recording_state_retention_until_idx" ON "recording"("state", "retention_until");

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE recording
  ADD CONSTRAINT recording_totals CHECK (bytes >= 0 AND seconds >= 0 AND segments >= 0 AND missed >= 0),
  ADD CONSTRAINT recording_storage CHECK (storage IN ('disk', 's3')),
  ADD CONSTRAINT recording_retention CHECK (retention_days BETWEEN 1 AND 36500),
  ADD CONSTRAINT recording_clock CHECK ((state = 'RECORDING') = (ended_at IS NULL) AND (ended_at IS NULL) = (retention_until IS NULL)),
  ADD CONSTRAINT recording_deletion CHECK ((state = 'DELETED') = (deleted_at IS NOT NULL) AND (deleted_at IS NULL) = (deleted_why IS NULL)),
  -- What a court may ask for stays, whoever wants it gone.
  ADD CONSTRAINT recording_hold CHECK (NOT legal_hold OR state <> 'DELETED');
