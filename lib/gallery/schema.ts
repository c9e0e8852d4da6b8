import { z } from "zod";
import { imageAddress } from "#lib/images/schema.ts";
import { optionalLine } from "#lib/text.ts";
import { translations } from "#lib/texts/schema.ts";

export const maxPictures = 8;
const pictureTexts = { alt: optionalLine(250) };

/** A picture of a product, and in words what it shows, in the product's language and in others. */
export const galleryPicture = z.strictObject({
  src: imageAddress,
  alt: pictureTexts.alt.default(""),
  texts: translations(pictureTexts).optional(),
});
export type GalleryPicture = z.infer<typeof galleryPicture>;

/** Every picture of a product, in order; the first is its cover. */
export const gallery = z
  .array(galleryPicture)
  .max(maxPictures)
  .refine(showEachOnce, "may show every picture only once");

export const pictureView = z.object({
  src: z.string(),
  alt: z.string(),
  /** For whoever edits them: all languages. */
  texts: translations({ alt: z.string() }).optional(),
});
export type PictureView = z.infer<typeof pictureView>;

function showEachOnce(pictures: GalleryPicture[]): boolean {
  return new Set(pictures.map(({ src }) => src)).size === pictures.length;
}
