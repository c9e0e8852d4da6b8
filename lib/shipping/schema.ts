import { z } from "zod";
import { currencyCode, minorUnits } from "#lib/catalog/schema.ts";
import { country, line } from "#lib/text.ts";

const fee = z.strictObject({
  currency: currencyCode,
  /** From this weight of the whole order on, up to the next step. */
  fromGrams: z.int().min(0).max(100_000_000),
  feeMinor: minorUnits,
});
export type ShippingFee = z.infer<typeof fee>;

const wholeDays = "must be whole days, 0 to 365";
const days = z.int({ error: wholeDays }).min(0, wholeDays).max(365, wholeDays).default(0);

/**
 * Countries that cost the same to ship to and are reached in as many working days; with `isRest` all that no zone names. Fees have their
 * tax inside.
 */
const zone = z
  .strictObject({
    name: line(80),
    isRest: z.boolean(),
    countries: z.array(country).max(300),
    firstDays: days,
    lastDays: days,
    fees: z.array(fee).max(200),
  })
  .refine(({ isRest, countries }) => isRest || countries.length > 0, {
    path: ["countries"],
    message: "must name a country",
  })
  .refine(({ firstDays, lastDays }) => firstDays <= lastDays, {
    path: ["lastDays"],
    message: "may not be less than firstDays",
  })
  .refine(({ fees }) => fees.length > 0 && startAtNothing(fees), {
    path: ["fees"],
    message: "must begin at 0 grams in every currency",
  })
  .refine(({ fees }) => isEachOnce(fees.map(({ currency, fromGrams }) => `${currency} ${fromGrams}`)), {
    path: ["fees"],
    message: "may name every weight only once in a currency",
  });
export type ShippingZone = z.infer<typeof zone>;

/** All zones of the shop. Without any it ships everywhere for nothing, and asks for no country. */
export const shippingZones = z
  .strictObject({ zones: z.array(zone).max(100) })
  .refine(({ zones }) => isEachOnce(zones.flatMap(({ countries }) => countries)), {
    path: ["zones"],
    message: "may name every country only once",
  })
  .refine(({ zones }) => isEachOnce(zones.map(({ name }) => name)), {
    path: ["zones"],
    message: "must have names of their own",
  })
  .refine(({ zones }) => zones.filter(({ isRest }) => isRest).length <= 1, {
    path: ["zones"],
    message: "may have one for the rest of the world",
  });
export type ShippingZones = z.infer<typeof shippingZones>;

function startAtNothing(fees: ShippingFee[]): boolean {
  return [...Map.groupBy(fees, ({ currency }) => currency).values()].every((each) =>
    each.some(({ fromGrams }) => fromGrams === 0),
  );
}

function isEachOnce(names: string[]): boolean {
  return new Set(names).size === names.length;
}
