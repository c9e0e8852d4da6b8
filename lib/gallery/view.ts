import { z } from "zod";
import { type GalleryPicture, galleryPicture, type PictureView } from "#lib/gallery/schema.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";

const written = z.array(z.object({ src: z.string(), alt: z.string().default(""), texts: z.unknown().optional() }));

/** A gallery as it is kept, read in somebody's language; without a reader with all languages. */
export function viewGallery(kept: unknown, language: string, reader?: Locale): PictureView[] {
  return written.parse(kept).map(({ src, alt, texts }) => {
    const said = inLanguage({ language, texts }, { alt }, reader);
    return reader ? { src, alt: said.alt } : { src, alt, texts: said.texts };
  });
}

type Given = { image?: string | null; pictures?: GalleryPicture[] };

/** The gallery that somebody asks for. Who names one picture alone has it as the cover, before the others; null takes the cover away. */
export function galleryOf({ image, pictures }: Given, before: GalleryPicture[] = []): GalleryPicture[] {
  if (pictures) return pictures;
  if (image === undefined || image === before[0]?.src) return before;
  const cover = before.find(({ src }) => src === image);
  const others = before.slice(1).filter(({ src }) => src !== image);
  return image === null ? others : [cover ?? { src: image, alt: "" }, ...others];
}

/** A gallery as it is kept, to be kept again. */
export function readGallery(kept: unknown): GalleryPicture[] {
  return z.array(galleryPicture).parse(kept);
}
