"use client";

import { useTranslations } from "next-intl";
import { useFaultsWithin } from "#components/forms/faults.ts";
import { textOf } from "#components/forms/read-form.ts";
import { Problem } from "#components/ui/problem.tsx";
import { type GalleryPicture, maxPictures } from "#lib/gallery/schema.ts";
import type { Locale } from "#lib/words/locale.ts";
import { AddPictures } from "./add-pictures.tsx";
import { GalleryItem } from "./gallery-item.tsx";
import { KnownPictures } from "./known-pictures.tsx";
import { PictureAddress } from "./picture-address.tsx";
import { usePictureList } from "./use-picture-list.ts";

type GalleryFieldProps = {
  initial: GalleryPicture[];
  /** Pictures already in the catalogue, one press away. */
  known: string[];
  /** Of the other texts of the product. */
  language: Locale;
};

/** The pictures of a product, in order: the first is its cover. Ordered by dragging or with the buttons; each is described in words. */
export function GalleryField({ initial, known, language }: GalleryFieldProps) {
  const t = useTranslations("editing.gallery");
  const list = usePictureList(initial);
  const say = useFaultsWithin();
  const isFull = list.pictures.length >= maxPictures;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("label")}</legend>
      <p className="text-sm text-soft">{t("hint", { count: maxPictures })}</p>
      {list.pictures.length > 0 && (
        <ol className="grid gap-2">
          {list.pictures.map((picture) => (
            <GalleryItem key={picture.src} {...{ picture, list, language }} />
          ))}
        </ol>
      )}
      {isFull ? <p className="text-sm text-soft">{t("full")}</p> : <AddPictures list={list} />}
      <Problem>{say("pictures", t("wrong"))}</Problem>
      {!isFull && (
        <>
          <KnownPictures
            known={known.filter((src) => !list.pictures.some((picture) => picture.src === src))}
            onChoose={list.add}
          />
          <PictureAddress onAddress={list.add} />
        </>
      )}
      <input type="hidden" name="pictures" value={JSON.stringify(list.pictures)} />
    </fieldset>
  );
}

/** What stands in the field, as the API takes it. */
export function readGalleryField(form: HTMLFormElement): unknown {
  return JSON.parse(textOf(form, "pictures"));
}
