import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { priceIn, pricesOf } from "#components/catalog/edition-price.ts";
import { useCity } from "#components/delivery-windows/use-city.ts";
import { usePromise } from "#components/delivery-windows/use-promise.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import { taxInside } from "#lib/money.ts";
import type { Attempt } from "./attempt.ts";

export type Terms = ReturnType<typeof useTerms>;

type Asked = { edition: EditionView; quantity: number; attempt: Attempt };

/**
 * What would be agreed to right now: the price in the buyer's currency and the window for the buyer's city. While an attempt is
 * without an answer, its own currency and city stay, because the same key must carry the same body.
 */
export function useTerms({ edition, quantity, attempt }: Asked) {
  const buyer = useBuyer();
  const { cities, city: chosen, choose } = useCity(buyer.asksCity);
  const price = priceIn(edition, attempt.isAsked ? attempt.currency : buyer.currency);
  const city = attempt.isAsked ? (cities?.find(({ id }) => id === attempt.cityId) ?? null) : chosen;
  const promise = usePromise(edition, quantity, city);
  const totalMinor = price.priceMinor * quantity;
  return {
    currencies: pricesOf(edition).map(({ currency }) => currency),
    chooseCurrency: buyer.chooseCurrency,
    cities,
    city,
    chooseCity: choose,
    promise: { ...promise, includesWay: promise.includesWay || !buyer.asksCity },
    shown: {
      totalMinor,
      taxMinor: taxInside(totalMinor, price.taxBp),
      taxBp: price.taxBp,
      depositMinor: price.depositMinor * quantity,
      currency: price.currency,
      window: promise.window,
    },
    currency: attempt.isAsked ? attempt.currency : price.currency,
    cityId: attempt.isAsked ? attempt.cityId : (city?.id ?? null),
  };
}
