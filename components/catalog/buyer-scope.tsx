"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { keepPreference } from "#components/shell/preference-cookie.ts";
import type { ShopView } from "#lib/shop/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

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
  /** Within how many days things may be sent back, by country. */
  coolingOff: ShopView["coolingOff"];
  /** What the shop offers to read in. */
  languages: readonly Locale[];
  /** What the shop's new prices begin with. */
  firstCurrency: string;
};

const Scope = createContext<Buyer>({
  currency: null,
  chooseCurrency: () => undefined,
  asksCity: false,
  asksCountry: false,
  hasTerms: false,
  coolingOff: [],
  languages: locales,
  firstCurrency: "CNY",
});

type BuyerScopeProps = Omit<Buyer, "chooseCurrency"> & { children: ReactNode };

/** What every price on the page follows. The choice is kept in a cookie, so that the server draws the next page with it. */
export function BuyerScope({ currency, children, ...shop }: BuyerScopeProps) {
  const { asksCity, asksCountry, hasTerms, coolingOff, languages, firstCurrency } = shop;
  const [chosen, setChosen] = useState(currency);
  const buyer = useMemo<Buyer>(
    () => ({
      currency: chosen,
      chooseCurrency(code) {
        keepPreference("currency", code);
        setChosen(code);
      },
      ...{ asksCity, asksCountry, hasTerms, coolingOff, languages, firstCurrency },
    }),
    [chosen, asksCity, asksCountry, hasTerms, coolingOff, languages, firstCurrency],
  );
  return <Scope value={buyer}>{children}</Scope>;
}

export function useBuyer(): Buyer {
  return useContext(Scope);
}
