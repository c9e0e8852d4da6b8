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
    <div className="grid grid-cols-[minmax(0,1fr)] items-end gap-x-5 gap-y-1.5 max-sm:w-full sm:grid-cols-[auto_16rem]">
      <p className="max-w-56 text-sm text-soft max-sm:order-last sm:pb-1 sm:text-right">{t("note")}</p>
      <CurrencyChoice currencies={currencies} chosen={chosen} onChoose={chooseCurrency} />
    </div>
  );
}
