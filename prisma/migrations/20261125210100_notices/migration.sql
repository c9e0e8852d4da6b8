-- Mails to buyers: the outbox, how far each ledger has been told, who was reminded, and how to write to whom.

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('WAITING', 'SENT', 'KEPT', 'FAILED', 'STALE');

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "preorder_id" UUID,
    "address" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "only_while" "PreorderState",
    "useful_until" TIMESTAMPTZ(3),
    "state" "NoticeState" NOT NULL DEFAULT 'WAITING',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "resends" INTEGER NOT NULL DEFAULT 0,
    "try_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_cursor" (
    "edition_id" UUID NOT NULL,
    "ledger_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "notice_cursor_pkey" PRIMARY KEY ("edition_id")
);

-- CreateTable
CREATE TABLE "lock_reminder" (
    "edition_id" UUID NOT NULL,
    "hours" INTEGER NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lock_reminder_pkey" PRIMARY KEY ("edition_id","hours")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");

-- CreateIndex
CREATE INDEX "notice_try_after_idx" ON "notice"("try_after") WHERE (state = 'WAITING');

-- CreateIndex
CREATE INDEX "notice_created_at_idx" ON "notice"("created_at");

-- CreateIndex
CREATE INDEX "notice_preorder_id_idx" ON "notice"("preorder_id");

-- CreateIndex
CREATE INDEX "notice_user_id_idx" ON "notice"("user_id");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_cursor" ADD CONSTRAINT "notice_cursor_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lock_reminder" ADD CONSTRAINT "lock_reminder_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE notice
  ADD CONSTRAINT notice_key CHECK (length(key) BETWEEN 1 AND 200),
  ADD CONSTRAINT notice_settled CHECK ((state = 'WAITING') = (settled_at IS NULL)),
  ADD CONSTRAINT notice_only_while CHECK (only_while IS NULL OR preorder_id IS NOT NULL);

-- What happened before there were mails is told to nobody.
INSERT INTO notice_cursor (edition_id, ledger_seq) SELECT edition_id, ledger_seq FROM inventory;
