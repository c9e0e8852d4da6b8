"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DropCard } from "#components/drops/drop-card.tsx";
import { useDropTitle } from "#components/drops/use-drop-title.ts";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop, LiveStock } from "#lib/live/contract.ts";

type DropZoneProps = {
  /** The most pressing first. */
  drops: LiveDrop[];
  products: ProductView[];
  stock: LiveStock[];
  renderedAt: number;
  onDrop: (drop: LiveDrop) => void;
  /** Opens the shop's own offer of an edition. */
  onShop: (product: ProductView, editionId: string) => void;
};

/** The drop of the moment; where there are more, the others by name. */
export function DropZone({ drops, products, stock, renderedAt, onDrop, onShop }: DropZoneProps) {
  const t = useTranslations("drops");
  const titleOf = useDropTitle();
  const { places } = useOwnPlaces();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const drop = drops.find(({ id }) => id === chosenId) ?? drops[0];
  const product = products.find(({ editions }) => editions.some(({ id }) => id === drop?.editionId));
  const edition = product?.editions.find(({ id }) => id === drop?.editionId);
  if (!drop || !product || !edition) return null;
  const others = drops.filter(({ id }) => id !== drop.id);
  return (
    <div>
      <DropCard
        key={drop.id}
        drop={drop}
        product={product}
        edition={edition}
        place={places.find(({ dropId, state }) => dropId === drop.id && state !== "LEFT")}
        returned={stock.find(({ editionId }) => editionId === edition.id)?.returned ?? 0}
        renderedAt={renderedAt}
        onDrop={() => onDrop(drop)}
        onShop={() => onShop(product, edition.id)}
      />
      {others.length > 0 && (
        <nav aria-label={t("others")} className="flex gap-1 overflow-x-auto border-rule border-t bg-raised px-2">
          {others.map((other) => (
            <Button key={other.id} look="plain" size="sm" className="min-h-11" onClick={() => setChosenId(other.id)}>
              {titleOf(other)}
            </Button>
          ))}
        </nav>
      )}
    </div>
  );
}
