-- AlterTable
ALTER TABLE "show" ADD COLUMN     "ground" TEXT NOT NULL DEFAULT 'blur';
