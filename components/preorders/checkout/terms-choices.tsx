"use client";

import { CurrencyChoice } from "#components/catalog/currency-choice.tsx";
import { CityField } from "#components/delivery-windows/city-field.tsx";
import type { Terms } from "./use-terms.ts";

/** Where it goes and in which currency it is paid; nothing where there is nothing to choose. */
export function TermsChoices({ terms, isFixed }: { terms: Terms; isFixed: boolean }) {
  const { cities, city, chooseCity, currencies, shown, chooseCurrency } = terms;
  const hasCities = cities !== null && cities.length > 0;
  if (!hasCities && currencies.length < 2) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 has-[[role=listbox]]:grid-cols-1">
      {hasCities && <CityField cities={cities} city={city} disabled={isFixed} onCity={chooseCity} />}
      <CurrencyChoice
        currencies={currencies}
        chosen={shown.currency}
        disabled={isFixed}
        isBrief={hasCities}
        onChoose={chooseCurrency}
      />
    </div>
  );
}
