import { GripVertical, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoveButtons } from "#components/forms/move-buttons.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { GalleryPicture } from "#lib/gallery/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { Thumb } from "./thumb.tsx";
import type { PictureList } from "./use-picture-list.ts";

const dragged = "application/x-launchroom-picture";

type GalleryItemProps = { picture: GalleryPicture; list: PictureList; language: Locale };

/** One picture with its place and what it shows, in every language. */
export function GalleryItem({ picture: { src, alt, texts }, list, language }: GalleryItemProps) {
  const t = useTranslations("editing.gallery");
  const sources = list.pictures.map((each) => each.src);
  const number = sources.indexOf(src) + 1;
  return (
    <li
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragged, src)}
      onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData(dragged);
        if (moved && moved !== src) list.place(moved, src);
      }}
      className="grid gap-2 rounded-sm border border-rule p-2"
    >
      <div className="flex items-center gap-2">
        <GripVertical aria-hidden className="size-4 shrink-0 cursor-grab text-faint" />
        <Thumb src={src} name={String(number)} className="size-16" />
        <span className="min-w-0 flex-1 truncate text-sm">
          {number === 1 ? <Badge>{t("cover")}</Badge> : <span className="text-soft">{t("number", { number })}</span>}
        </span>
        <MoveButtons
          id={src}
          ids={sources}
          up={t("up", { number })}
          down={t("down", { number })}
          placed={(place) => t("placed", { place, count: sources.length })}
          save={async (order) => list.order(order)}
        />
        <IconButton small label={t("remove", { number })} className="text-soft" onClick={() => list.remove(src)}>
          <X aria-hidden />
        </IconButton>
      </div>
      {[language, ...locales.filter((locale) => locale !== language)].map((locale) => (
        <Input
          key={locale}
          lang={locale}
          aria-label={t(`alt.${locale}`, { number })}
          placeholder={t(`altHint.${locale}`)}
          maxLength={250}
          value={(locale === language ? alt : texts?.[locale]?.alt) ?? ""}
          onChange={(event) => list.describe(src, event.target.value, locale === language ? undefined : locale)}
        />
      ))}
    </li>
  );
}
