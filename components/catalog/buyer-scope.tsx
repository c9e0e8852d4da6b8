"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { keepPreference } from "#components/shell/preference-cookie.ts";

type Buyer = {
  /** The currency this reader would rather see; null for each edition's main one. */
  currency: string | null;
  chooseCurrency: (currency: string) => void;
  /** Whether orders go to cities here, so that one should be asked for. */
  asksCity: boolean;
  /** Whether what is shipped asks for a country here. */
  asksCountry: boolean;
  /** Whether the shop has published terms, which whoever orders agrees to. */
  hasTerms: boolean;
};

const Scope = createContext<Buyer>({
  currency: null,
  chooseCurrency: () => undefined,
  asksCity: false,
  asksCountry: false,
  hasTerms: false,
});

type BuyerScopeProps = {
  currency: string | null;
  asksCity: boolean;
  asksCountry: boolean;
  hasTerms: boolean;
  children: ReactNode;
};

/** What every price on the page follows. The choice is kept in a cookie, so that the server draws the next page with it. */
export function BuyerScope({ currency, asksCity, asksCountry, hasTerms, children }: BuyerScopeProps) {
  const [chosen, setChosen] = useState(currency);
  const buyer = useMemo<Buyer>(
    () => ({
      currency: chosen,
      chooseCurrency(code) {
        keepPreference("currency", code);
        setChosen(code);
      },
      asksCity,
      asksCountry,
      hasTerms,
    }),
    [chosen, asksCity, asksCountry, hasTerms],
  );
  return <Scope value={buyer}>{children}</Scope>;
}

export function useBuyer(): Buyer {
  return useContext(Scope);
}
