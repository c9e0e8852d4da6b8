import { useState } from "react";
import type { Basket } from "./basket-scope.tsx";
import type { BasketItem } from "./basket-store.ts";

type Removed = { item: BasketItem; name: string; at: number };

/** What was taken out last, until it is put back or another one is taken out. */
export function useRemoval(basket: Basket) {
  const [removed, setRemoved] = useState<Removed | null>(null);
  const without = (items: BasketItem[], { editionId }: BasketItem) =>
    items.filter((each) => each.editionId !== editionId);
  return {
    removed,
    remove(item: BasketItem, name: string) {
      setRemoved({ item, name, at: basket.kept.items.indexOf(item) });
      basket.change(({ items }) => ({ items: without(items, item) }));
    },
    /** To the place where it stood. */
    undo() {
      setRemoved(null);
      if (removed)
        basket.change(({ items }) => ({ items: without(items, removed.item).toSpliced(removed.at, 0, removed.item) }));
    },
  };
}
