"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { PictureView } from "#lib/gallery/schema.ts";

type ThumbnailsProps = {
  name: string;
  pictures: PictureView[];
  /** Of the one that is seen large; none where they only open. */
  shown?: number;
  onShow: (index: number) => void;
};

/** The pictures in small, one press from each; the arrow keys go along them. */
export function Thumbnails({ name, pictures, shown, onShow }: ThumbnailsProps) {
  const t = useTranslations("product.gallery");
  const row = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const list = row.current;
    const item = shown === undefined ? undefined : list?.children[shown];
    if (!list || !(item instanceof HTMLElement)) return;
    list.scrollTo({ left: item.offsetLeft - (list.clientWidth - item.clientWidth) / 2 });
  }, [shown]);

  function move(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const buttons: Element[] = [...(row.current?.querySelectorAll("button") ?? [])];
    const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(buttons.length - 1, at + step));
    const button = buttons[to];
    if (button instanceof HTMLElement) button.focus();
    if (shown !== undefined) onShow(to);
  }

  return (
    <ul
      ref={row}
      onKeyDown={move}
      aria-label={t("all", { product: name })}
      className="relative flex gap-2 overflow-x-auto p-0.5"
    >
      {pictures.map(({ src, alt }, index) => (
        <li key={src} className="shrink-0">
          <button
            type="button"
            aria-label={t("show", { number: index + 1, text: alt || name })}
            aria-current={index === shown || undefined}
            onClick={() => onShow(index)}
            className="block aspect-4/3 w-20 overflow-hidden rounded-sm bg-sunk outline-offset-0 transition-opacity hover:opacity-80 aria-current:outline-2 aria-current:outline-ink"
          >
            {/* biome-ignore lint/performance/noImgElement: images are served as they are */}
            <img src={src} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
          </button>
        </li>
      ))}
    </ul>
  );
}
