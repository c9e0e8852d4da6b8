"use client";

import { ShoppingBag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { priceIn } from "#components/catalog/edition-price.ts";
import { editionSales } from "#components/catalog/sales-state.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { variantName } from "#lib/variants/view.ts";
import { useBasket } from "./basket-scope.tsx";

/** Puts an edition into the basket of the show, and says so; null where it cannot go there. */
export function useAdd(product: ProductView) {
  const t = useTranslations("room.basket");
  const basket = useBasket();
  const { currency } = useBuyer();
  if (!basket || product.editions.some(({ id }) => basket.isInDrop(id))) return null;
  return (edition: EditionView, quantity = 1) => {
    const isThere = basket.kept.items.some(({ editionId }) => editionId === edition.id);
    if (basket.isFull && !isThere) return void showToast({ tone: "danger", text: t("full") });
    const price = priceIn(edition, currency);
    const seen = { currency: price.currency, unitMinor: price.priceMinor, depositMinor: price.depositMinor };
    basket.add(edition.id, seen, { quantity, most: Math.min(edition.perPersonLimit, edition.available) });
    const text = t("added", { product: product.name, edition: variantName(edition) });
    showToast({ tone: "ok", text, action: { label: t("look"), run: basket.open } });
  };
}

type AddButtonProps = { product: ProductView; onChoose: () => void; className?: string };

/** The second act beside Reserve: into the basket, or to the choice of an edition where there are several. */
export function AddButton({ product, onChoose, className }: AddButtonProps) {
  const t = useTranslations("room.basket");
  const add = useAdd(product);
  const [only, ...more] = product.editions.filter((edition) => editionSales(edition) === "open");
  if (!add || !only) return null;
  return (
    <Button
      look="plain"
      aria-label={t("addProduct", { product: product.name })}
      aria-haspopup={more.length > 0 ? "dialog" : undefined}
      onClick={() => (more.length > 0 ? onChoose() : add(only))}
      className={className}
    >
      <ShoppingBag aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
}
