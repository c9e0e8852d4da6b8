"use client";

import { useTranslations } from "next-intl";
import type { ProductView } from "#lib/catalog/schema.ts";
import { useBuyer } from "./buyer-scope.tsx";
import { CurrencyChoice } from "./currency-choice.tsx";
import { currenciesOf, lowestPrice } from "./edition-price.ts";

/** Changes the currency of every price on the page, when the product is sold in more than one. */
export function ProductCurrency({ product }: { product: ProductView }) {
  const t = useTranslations("terms.currency");
  const { currency, chooseCurrency } = useBuyer();
  const currencies = currenciesOf(product.editions);
  const chosen = lowestPrice(product, currency)?.price.currency;
  if (!chosen || currencies.length < 2) return null;
  return (
    <div className="grid gap-1.5 max-sm:w-full sm:min-w-64">
      <CurrencyChoice currencies={currencies} chosen={chosen} onChoose={chooseCurrency} />
      <p className="text-soft text-xs">{t("note")}</p>
    </div>
  );
}
