-- AlterTable
ALTER TABLE "poll" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "texts" JSONB NOT NULL DEFAULT '{}';
