-- CreateEnum
CREATE TYPE "ChatSpeakers" AS ENUM ('everyone', 'buyers', 'staff');

-- AlterTable
ALTER TABLE "show" ADD COLUMN "chat_slow_seconds" INTEGER NOT NULL DEFAULT 0 CHECK ("chat_slow_seconds" BETWEEN 0 AND 3600),
ADD COLUMN "chat_speakers" "ChatSpeakers" NOT NULL DEFAULT 'everyone',
ADD COLUMN "chat_links" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "chat_silence" (
    "id" UUID NOT NULL,
    "show_id" UUID,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL CHECK (length("name") <= 80),
    "device" TEXT,
    "network" TEXT,
    "reason" TEXT NOT NULL CHECK ("reason" IN ('spam', 'insult', 'fraud', 'private', 'other')),
    "said" TEXT NOT NULL CHECK (length("said") <= 1200),
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) CHECK ("until" > "at"),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,

    CONSTRAINT "chat_silence_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chat_silence_lifted" CHECK (("lifted_at" IS NULL) = ("lifted_by_id" IS NULL))
);

-- CreateIndex
CREATE INDEX "chat_silence_user" ON "chat_silence"("user_id") WHERE (lifted_at IS NULL);
CREATE INDEX "chat_silence_device" ON "chat_silence"("device") WHERE (lifted_at IS NULL);
CREATE INDEX "chat_silence_network" ON "chat_silence"("network") WHERE (lifted_at IS NULL);
CREATE INDEX "chat_silence_newest" ON "chat_silence"("at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "chat_silence" ADD CONSTRAINT "chat_silence_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "chat_silence" ADD CONSTRAINT "chat_silence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "chat_silence" ADD CONSTRAINT "chat_silence_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
