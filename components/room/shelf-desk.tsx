"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ShelfRow } from "#components/catalog/shelf-row.tsx";
import { PreorderSheet } from "#components/preorders/preorder-sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";

type ShelfDeskProps = { products: ProductView[]; isGuest: boolean; onSheet?: (isOpen: boolean) => void };

/** The products of a show that is not on air, by number, each with its terms. */
export function ShelfDesk({ products, isGuest, onSheet }: ShelfDeskProps) {
  const t = useTranslations("room.shelf");
  const words = useTranslations("preorders.done");
  const [openId, setOpenId] = useState<string | null>(null);
  const open = products.find(({ id }) => id === openId);
  const show = (productId: string | null) => {
    setOpenId(productId);
    onSheet?.(productId !== null);
  };
  if (products.length === 0) return <p className="text-soft">{t("empty")}</p>;
  return (
    <>
      <ol className="grid divide-y divide-rule border-ink border-t">
        {products.map((product, index) => (
          <ShelfRow key={product.id} product={product} number={index + 1} isLinked onReserve={show} className="py-4" />
        ))}
      </ol>
      {open && (
        <PreorderSheet
          key={open.id}
          product={open}
          isGuest={isGuest}
          backLabel={words("close")}
          onClose={() => show(null)}
        />
      )}
    </>
  );
}
