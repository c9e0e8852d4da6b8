-- CreateTable
CREATE TABLE "drop_draw" (
    "drop_id" UUID NOT NULL,
    "entries" UUID[],
    "units_before" INTEGER[],
    "written" INTEGER NOT NULL DEFAULT 0,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drop_draw_pkey" PRIMARY KEY ("drop_id"),
    CONSTRAINT "drop_draw_whole" CHECK (cardinality("entries") = cardinality("units_before") AND "written" BETWEEN 0 AND cardinality("entries") - 1)
);

-- AddForeignKey
ALTER TABLE "drop_draw" ADD CONSTRAINT "drop_draw_drop_id_fkey" FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
