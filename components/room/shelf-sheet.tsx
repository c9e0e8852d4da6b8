"use client";

import { useTranslations } from "next-intl";
import { ShelfRow } from "#components/catalog/shelf-row.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { CompareButton } from "./compare-button.tsx";

type ShelfSheetProps = {
  products: ProductView[];
  pinned: string | null;
  onCompare: () => void;
  onReserve: (productId: string) => void;
  onClose: () => void;
};

/** Everything in the show, by number, over the running picture. */
export function ShelfSheet({ products, pinned, onCompare, onReserve, onClose }: ShelfSheetProps) {
  const t = useTranslations("room.shelf");
  return (
    <Sheet open onOpenChange={onClose} title={t("title")}>
      <CompareButton {...{ products, onCompare }} className="mb-4" />
      {products.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <ol className="grid divide-y divide-rule">
        {products.map((product, index) => (
          <ShelfRow
            key={product.id}
            product={product}
            number={index + 1}
            pinned={product.id === pinned}
            onReserve={onReserve}
            className="py-3 first:pt-0"
          />
        ))}
      </ol>
    </Sheet>
  );
}
