import type { Way } from "#lib/engine/shift-window.ts";
import type { ShippingZone } from "#lib/shipping/schema.ts";

type Parcel = { country: string; currency: string; grams: number };

/** What the way costs, as shipping_fee() in the database, which decides; null where it is not shipped to, or not in this currency. */
export function feeOf(zones: ShippingZone[], { country, currency, grams }: Parcel): number | null {
  const steps = (zoneOf(zones, country)?.fees ?? []).filter(
    (fee) => fee.currency === currency && fee.fromGrams <= grams,
  );
  return steps.toSorted((a, b) => b.fromGrams - a.fromGrams)[0]?.feeMinor ?? null;
}

/** How long the way takes, as zone_days() in the database, which decides; null where it is not shipped to. */
export function wayTo(zones: ShippingZone[], country: string): Way | null {
  const zone = zoneOf(zones, country);
  return zone ? { firstDays: zone.firstDays, lastDays: zone.lastDays, isWorking: true } : null;
}

function zoneOf(zones: ShippingZone[], country: string): ShippingZone | undefined {
  return zones.find(({ countries }) => countries.includes(country)) ?? zones.find(({ isRest }) => isRest);
}
