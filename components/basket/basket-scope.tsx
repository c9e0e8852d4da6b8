"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { LiveDrop } from "#lib/live/contract.ts";
import { changeBasket, type Kept, mostLines, type Seen, useKeptBasket } from "./basket-store.ts";

export type Basket = {
  showId: string;
  kept: Kept;
  /** Whether a drop has it now: what a drop sells is ordered alone. */
  isInDrop: (editionId: string) => boolean;
  isFull: boolean;
  /** One more of it, up to `most`. */
  add: (editionId: string, seen: Seen, wish: { quantity: number; most: number }) => void;
  change: (change: (kept: Kept) => Partial<Kept>) => void;
  open: () => void;
};

const Scope = createContext<Basket | null>(null);

type BasketScopeProps = {
  showId: string;
  drops: LiveDrop[];
  onOpen: (sheet: { kind: "basket" }) => void;
  children: ReactNode;
};

/** Around everything of a show that can be put into its basket. */
export function BasketScope({ showId, drops, onOpen, children }: BasketScopeProps) {
  const kept = useKeptBasket(showId);
  const dropped = drops
    .filter(({ status }) => status !== "CLOSED")
    .map(({ editionId }) => editionId)
    .join();
  const basket = useMemo<Basket>(() => {
    const change: Basket["change"] = (how) => changeBasket(showId, how);
    return {
      ...{ showId, kept, change, open: () => onOpen({ kind: "basket" }) },
      isInDrop: (editionId) => dropped.includes(editionId),
      isFull: kept.items.length >= mostLines,
      add: (editionId, seen, { quantity, most }) =>
        change(({ items, asked }) => {
          if (asked) return {};
          const has = items.find((item) => item.editionId === editionId)?.quantity ?? 0;
          const line = { editionId, quantity: Math.max(1, Math.min(most, has + quantity)), seen };
          const others = items.filter((item) => item.editionId !== editionId);
          return has > 0
            ? { items: items.map((item) => (item.editionId === editionId ? line : item)) }
            : { items: [...others, line].slice(0, mostLines) };
        }),
    };
  }, [showId, kept, dropped, onOpen]);
  return <Scope value={basket}>{children}</Scope>;
}

/** The basket of the show around; null where nothing is collected. */
export function useBasket(): Basket | null {
  return useContext(Scope);
}
