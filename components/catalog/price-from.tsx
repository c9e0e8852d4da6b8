"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { useBuyer } from "./buyer-scope.tsx";
import { currenciesOf, lowestPrice } from "./edition-price.ts";
import { TaxNote } from "./tax-note.tsx";

type PriceFromProps = {
  product: ProductView;
  className?: string;
  /** Say below how much tax is in it. */
  withTax?: boolean;
};

/** The lowest price at which it can be had, with "from" when other editions cost more. */
export function PriceFrom({ product, className, withTax = false }: PriceFromProps) {
  const t = useTranslations("product");
  const { currency } = useBuyer();
  const lowest = lowestPrice(product, currency);
  if (!lowest) return null;
  const { price, differs } = lowest;
  const hasChoice = currenciesOf(product.editions).length > 1;
  const amount = <Money minor={price.priceMinor} currency={price.currency} title={t("price")} withCode={hasChoice} />;
  return (
    <>
      <span className={clsx("whitespace-nowrap", className)}>
        {differs
          ? t.rich("from", {
              price: () => amount,
              soft: (word) => <span className="font-normal text-sm text-soft tracking-normal">{word}</span>,
            })
          : amount}
      </span>
      {withTax && <TaxNote taxBp={price.taxBp} />}
    </>
  );
}
