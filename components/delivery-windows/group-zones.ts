import { namedCountries } from "#lib/addresses/countries.ts";
import type { ShippingZone } from "#lib/shipping/schema.ts";
import { type CityGroup, maxNames } from "./group-cities.ts";

/** The way to the countries of each zone that says its days. */
export function groupZones(zones: ShippingZone[], locale: string): CityGroup[] {
  return zones
    .filter(({ lastDays }) => lastDays > 0)
    .map(({ countries, isRest, firstDays, lastDays }) => ({
      names: namedCountries(countries.slice(0, maxNames), locale).map(({ name }) => name),
      ...{ count: countries.length, isRest, firstDays, lastDays, isWorking: true },
    }));
}
