import type { ShippingZone } from "#lib/shipping/schema.ts";

type Way = { country: string; currency: string; grams: number };

/** What the way costs, as shipping_fee() in the database, which decides; null where it is not shipped to, or not in this currency. */
export function feeOf(zones: ShippingZone[], { country, currency, grams }: Way): number | null {
  const zone = zones.find(({ countries }) => countries.includes(country)) ?? zones.find(({ isRest }) => isRest);
  const steps = (zone?.fees ?? []).filter((fee) => fee.currency === currency && fee.fromGrams <= grams);
  return steps.toSorted((a, b) => b.fromGrams - a.fromGrams)[0]?.feeMinor ?? null;
}
