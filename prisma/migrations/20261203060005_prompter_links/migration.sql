-- CreateTable
CREATE TABLE "prompter_link" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "prompter_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "prompter_link_key_hash_key" ON "prompter_link"("key_hash");

-- CreateIndex
CREATE INDEX "prompter_link_show_id_idx" ON "prompter_link"("show_id");

-- CreateIndex
CREATE INDEX "prompter_link_expires_at_idx" ON "prompter_link"("expires_at");

-- AddForeignKey
ALTER TABLE "prompter_link" ADD CONSTRAINT "prompter_link_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
