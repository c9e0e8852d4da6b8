-- CreateEnum
CREATE TYPE "ShowFileState" AS ENUM ('UPLOADING', 'READY', 'REFUSED');

-- CreateTable
CREATE TABLE "show_file" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "state" "ShowFileState" NOT NULL DEFAULT 'UPLOADING',
    "trouble" TEXT,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "width" INTEGER NOT NULL DEFAULT 0,
    "height" INTEGER NOT NULL DEFAULT 0,
    "plays_at" TIMESTAMPTZ(3),
    "played_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "show_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "show_file_show_id_idx" ON "show_file"("show_id");

-- CreateIndex
CREATE INDEX "show_file_plays_at_idx" ON "show_file"("plays_at") WHERE (plays_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "show_file" ADD CONSTRAINT "show_file_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE show_file
  ADD CONSTRAINT show_file_bytes CHECK (bytes > 0 AND received_bytes BETWEEN 0 AND bytes),
  ADD CONSTRAINT show_file_plan CHECK (plays_at IS NULL OR state = 'READY'),
  ADD CONSTRAINT show_file_trouble CHECK ((state = 'REFUSED') = (trouble IS NOT NULL));
