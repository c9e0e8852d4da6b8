import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { priceIn, pricesOf } from "#components/catalog/edition-price.ts";
import { useCity } from "#components/delivery-windows/use-city.ts";
import { usePromise } from "#components/delivery-windows/use-promise.ts";
import { useShipping } from "#components/shipping/use-shipping.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { taxInside } from "#lib/money.ts";
import type { Attempt } from "./attempt.ts";

export type Terms = ReturnType<typeof useTerms>;

type Asked = { product: ProductView; edition: EditionView; quantity: number; attempt: Attempt };

/**
 * What would be agreed to right now: the price in the buyer's currency and the window for the buyer's city. While an attempt is
 * without an answer, its own currency and city stay, because the same key must carry the same body.
 */
export function useTerms({ product, edition, quantity, attempt }: Asked) {
  const buyer = useBuyer();
  const { cities, city: chosen, choose } = useCity(buyer.asksCity);
  const price = priceIn(edition, attempt.isAsked ? attempt.currency : buyer.currency);
  const city = attempt.isAsked ? (cities?.find(({ id }) => id === attempt.cityId) ?? null) : chosen;
  const shipping = useShipping(buyer.asksCountry && product.delivery === "shipped");
  const wanted = attempt.isAsked ? (attempt.country ?? null) : shipping.country;
  const country = shipping.isAsked ? wanted : null;
  const promise = usePromise(edition, quantity, { city, country, way: shipping.wayTo(country) });
  const fee = shipping.feeTo({ country, currency: price.currency, grams: (edition.weightGrams ?? 0) * quantity });
  const totalMinor = price.priceMinor * quantity + (fee ?? 0);
  return {
    currencies: pricesOf(edition).map(({ currency }) => currency),
    chooseCurrency: buyer.chooseCurrency,
    cities,
    city,
    chooseCity: choose,
    shipping,
    country,
    /** Nothing is promised before it is known what the way costs. */
    isPriced: fee !== null,
    isBeyond: shipping.among.length > 0 && country !== null && fee === null,
    promise: { ...promise, includesWay: promise.includesWay || !buyer.asksCity },
    shown: {
      totalMinor,
      shippingMinor: fee ?? 0,
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
