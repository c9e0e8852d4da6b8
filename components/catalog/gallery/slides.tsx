"use client";

import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Announce } from "#components/ui/announce.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { PictureView } from "#lib/gallery/schema.ts";
import type { useSlides } from "./use-slides.ts";

type SlidesProps = {
  name: string;
  pictures: PictureView[];
  slides: ReturnType<typeof useSlides>;
  /** The whole picture on a dark ground; else it fills its frame. */
  isWhole?: boolean;
  className?: string;
};

/** Pictures side by side: pushed with a finger, with the arrow keys or with the buttons at the edges. */
export function Slides({ name, pictures, slides, isWhole = false, className }: SlidesProps) {
  const t = useTranslations("product.gallery");
  const { shown, show, row, onKeyDown } = slides;
  const last = pictures.length - 1;
  const edge = "-translate-y-1/2 absolute top-1/2 max-md:hidden";
  return (
    <section
      aria-label={t("label", { product: name })}
      aria-roledescription={t("carousel")}
      className={clsx("group relative overflow-hidden", className)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrow keys move it */}
      <ul {...row} tabIndex={0} onKeyDown={onKeyDown} className="slides size-full focus-on-video">
        {pictures.map(({ src, alt }, index) => (
          <li key={src} className="grid size-full shrink-0 snap-center place-items-center">
            {/* biome-ignore lint/performance/noImgElement: images are served as they are */}
            <img
              src={src}
              alt={alt || t("unnamed", { product: name, number: index + 1 })}
              decoding="async"
              draggable={false}
              loading={index === 0 || isWhole ? "eager" : "lazy"}
              fetchPriority={index === 0 && !isWhole ? "high" : undefined}
              className={clsx("size-full", isWhole ? "object-contain" : "object-cover")}
            />
          </li>
        ))}
      </ul>
      {shown > 0 && (
        <IconButton onVideo label={t("back")} onClick={() => show(shown - 1)} className={clsx(edge, "left-3")}>
          <ChevronLeft aria-hidden />
        </IconButton>
      )}
      {shown < last && (
        <IconButton onVideo label={t("next")} onClick={() => show(shown + 1)} className={clsx(edge, "right-3")}>
          <ChevronRight aria-hidden />
        </IconButton>
      )}
      <span
        aria-hidden
        className="absolute bottom-3 left-3 rounded-full bg-video-shade px-2.5 py-1 text-on-video text-xs tabular-nums"
      >
        {shown + 1} / {pictures.length}
      </span>
      <Announce of={String(shown)} text={t("shown", { number: shown + 1, count: pictures.length })} />
    </section>
  );
}
