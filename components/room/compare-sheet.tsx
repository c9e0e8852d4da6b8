"use client";

import { useTranslations } from "next-intl";
import { CompareDesk } from "#components/catalog/compare/compare-desk.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";

type CompareSheetProps = { products: ProductView[]; pinned: string | null; onClose: () => void };

/** The products of a show side by side, over the running picture; what is on air stands in it from the first. */
export function CompareSheet({ products, pinned, onClose }: CompareSheetProps) {
  const t = useTranslations("product.compare");
  const first = products.find(({ id }) => id === pinned) ?? products[0];
  return (
    <Sheet open onOpenChange={onClose} title={t("title")}>
      <CompareDesk products={products} initial={first ? [first.id] : []} />
    </Sheet>
  );
}
