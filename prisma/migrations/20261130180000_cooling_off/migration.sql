-- AlterTable
ALTER TABLE "edition" ADD COLUMN "cooling_off_exemption" TEXT
  CHECK ("cooling_off_exemption" IN ('made_to_order', 'hygiene', 'perishable', 'unsealed_media', 'dated'));

-- CreateTable
CREATE TABLE "cooling_off" (
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "rules" JSONB NOT NULL CHECK (jsonb_typeof("rules") = 'array'),
    "author_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cooling_off_pkey" PRIMARY KEY ("version")
);
