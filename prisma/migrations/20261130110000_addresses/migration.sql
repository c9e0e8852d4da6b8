-- CreateEnum
CREATE TYPE "ProductDelivery" AS ENUM ('shipped', 'collected', 'digital');

-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "address_lock_days" INTEGER NOT NULL DEFAULT 14;

-- AlterTable
ALTER TABLE "preorder" ADD COLUMN     "address_reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "addressed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "delivery" "ProductDelivery" NOT NULL DEFAULT 'shipped';

-- CreateTable
CREATE TABLE "order_address" (
    "preorder_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "company" TEXT NOT NULL DEFAULT '',
    "street" TEXT NOT NULL,
    "district" TEXT NOT NULL DEFAULT '',
    "locality" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_address_pkey" PRIMARY KEY ("preorder_id")
);

-- CreateTable
CREATE TABLE "saved_address" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "company" TEXT NOT NULL DEFAULT '',
    "street" TEXT NOT NULL,
    "district" TEXT NOT NULL DEFAULT '',
    "locality" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_address_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_address_user_id_idx" ON "saved_address"("user_id");

-- CreateIndex
CREATE INDEX "preorder_unaddressed_idx" ON "preorder"("placed_at" DESC, "id" DESC) WHERE ((addressed_at IS NULL) AND (state = ANY (ARRAY['RESERVED'::"PreorderState", 'LOCKED'::"PreorderState", 'READY'::"PreorderState"])));

-- AddForeignKey
ALTER TABLE "order_address" ADD CONSTRAINT "order_address_preorder_id_fkey" FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_address" ADD CONSTRAINT "saved_address_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE edition ADD CONSTRAINT edition_address_lock CHECK (address_lock_days BETWEEN 0 AND 365);
ALTER TABLE order_address ADD CONSTRAINT order_address_country CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE saved_address ADD CONSTRAINT saved_address_country CHECK (country ~ '^[A-Z]{2}$');
