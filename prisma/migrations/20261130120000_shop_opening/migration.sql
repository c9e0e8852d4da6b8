-- DropForeignKey
ALTER TABLE "test_rail_charge" DROP CONSTRAINT "test_rail_charge_payment_id_fkey";

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "accent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "currency" TEXT NOT NULL DEFAULT 'CNY',
ADD COLUMN     "languages" TEXT[] DEFAULT ARRAY['en', 'zh-CN']::TEXT[],
ADD COLUMN     "logo" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "logo_height" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "logo_tone" TEXT NOT NULL DEFAULT 'any',
ADD COLUMN     "logo_width" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateTable
CREATE TABLE "shop_opening" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "digest" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_opening_pkey" PRIMARY KEY ("id")
);
