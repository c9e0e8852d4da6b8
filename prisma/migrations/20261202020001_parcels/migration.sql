-- CreateTable
CREATE TABLE "parcel" (
    "id" UUID NOT NULL,
    "preorder_id" UUID NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "returned_at" TIMESTAMPTZ(3),
    "returned_why" TEXT,

    CONSTRAINT "parcel_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "parcel_returned" CHECK ((returned_at IS NULL) = (returned_why IS NULL))
);
CREATE INDEX "parcel_preorder_id_sent_at_idx" ON "parcel"("preorder_id", "sent_at" DESC);
CREATE INDEX "parcel_sent_at_idx" ON "parcel"("sent_at");
-- An order has one parcel on its way at most.
CREATE UNIQUE INDEX "parcel_on_its_way" ON "parcel"("preorder_id") WHERE (returned_at IS NULL);
CREATE INDEX "parcel_came_back" ON "parcel"("preorder_id") WHERE (returned_at IS NOT NULL);
ALTER TABLE "parcel" ADD CONSTRAINT "parcel_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
