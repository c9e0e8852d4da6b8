-- AlterTable
ALTER TABLE "shipping_zone" ADD COLUMN "first_days" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "last_days" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "shipping_zone" ADD CONSTRAINT "shipping_zone_days"
  CHECK (first_days BETWEEN 0 AND 365 AND last_days BETWEEN first_days AND 365);
