-- AlterTable
ALTER TABLE "chat_message" ADD COLUMN "badge" TEXT CHECK ("badge" IN ('buyer', 'owner')),
ADD COLUMN "answers_id" UUID;

-- CreateTable
CREATE TABLE "talker" (
    "user_id" UUID NOT NULL,
    "name" TEXT CHECK (length("name") BETWEEN 1 AND 300),
    "asked_at" TIMESTAMPTZ(3),
    "announces" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "talker_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "talker_asked" CHECK ("asked_at" IS NULL OR "name" IS NULL)
);

-- AddForeignKey
ALTER TABLE "talker" ADD CONSTRAINT "talker_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
