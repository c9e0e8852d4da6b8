-- CreateTable
CREATE TABLE "overlay_key" (
    "show_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overlay_key_pkey" PRIMARY KEY ("show_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "overlay_key_key_key" ON "overlay_key"("key");

-- AddForeignKey
ALTER TABLE "overlay_key" ADD CONSTRAINT "overlay_key_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE overlay_key ADD CONSTRAINT overlay_key_length CHECK (length(key) BETWEEN 32 AND 100);
