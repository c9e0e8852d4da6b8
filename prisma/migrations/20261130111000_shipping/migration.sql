
-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "weight_grams" INTEGER;

-- AlterTable
ALTER TABLE "preorder" ADD COLUMN     "country" CHAR(2),
ADD COLUMN     "shipping_minor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "queue_entry" ADD COLUMN     "country" CHAR(2);

-- CreateTable
CREATE TABLE "shipping_zone" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_rest" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shipping_zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_country" (
    "country" CHAR(2) NOT NULL,
    "zone_id" UUID NOT NULL,

    CONSTRAINT "shipping_country_pkey" PRIMARY KEY ("country")
);

-- CreateTable
CREATE TABLE "shipping_fee" (
    "zone_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "from_grams" INTEGER NOT NULL,
    "fee_minor" BIGINT NOT NULL,

    CONSTRAINT "shipping_fee_pkey" PRIMARY KEY ("zone_id","currency","from_grams")
);

-- CreateIndex
CREATE UNIQUE INDEX "shipping_zone_name_key" ON "shipping_zone"("name");

-- CreateIndex
CREATE UNIQUE INDEX "shipping_zone_one_rest" ON "shipping_zone"("is_rest") WHERE (is_rest);

-- CreateIndex
CREATE INDEX "shipping_country_zone_id_idx" ON "shipping_country"("zone_id");

-- AddForeignKey
ALTER TABLE "shipping_country" ADD CONSTRAINT "shipping_country_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_fee" ADD CONSTRAINT "shipping_fee_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE preorder DROP CONSTRAINT preorder_money;
ALTER TABLE preorder ADD CONSTRAINT preorder_money CHECK (unit_minor >= 0 AND shipping_minor >= 0
  AND total_minor = unit_minor * quantity + shipping_minor
  AND deposit_minor BETWEEN 0 AND total_minor AND paid_minor BETWEEN 0 AND total_minor);
ALTER TABLE preorder ADD CONSTRAINT preorder_country CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE edition ADD CONSTRAINT edition_weight CHECK (weight_grams BETWEEN 1 AND 1000000);
ALTER TABLE shipping_zone ADD CONSTRAINT shipping_zone_name CHECK (length(btrim(name)) BETWEEN 1 AND 80);
ALTER TABLE shipping_country ADD CONSTRAINT shipping_country_code CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE shipping_fee
  ADD CONSTRAINT shipping_fee_amount CHECK (fee_minor BETWEEN 0 AND 1000000000000),
  ADD CONSTRAINT shipping_fee_weight CHECK (from_grams BETWEEN 0 AND 100000000),
  ADD CONSTRAINT shipping_fee_currency CHECK (currency_digits(currency::text) IS NOT NULL);
