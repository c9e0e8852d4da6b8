"use client";

import { ShoppingBag } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { useAdd } from "./add-button.tsx";

type AddChosenProps = { product: ProductView; edition: EditionView; quantity: number };

/** What was chosen in the sheet goes into the basket instead of being reserved alone. */
export function AddChosen({ product, edition, quantity }: AddChosenProps) {
  const t = useTranslations("room.basket");
  const add = useAdd(product);
  if (!add) return null;
  return (
    <Button look="line" wide onClick={() => add(edition, quantity)}>
      <ShoppingBag aria-hidden className="size-4" />
      {t("addChosen")}
    </Button>
  );
}
