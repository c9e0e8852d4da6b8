-- The picture of a product is the first of its gallery: one truth, and whoever reads `image` reads on.
ALTER TABLE "product" ADD COLUMN     "pictures" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "facts" TEXT NOT NULL DEFAULT '';
UPDATE product SET pictures = jsonb_build_array(jsonb_build_object('src', image, 'alt', '')) WHERE image IS NOT NULL;
ALTER TABLE product DROP COLUMN image;
ALTER TABLE product ADD COLUMN image text GENERATED ALWAYS AS (pictures -> 0 ->> 'src') STORED;
ALTER TABLE product ADD CONSTRAINT product_pictures_bounded CHECK
  (CASE WHEN jsonb_typeof(pictures) = 'array' THEN jsonb_array_length(pictures) <= 8 AND octet_length(pictures::text) <= 65536 ELSE false END);

-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "facts" TEXT NOT NULL DEFAULT '';
