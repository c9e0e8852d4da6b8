-- CreateEnum
CREATE TYPE "ShopPageKind" AS ENUM ('terms', 'privacy', 'imprint', 'returns', 'shipping', 'contact');

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "contact_email" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "contact_phone" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "legal_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "register_number" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tax_number" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "shop_page" (
    "kind" "ShopPageKind" NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "author_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_page_pkey" PRIMARY KEY ("kind","language","version")
);
