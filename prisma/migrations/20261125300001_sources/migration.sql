-- CreateTable
CREATE TABLE "stream_key" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "stream_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restream_target" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "restream_target_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stream_key_key_hash_key" ON "stream_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "stream_key_show_id_key" ON "stream_key"("show_id") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "restream_target_show_id_idx" ON "restream_target"("show_id");

-- AddForeignKey
ALTER TABLE "stream_key" ADD CONSTRAINT "stream_key_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restream_target" ADD CONSTRAINT "restream_target_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE stream_key ADD CONSTRAINT stream_key_clock CHECK (revoked_at IS NULL OR revoked_at >= created_at);
