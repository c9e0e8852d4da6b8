import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { country, prose } from "#lib/text.ts";
import { locales } from "#lib/words/locale.ts";

/** Why some things cannot be sent back, as the laws of most places list it. */
export const exemptions = ["made_to_order", "hygiene", "perishable", "unsealed_media", "dated"] as const;
export const exemption = z.enum(exemptions);

const texts = z.partialRecord(z.enum(locales), prose(1000));

/** What holds for buyers of some countries; with `isRest` for all that no rule names. No days: nothing is sent back without a reason. */
const rule = z
  .strictObject({
    countries: z.array(country).max(300),
    isRest: z.boolean(),
    days: z.int().min(0).max(365),
    /** What a buyer reads beside the clock, by language. */
    texts,
  })
  .refine(({ isRest, countries }) => isRest || countries.length > 0, {
    path: ["countries"],
    message: "must name a country",
  });
export type CoolingOffRule = z.infer<typeof rule>;

export const coolingOffRules = z
  .array(rule)
  .max(50)
  .refine(
    (rules) => {
      const named = rules.flatMap(({ countries }) => countries);
      return new Set(named).size === named.length;
    },
    { message: "may name every country only once" },
  )
  .refine((rules) => rules.filter(({ isRest }) => isRest).length <= 1, {
    message: "may have one for the rest of the world",
  });

/** `after` is the version that the writer saw, 0 for none. */
export const coolingOffInput = z.strictObject({ after: z.int().min(0).max(1_000_000), rules: coolingOffRules });
export type CoolingOffInput = z.infer<typeof coolingOffInput>;

/** The rules that hold for orders from now on; version 0 has none. */
export const coolingOffView = z.object({ version: z.int(), rules: coolingOffRules });
export type CoolingOffView = z.infer<typeof coolingOffView>;

/** What holds for one order. Its clock runs once the buyer has the thing; `until` is the end of the last day in the shop's zone. */
export const orderCoolingOff = z.object({
  version: z.int(),
  days: z.int(),
  exemption: exemption.nullable(),
  text: z.string(),
  startedAt: instant.nullable(),
  until: instant.nullable(),
  isOver: z.boolean(),
});
export type OrderCoolingOff = z.infer<typeof orderCoolingOff>;
