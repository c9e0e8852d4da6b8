"use client";

import { CurrencyChoice } from "#components/catalog/currency-choice.tsx";
import { CityField } from "#components/delivery-windows/city-field.tsx";
import { CountryField } from "#components/shipping/country-field.tsx";
import type { Terms } from "./use-terms.ts";

/** Where it goes and in which currency it is paid; nothing where there is nothing to choose. */
export function TermsChoices({ terms, isFixed }: { terms: Terms; isFixed: boolean }) {
  const { cities, city, chooseCity, currencies, shown, chooseCurrency, shipping, country, isBeyond } = terms;
  const hasCities = cities !== null && cities.length > 0;
  const places = (hasCities || currencies.length > 1) && (
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
  if (!shipping.isAsked) return places || null;
  return (
    <>
      <CountryField
        among={shipping.among}
        country={country}
        isBeyond={isBeyond}
        disabled={isFixed}
        onCountry={shipping.choose}
      />
      {places}
    </>
  );
}
