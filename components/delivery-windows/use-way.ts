import { useLocale } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { useShipping } from "#components/shipping/use-shipping.ts";
import { countryName } from "#lib/addresses/countries.ts";
import { useCity } from "./use-city.ts";

/** Where orders of this device go, and how long the way takes: to its city, else to its country. `own` is null while neither is known. */
export function useWay(isShipped: boolean) {
  const buyer = useBuyer();
  const locale = useLocale();
  const cities = useCity(buyer.asksCity);
  const shipping = useShipping(buyer.asksCountry && isShipped);
  const { country } = shipping;
  const way = shipping.wayTo(country);
  const own = cities.city ?? (way && country ? { ...way, name: countryName(country, locale) } : null);
  return { ...cities, shipping, own };
}
