-- CreateTable
CREATE TABLE "price_change" (
    "edition_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "price_minor" BIGINT,

    CONSTRAINT "price_change_pkey" PRIMARY KEY ("edition_id","currency","since")
);

-- CreateTable
CREATE TABLE "drop_price" (
    "drop_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "deposit_minor" BIGINT NOT NULL,
    "lowest_minor" BIGINT,

    CONSTRAINT "drop_price_pkey" PRIMARY KEY ("drop_id","currency")
);

-- CreateIndex
CREATE INDEX "price_change_since_idx" ON "price_change"("since");

-- AddForeignKey
ALTER TABLE "price_change" ADD CONSTRAINT "price_change_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drop_price" ADD CONSTRAINT "drop_price_drop_id_fkey"
  FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE drop_price
  ADD CONSTRAINT drop_price_money
    CHECK (price_minor BETWEEN 0 AND 1000000000000 AND deposit_minor BETWEEN 0 AND price_minor),
  ADD CONSTRAINT drop_price_currency CHECK (currency_digits(currency::text) IS NOT NULL);

-- What was asked until now is asked since the edition was made, as far as anybody can tell.
INSERT INTO price_change (edition_id, currency, since, price_minor)
  SELECT id, currency, created_at, price_minor FROM edition
  UNION ALL SELECT x.edition_id, x.currency, e.created_at, x.price_minor FROM edition_price x JOIN edition e ON e.id = x.edition_id;
