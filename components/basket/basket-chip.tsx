"use client";

import { ShoppingBag } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money.ts";
import { useBasket } from "./basket-scope.tsx";

/** How much is in the basket, in the bar of the room; nothing while it is empty. */
export function BasketChip() {
  const t = useTranslations("room.basket");
  const locale = useLocale();
  const basket = useBasket();
  if (!basket) return null;
  const { items, placed } = basket.kept;
  if (items.length === 0 && !placed) return null;
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const currency = items[0]?.seen.currency;
  const minor = items
    .filter(({ seen }) => seen.currency === currency)
    .reduce((sum, { quantity, seen }) => sum + quantity * seen.unitMinor, 0);
  const amount = currency ? formatMoney({ minor, currency, locale, style: "short" }) : "";
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      data-testid="basket-chip"
      aria-label={items.length > 0 ? t("chip", { count, amount }) : t("chipPlaced")}
      onClick={basket.open}
      className="inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-full bg-signal px-3 font-medium text-on-signal text-sm"
    >
      <ShoppingBag aria-hidden className="size-4" />
      <span aria-hidden className="figures">
        {items.length > 0 ? count : "…"}
      </span>
      {amount && (
        <span aria-hidden className="figures hidden wide:inline">
          {amount}
        </span>
      )}
    </button>
  );
}
