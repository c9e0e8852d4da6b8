-- Whether a show's picture stands upright.
ALTER TABLE "show" ADD COLUMN "is_portrait" BOOLEAN NOT NULL DEFAULT false;
