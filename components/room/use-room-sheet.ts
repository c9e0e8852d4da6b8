import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { productSales } from "#components/catalog/sales-state.ts";
import type { OwnPlace } from "#components/queue/own-places.tsx";
import { useServed } from "#components/queue/use-served.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

export type OpenSheet =
  | { kind: "shelf" }
  | { kind: "compare" }
  | { kind: "questions" }
  | { kind: "basket" }
  | { kind: "preorder"; productId: string; editionId?: string }
  | { kind: "drop"; dropId: string; productId: string }
  | null;

/** Which sheet stands over the picture. A place that becomes an order opens its payment, unless that would interrupt. */
export function useRoomSheet(products: ProductView[], drops: LiveDrop[]) {
  const t = useTranslations("queue.card");
  const [open, setOpen] = useState<OpenSheet>(null);
  // What opens a sheet stays the same from frame to frame, so that what only opens one is not drawn anew.
  const known = useRef({ products, drops });
  known.current = { products, drops };

  useServed((place) => {
    const sheet = sheetOf(products, place);
    if (!sheet) return;
    if (!open && !isTyping()) setOpen(sheet);
    else if (!isSame(open, sheet)) {
      showToast({ tone: "ok", text: t("served"), action: { label: t("pay"), run: () => setOpen(sheet) } });
    }
  });

  return {
    open,
    setOpen,
    openDrop: useCallback((drop: LiveDrop) => {
      setOpen(sheetOf(known.current.products, { dropId: drop.id, editionId: drop.editionId }));
    }, []),
    openShop: useCallback((product: ProductView, editionId: string) => {
      setOpen({ kind: "preorder", productId: product.id, editionId });
    }, []),
    /** What the shop has of a product; while that is nothing, its drop. */
    openProduct: useCallback((productId: string) => setOpen(offerOf(productId, known.current)), []),
  };
}

function offerOf(productId: string, { products, drops }: { products: ProductView[]; drops: LiveDrop[] }): OpenSheet {
  const product = products.find(({ id }) => id === productId);
  const isOpen = product && productSales(product) === "open";
  const drop = drops.find((each) => each.status !== "CLOSED" && productOf(products, each.editionId)?.id === productId);
  return drop && !isOpen ? { kind: "drop", dropId: drop.id, productId } : { kind: "preorder", productId };
}

function sheetOf(products: ProductView[], { dropId, editionId }: Pick<OwnPlace, "dropId" | "editionId">): OpenSheet {
  const product = productOf(products, editionId);
  if (!product) return null;
  return dropId
    ? { kind: "drop", dropId, productId: product.id }
    : { kind: "preorder", productId: product.id, editionId };
}

function productOf(products: ProductView[], editionId: string): ProductView | undefined {
  return products.find(({ editions }) => editions.some(({ id }) => id === editionId));
}

function isTyping(): boolean {
  return document.activeElement?.matches("input, textarea, select") ?? false;
}

function isSame(one: OpenSheet, other: OpenSheet): boolean {
  if (one?.kind === "drop" && other?.kind === "drop") return one.dropId === other.dropId;
  return one?.kind === "preorder" && other?.kind === "preorder" && one.productId === other.productId;
}
