-- CreateTable
CREATE TABLE "caption_cue" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "start_ms" BIGINT NOT NULL,
    "end_ms" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "caption_cue_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "caption_cue_show_id_start_ms_idx" ON "caption_cue"("show_id", "start_ms");

-- AddForeignKey
ALTER TABLE "caption_cue" ADD CONSTRAINT "caption_cue_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE caption_cue
  ADD CONSTRAINT caption_cue_span CHECK (start_ms > 0 AND end_ms > start_ms AND end_ms - start_ms <= 60000),
  ADD CONSTRAINT caption_cue_text CHECK (char_length(text) BETWEEN 1 AND 300 AND text !~ '\n.*\n'),
  ADD CONSTRAINT caption_cue_language CHECK (char_length(language) BETWEEN 2 AND 20),
  ADD CONSTRAINT caption_cue_source CHECK (source IN ('typed', 'script', 'speech')),
  ADD CONSTRAINT caption_cue_version CHECK (version >= 1);
