"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreorderSheet } from "#components/preorders/checkout/preorder-sheet.tsx";
import { useServed } from "#components/queue/use-served.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import { PriceFrom } from "./price-from.tsx";
import { SalesButton } from "./sales-button.tsx";
import { productSales, unitsLeft, unitsMade } from "./sales-state.ts";
import { StockLeft } from "./stock-left.tsx";

/** The price and the one act of a product's page; stays within a thumb's reach on a phone. */
export function ProductDesk({ product, isGuest }: { product: ProductView; isGuest: boolean }) {
  const t = useTranslations("preorders.done");
  const [open, setOpen] = useState<{ editionId?: string } | null>(null);
  useServed(({ dropId, editionId }) => {
    if (!dropId && product.editions.some(({ id }) => id === editionId)) setOpen((before) => before ?? { editionId });
  });
  return (
    <div className="pt-8 max-md:order-last max-md:mt-10 max-md:sticky max-md:bottom-0 max-md:z-10 max-md:-mx-5 max-md:border-rule max-md:border-t max-md:bg-paper max-md:px-5 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <div className="flex items-center justify-between gap-4 md:grid md:justify-items-start">
        <p className="grid gap-1">
          <PriceFrom product={product} className="numeral text-2xl md:text-4xl" withTax />
          <StockLeft
            left={unitsLeft(product)}
            total={unitsMade(product)}
            isOffSale={productSales(product) === "offSale"}
            className="text-sm"
          />
        </p>
        <SalesButton product={product} pinned size="lg" onPress={() => setOpen({})} />
      </div>
      {open && (
        <PreorderSheet
          {...open}
          product={product}
          isGuest={isGuest}
          backLabel={t("close")}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
