import { useState } from "react";
import { type GalleryPicture, maxPictures } from "#lib/gallery/schema.ts";
import type { Locale } from "#lib/words/locale.ts";

/** The pictures of a gallery while they are edited. */
export function usePictureList(initial: GalleryPicture[]) {
  const [pictures, setPictures] = useState(initial);
  return {
    pictures,
    /** At the end; what stands there already stays where it is. */
    add: (src: string) =>
      setPictures((now) =>
        now.length >= maxPictures || now.some((each) => each.src === src) ? now : [...now, { src, alt: "" }],
      ),
    remove: (src: string) => setPictures((now) => now.filter((each) => each.src !== src)),
    order: (sources: string[]) =>
      setPictures((now) => sources.flatMap((src) => now.find((each) => each.src === src) ?? [])),
    /** Puts one where another stands. */
    place: (src: string, at: string) =>
      setPictures((now) => {
        const moved = now.find((each) => each.src === src);
        const to = now.findIndex((each) => each.src === at);
        return moved && to >= 0 ? now.filter((each) => each !== moved).toSpliced(to, 0, moved) : now;
      }),
    /** Without a language in the one that the product is written in. */
    describe: (src: string, alt: string, locale?: Locale) =>
      setPictures((now) =>
        now.map((each) => {
          if (each.src !== src) return each;
          return locale ? { ...each, texts: { ...each.texts, [locale]: { alt } } } : { ...each, alt };
        }),
      ),
  };
}

export type PictureList = ReturnType<typeof usePictureList>;
