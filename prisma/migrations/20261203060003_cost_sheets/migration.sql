-- CreateTable
CREATE TABLE "cost_sheet" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "currency" CHAR(3) NOT NULL,
    "lines" JSONB NOT NULL,

    CONSTRAINT "cost_sheet_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cost_sheet_edition_id_at_id_idx" ON "cost_sheet"("edition_id", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "cost_sheet" ADD CONSTRAINT "cost_sheet_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE cost_sheet
  ADD CONSTRAINT cost_sheet_currency CHECK (currency_digits(currency::text) IS NOT NULL),
  ADD CONSTRAINT cost_sheet_lines CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) <= 12);
