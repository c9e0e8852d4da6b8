-- AlterEnum
ALTER TYPE "ChatSpeakers" ADD VALUE 'members';

-- AlterTable
ALTER TABLE "chat_message" ADD COLUMN     "print" TEXT;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "chat_filter" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "show" ADD COLUMN     "chat_delay_seconds" INTEGER NOT NULL DEFAULT 0 CHECK ("chat_delay_seconds" BETWEEN 0 AND 10),
ADD COLUMN     "chat_emoji_only" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "chat_filter" JSONB,
ADD COLUMN     "chat_shield" JSONB;

-- AlterTable
ALTER TABLE "chat_silence" ADD COLUMN     "said_in_id" UUID;

-- CreateTable
CREATE TABLE "chat_hold" (
    "line_id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "rule" TEXT NOT NULL CHECK ("rule" IN ('word', 'links', 'flood', 'copies', 'wall', 'newcomer', 'delay')),
    "part" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opens_at" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'allowed', 'refused', 'expired')),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "chat_hold_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "chat_term" (
    "id" UUID NOT NULL,
    "show_id" UUID,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('blocked', 'held', 'permitted')),
    "language" TEXT NOT NULL DEFAULT 'any',
    "term" TEXT NOT NULL CHECK (length("term") BETWEEN 1 AND 60),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_whisper" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_whisper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_count" (
    "show_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "chat_count_pkey" PRIMARY KEY ("show_id","day","rule","outcome")
);

-- CreateTable
CREATE TABLE "talk_act" (
    "id" BIGSERIAL NOT NULL,
    "show_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "talk_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talk_case" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "line_id" UUID,
    "silence_id" UUID,
    "plea" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "statement" TEXT,

    CONSTRAINT "talk_case_of_one" CHECK (num_nonnulls("line_id", "silence_id") = 1),
    CONSTRAINT "talk_case_closed" CHECK (("closed_at" IS NULL) = ("outcome" IS NULL)),
    CONSTRAINT "talk_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_report" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "chat_hold_waiting" ON "chat_hold"("show_id", "at") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "chat_hold_until" ON "chat_hold"("until") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "chat_hold_opens" ON "chat_hold"("opens_at") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "chat_term_show_id_at_id_idx" ON "chat_term"("show_id", "at", "id");

-- CreateIndex
CREATE INDEX "chat_whisper_show_id_at_idx" ON "chat_whisper"("show_id", "at");

-- CreateIndex
CREATE INDEX "chat_whisper_at_idx" ON "chat_whisper"("at");

-- CreateIndex
CREATE INDEX "talk_act_show_id_id_idx" ON "talk_act"("show_id", "id" DESC);

-- CreateIndex
CREATE INDEX "talk_act_subject_show_id_id_idx" ON "talk_act"("subject", "show_id", "id");

-- CreateIndex
CREATE INDEX "talk_act_at_idx" ON "talk_act"("at");

-- CreateIndex
CREATE INDEX "talk_case_open" ON "talk_case"("show_id", "opened_at") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE INDEX "talk_case_closed_at_idx" ON "talk_case"("closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "talk_case_silence_id_key" ON "talk_case"("silence_id");

-- CreateIndex
CREATE UNIQUE INDEX "talk_case_of_line" ON "talk_case"("line_id") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE INDEX "chat_report_case_id_idx" ON "chat_report"("case_id");

-- CreateIndex
CREATE INDEX "chat_report_user_id_at_idx" ON "chat_report"("user_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "chat_report_line_id_user_id_key" ON "chat_report"("line_id", "user_id");

-- CreateIndex
CREATE INDEX "chat_message_user_id_at_idx" ON "chat_message"("user_id", "at");

-- CreateIndex
CREATE INDEX "chat_message_print" ON "chat_message"("show_id", "print", "at") WHERE (print IS NOT NULL);

-- AddForeignKey
ALTER TABLE "chat_hold" ADD CONSTRAINT "chat_hold_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "chat_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_hold" ADD CONSTRAINT "chat_hold_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_term" ADD CONSTRAINT "chat_term_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_whisper" ADD CONSTRAINT "chat_whisper_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_whisper" ADD CONSTRAINT "chat_whisper_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_count" ADD CONSTRAINT "chat_count_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_act" ADD CONSTRAINT "talk_act_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_act" ADD CONSTRAINT "talk_act_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_case" ADD CONSTRAINT "talk_case_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_case" ADD CONSTRAINT "talk_case_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "chat_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_case" ADD CONSTRAINT "talk_case_silence_id_fkey" FOREIGN KEY ("silence_id") REFERENCES "chat_silence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_report" ADD CONSTRAINT "chat_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "talk_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_report" ADD CONSTRAINT "chat_report_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_silence" ADD CONSTRAINT "chat_silence_said_in_id_fkey" FOREIGN KEY ("said_in_id") REFERENCES "show"("id") ON DELETE SET NULL ON UPDATE CASCADE;
