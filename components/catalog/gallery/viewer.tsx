"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Dialog from "radix-ui/dialog";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useReturnFocus } from "#components/ui/return-focus.ts";
import type { PictureView } from "#lib/gallery/schema.ts";
import { Slides } from "./slides.tsx";
import { useSlides } from "./use-slides.ts";

type ViewerProps = { name: string; pictures: PictureView[]; first: number; onClose: (shown: number) => void };

/** The pictures over the whole window, whole, on dark. Mount it to open it. */
export function Viewer({ name, pictures, first, onClose }: ViewerProps) {
  const t = useTranslations("product.gallery");
  const slides = useSlides(pictures.length, first);
  const returnFocus = useReturnFocus();
  const text = pictures[slides.shown]?.alt;
  return (
    <Dialog.Root open onOpenChange={() => onClose(slides.shown)}>
      <Dialog.Portal>
        <Dialog.Content
          {...returnFocus}
          data-theme="dark"
          aria-describedby={undefined}
          onKeyDown={slides.onKeyDown}
          className="fixed inset-0 z-60 grid animate-fade-in grid-rows-[auto_minmax(0,1fr)_auto] bg-paper text-ink outline-none"
        >
          <header className="flex items-center justify-between gap-4 px-5 py-2">
            <Dialog.Title className="min-w-0 truncate font-medium">{name}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("close")} className="-mr-2.5">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </header>
          <Slides isWhole {...{ name, pictures, slides }} />
          <p className="min-h-12 px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-center text-sm text-soft">
            {text}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
