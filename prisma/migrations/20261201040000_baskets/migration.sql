-- CreateTable
CREATE TABLE "basket" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "idem_key" TEXT NOT NULL,
    "asked" BYTEA NOT NULL,
    "lines" JSONB NOT NULL CHECK (jsonb_typeof("lines") = 'array'),
    "placed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "basket_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "basket_user_id_idem_key_key" ON "basket"("user_id", "idem_key");
ALTER TABLE "basket" ADD CONSTRAINT "basket_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "preorder" ADD COLUMN "basket_id" UUID;
CREATE INDEX "preorder_basket_id_idx" ON "preorder"("basket_id") WHERE (basket_id IS NOT NULL);
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_basket_id_fkey"
  FOREIGN KEY ("basket_id") REFERENCES "basket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN "share_of" UUID, ADD COLUMN "charge_minor" BIGINT;
ALTER TABLE "payment" ADD CONSTRAINT "payment_share_of_fkey"
  FOREIGN KEY ("share_of") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- The one that stands at the rail asks for more than its own; a share asks for nothing there.
ALTER TABLE "payment" ADD CONSTRAINT "payment_charge"
  CHECK (charge_minor IS NULL OR share_of IS NULL AND charge_minor > amount_minor);
CREATE INDEX "payment_share_of_idx" ON "payment"("share_of") WHERE (share_of IS NOT NULL);

-- Shares carry the rail's name of the charge that took them.
DROP INDEX "payment_rail_provider_ref_key";
CREATE UNIQUE INDEX "payment_rail_provider_ref_key" ON "payment"("rail", "provider_ref") WHERE (share_of IS NULL);
CREATE INDEX "payment_share_ref_idx" ON "payment"("rail", "provider_ref") WHERE (share_of IS NOT NULL);
