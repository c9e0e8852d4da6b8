-- CreateTable
CREATE TABLE "show_lease" (
    "show_id" UUID NOT NULL,
    "part" TEXT NOT NULL CHECK ("part" IN ('room', 'media')),
    "process" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL CHECK ("epoch" > 0),
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "show_lease_pkey" PRIMARY KEY ("show_id","part")
);

-- AddForeignKey
ALTER TABLE "show_lease" ADD CONSTRAINT "show_lease_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
