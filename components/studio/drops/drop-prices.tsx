import { useLocale, useTranslations } from "next-intl";
import { pricesOf } from "#components/catalog/edition-price.ts";
import { FormField } from "#components/forms/form-field.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";

/** A price as it is typed; null where that is no amount. */
export type TypedPrice = { currency: string; priceMinor: number | null; depositMinor: number | null };

type DropPricesProps = {
  edition: EditionView;
  /** Empty costs what the shop asks. */
  prices: TypedPrice[];
  onPrices: (prices: TypedPrice[]) => void;
};

/** What the edition costs in the drop, in each of its currencies. */
export function DropPrices({ edition, prices, onPrices }: DropPricesProps) {
  const t = useTranslations("dropDesk.form");
  return (
    <div className="grid gap-3">
      <Checkbox
        label={t("ownPrice")}
        hint={t("ownPriceHint")}
        checked={prices.length > 0}
        onChange={(event) => onPrices(event.target.checked ? pricesOf(edition).map(asked) : [])}
      />
      {prices.length > 0 && (
        <div className="grid items-start gap-3 sm:grid-cols-2">
          {prices.map((price, index) => (
            <PriceFields
              key={price.currency}
              {...{ edition, price, index }}
              onPrice={(changed) => onPrices(prices.with(index, changed))}
            />
          ))}
        </div>
      )}
    </div>
  );
}

type PriceFieldsProps = {
  edition: EditionView;
  price: TypedPrice;
  index: number;
  onPrice: (price: TypedPrice) => void;
};

function PriceFields({ edition, price, index, onPrice }: PriceFieldsProps) {
  const t = useTranslations("dropDesk.form");
  const locale = useLocale();
  const { currency } = price;
  const inShop = pricesOf(edition).find((each) => each.currency === currency);
  const amount = inShop && formatMoney({ minor: inShop.priceMinor, currency, locale, style: "short" });
  return (
    <>
      <FormField
        path={`prices.${index}.priceMinor`}
        label={t("price", { currency })}
        hint={amount && t("priceHint", { amount })}
        wrong={t("wrong.priceMinor")}
        required
      >
        {(binding) => (
          <MoneyInput
            {...binding}
            minor={price.priceMinor}
            currency={currency}
            onMinor={(priceMinor) => onPrice({ ...price, priceMinor })}
          />
        )}
      </FormField>
      <FormField
        path={`prices.${index}.depositMinor`}
        label={t("deposit", { currency })}
        wrong={t("wrong.depositMinor")}
        required
      >
        {(binding) => (
          <MoneyInput
            {...binding}
            minor={price.depositMinor}
            currency={currency}
            onMinor={(depositMinor) => onPrice({ ...price, depositMinor })}
          />
        )}
      </FormField>
    </>
  );
}

export function asked({ currency, priceMinor, depositMinor }: TypedPrice): TypedPrice {
  return { currency, priceMinor, depositMinor };
}
