-- Editions of one product with the same word here are one edition in several colours or sizes; each keeps its own stock.
ALTER TABLE "edition" ADD COLUMN     "variant_group" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "option" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "swatch" CHAR(7);
ALTER TABLE edition ADD CONSTRAINT edition_swatch_is_colour CHECK (swatch ~ '^#[0-9a-f]{6}$');
ALTER TABLE edition ADD CONSTRAINT edition_variant_named CHECK (variant_group = '' OR option <> '');
