"use client";

import { useTranslations } from "next-intl";
import { PreorderSheet } from "#components/preorders/preorder-sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { ShelfSheet } from "./shelf-sheet.tsx";

export type OpenSheet = { kind: "shelf" } | { kind: "preorder"; productId: string } | null;

type RoomSheetsProps = {
  open: OpenSheet;
  onOpen: (open: OpenSheet) => void;
  products: ProductView[];
  pinned: string | null;
  isGuest: boolean;
};

/** At most one sheet stands over the picture. */
export function RoomSheets({ open, onOpen, products, pinned, isGuest }: RoomSheetsProps) {
  const t = useTranslations("preorders.done");
  const close = () => onOpen(null);
  if (open?.kind === "shelf") {
    const reserve = (productId: string) => onOpen({ kind: "preorder", productId });
    return <ShelfSheet products={products} pinned={pinned} onReserve={reserve} onClose={close} />;
  }
  const product = open && products.find(({ id }) => id === open.productId);
  if (!product) return null;
  return (
    <PreorderSheet key={product.id} product={product} isGuest={isGuest} backLabel={t("keepWatching")} onClose={close} />
  );
}
