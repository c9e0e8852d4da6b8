-- CreateTable
CREATE TABLE "thread" (
    "preorder_id" UUID NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("preorder_id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" BIGSERIAL NOT NULL,
    "preorder_id" UUID NOT NULL,
    "from_shop" BOOLEAN NOT NULL,
    "author_id" UUID,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "thread_waiting_idx" ON "thread"("waiting_since", "preorder_id") WHERE (waiting_since IS NOT NULL);

-- CreateIndex
CREATE INDEX "thread_last_idx" ON "thread"("last_at", "preorder_id");

-- CreateIndex
CREATE INDEX "letter_preorder_id_id_idx" ON "letter"("preorder_id", "id");

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_preorder_id_fkey" FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_preorder_id_fkey" FOREIGN KEY ("preorder_id") REFERENCES "thread"("preorder_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "letter" ADD CONSTRAINT letter_body CHECK (length(body) BETWEEN 1 AND 2000);
