"use client";

import { CurrencyChoice } from "#components/catalog/currency-choice.tsx";
import { CityField } from "#components/delivery/city-field.tsx";
import type { Offer } from "./use-offer.ts";

/** Where it goes and in which currency it is paid; nothing where there is nothing to choose. */
export function OfferChoices({ offer, isFixed }: { offer: Offer; isFixed: boolean }) {
  const { cities, city, chooseCity, currencies, terms, chooseCurrency } = offer;
  const hasCities = cities !== null && cities.length > 0;
  if (!hasCities && currencies.length < 2) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 has-[[role=listbox]]:grid-cols-1">
      {hasCities && <CityField cities={cities} city={city} disabled={isFixed} onCity={chooseCity} />}
      <CurrencyChoice
        currencies={currencies}
        chosen={terms.currency}
        disabled={isFixed}
        isBrief={hasCities}
        onChoose={chooseCurrency}
      />
    </div>
  );
}
