-- CreateTable
CREATE TABLE "goal" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "units" INTEGER NOT NULL,
    "gift" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "reached_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "goal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "goal_edition_id_units_key" ON "goal"("edition_id", "units");

-- CreateIndex
CREATE INDEX "goal_open" ON "goal"("edition_id", "units") WHERE (reached_at IS NULL);

-- AddForeignKey
ALTER TABLE "goal" ADD CONSTRAINT "goal_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE goal ADD CONSTRAINT goal_units CHECK (units BETWEEN 1 AND 10000000);
