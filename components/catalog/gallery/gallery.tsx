"use client";

import { clsx } from "clsx";
import { Maximize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { ProductImage } from "../product-image.tsx";
import { Slides } from "./slides.tsx";
import { Thumbnails } from "./thumbnails.tsx";
import { useSlides } from "./use-slides.ts";
import { Viewer } from "./viewer.tsx";

type GalleryProps = { product: Pick<ProductView, "name" | "image" | "pictures">; className?: string };

/** The pictures of a product on its page. One alone stands as it always did, and opens as they do. */
export function Gallery({ product: { name, image, pictures }, className }: GalleryProps) {
  const t = useTranslations("product.gallery");
  const slides = useSlides(pictures.length);
  const [isWhole, setWhole] = useState(false);
  const frame = "aspect-4/3 w-full bg-sunk max-md:-mx-5 max-md:w-auto md:rounded-lg";
  if (pictures.length === 0) return <ProductImage src={image} name={name} eager className={clsx(frame, className)} />;
  return (
    <div className={clsx("grid min-w-0 content-center gap-3", className)}>
      <div className={clsx("relative overflow-hidden", frame)}>
        {pictures.length > 1 ? (
          <Slides {...{ name, pictures, slides }} className="size-full" />
        ) : (
          <ProductImage src={image} alt={pictures[0]?.alt} name={name} eager className="size-full" />
        )}
        <IconButton onVideo label={t("whole")} onClick={() => setWhole(true)} className="absolute right-3 bottom-3">
          <Maximize2 aria-hidden />
        </IconButton>
      </div>
      {pictures.length > 1 && <Thumbnails {...{ name, pictures }} shown={slides.shown} onShow={slides.show} />}
      {isWhole && (
        <Viewer
          {...{ name, pictures }}
          first={slides.shown}
          onClose={(shown) => {
            setWhole(false);
            slides.show(shown);
          }}
        />
      )}
    </div>
  );
}

/** The same in a sheet, where room is dear: in small, and whole at a press. Nothing where there is a single picture. */
export function GalleryStrip({ product: { name, pictures } }: Pick<GalleryProps, "product">) {
  const [open, setOpen] = useState<number | null>(null);
  if (pictures.length < 2) return null;
  return (
    <>
      <Thumbnails {...{ name, pictures }} onShow={setOpen} />
      {open !== null && <Viewer {...{ name, pictures }} first={open} onClose={() => setOpen(null)} />}
    </>
  );
}
