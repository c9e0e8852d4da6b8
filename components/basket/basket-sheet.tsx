"use client";

import { useState } from "react";
import { usePayWay } from "#components/preorders/checkout/use-pay-way.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import { useBasket } from "./basket-scope.tsx";
import type { PlacedBasket } from "./basket-store.ts";
import { FillSheet } from "./fill-sheet.tsx";
import { PlacedSheet } from "./placed-sheet.tsx";

export type BasketSheetProps = { products: ProductView[]; isGuest: boolean; backLabel: string; onClose: () => void };

/** The basket of a show over the picture: what is in it, then its one payment, then its orders. */
export function BasketSheet(props: BasketSheetProps) {
  const basket = useBasket();
  const ways = usePayWay();
  // Who comes back to a basket that was placed before has not said again that it is to be paid.
  const [isConfirmed, setConfirmed] = useState(false);
  const [last, setLast] = useState<PlacedBasket | null>(null);
  if (!basket) return null;
  const { placed: awaited } = basket.kept;
  // Reserved, it is forgotten; the sheet goes on showing it until it is closed.
  const placed = awaited ?? last;
  if (awaited && awaited.id !== last?.id) setLast(awaited);
  return placed ? (
    <PlacedSheet key={placed.id} {...{ basket, ways, placed, isConfirmed }} {...props} />
  ) : (
    <FillSheet {...{ basket, ways }} onConfirm={() => setConfirmed(true)} {...props} />
  );
}
