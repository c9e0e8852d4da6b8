"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { ShelfRow } from "#components/catalog/shelf-row.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";

type ShelfStripProps = { products: ProductView[]; pinned: string | null; onReserve: (productId: string) => void };

/** The run of the show under the picture, where there is room for it. */
export const ShelfStrip = memo(function ShelfStrip({ products, pinned, onReserve }: ShelfStripProps) {
  const t = useTranslations("room.shelf");
  return (
    <section
      aria-labelledby="shelf-title"
      className="hidden min-w-0 border-rule border-t wide:block [@media(height<32rem)]:hidden"
    >
      <h2 id="shelf-title" className="slug px-5 pt-3 text-soft">
        {t("title")}
      </h2>
      {products.length === 0 && <p className="px-5 pb-4 text-sm text-soft">{t("empty")}</p>}
      <ol className="flex gap-8 overflow-x-auto px-5 pt-2 pb-4">
        {products.map((product, index) => (
          <ShelfRow
            key={product.id}
            product={product}
            number={index + 1}
            pinned={product.id === pinned}
            onReserve={onReserve}
            className="w-88 shrink-0"
          />
        ))}
      </ol>
    </section>
  );
});
