"use client";

import { useTranslations } from "next-intl";
import { BasketSheet } from "#components/basket/basket-sheet.tsx";
import { PreorderSheet } from "#components/preorders/checkout/preorder-sheet.tsx";
import type { BoardShow } from "#components/questions/question-board.tsx";
import { QuestionsSheet } from "#components/questions/questions-sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { CompareSheet } from "./compare-sheet.tsx";
import { ShelfSheet } from "./shelf-sheet.tsx";
import type { OpenSheet } from "./use-room-sheet.ts";

export type RoomSheetsProps = {
  open: OpenSheet;
  onProduct: (productId: string) => void;
  onCompare: () => void;
  onClose: () => void;
  products: ProductView[];
  drops: LiveDrop[];
  pinned: string | null;
  isGuest: boolean;
  /** Whose questions are asked; without it none are. */
  asking?: BoardShow;
  /** What one goes back to. */
  backLabel?: "keepWatching" | "close";
};

/** The sheet that stands over the picture; at most one does. */
export function OpenSheets({
  open,
  onProduct,
  onCompare,
  onClose,
  products,
  drops,
  pinned,
  isGuest,
  asking,
  backLabel = "keepWatching",
}: RoomSheetsProps) {
  const t = useTranslations("preorders.done");
  if (open?.kind === "shelf") {
    return <ShelfSheet {...{ products, pinned, onCompare, onClose }} onReserve={onProduct} />;
  }
  if (open?.kind === "basket") return <BasketSheet {...{ products, isGuest, onClose }} backLabel={t(backLabel)} />;
  if (open?.kind === "compare") return <CompareSheet {...{ products, pinned, onClose }} />;
  if (open?.kind === "questions") return asking ? <QuestionsSheet show={asking} {...{ isGuest, onClose }} /> : null;
  const product = open && products.find(({ id }) => id === open.productId);
  if (!product) return null;
  const sheet = { product, isGuest, backLabel: t(backLabel), onClose };
  if (open.kind === "preorder") {
    return <PreorderSheet key={`${product.id} ${open.editionId}`} editionId={open.editionId} {...sheet} />;
  }
  const drop = drops.find(({ id }) => id === open.dropId);
  return drop ? <PreorderSheet key={drop.id} drop={drop} {...sheet} /> : null;
}
