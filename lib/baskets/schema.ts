import { z } from "zod";
import { currencyCode, minorUnits } from "#lib/catalog/schema.ts";
import { day, instant } from "#lib/moment.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { country, email, token } from "#lib/text.ts";

export const maxLines = 12;

/** Of one edition, how many, and what the buyer was shown of it for one unit: when it is another by now, nothing is ordered. */
const basketLine = z.strictObject({
  editionId: z.uuid(),
  quantity: z.int().min(1).max(1000),
  expected: z.strictObject({
    unitMinor: minorUnits,
    depositMinor: minorUnits,
    /** For all units of the line. */
    shippingMinor: minorUnits,
    windowEnd: day.nullable(),
  }),
  /** The solved challenge of the edition, after proof_required. */
  proof: token(2000).optional(),
});

/** Several editions in one confirmation, on open sale: what a drop sells is ordered alone. Guests must leave an e-mail as `contact`. */
export const basketInput = z.strictObject({
  lines: z
    .array(basketLine)
    .min(1)
    .max(maxLines)
    .refine(
      (lines) => new Set(lines.map(({ editionId }) => editionId)).size === lines.length,
      "one line for each edition",
    ),
  contact: email.optional(),
  cityId: z.uuid().optional(),
  country: country.optional(),
  /** One for all lines, since they are paid at once: each edition must be priced in it. */
  currency: currencyCode,
});
export type BasketInput = z.infer<typeof basketInput>;

/** Why there is no order of a line. */
const lineRefusal = z.object({ code: z.string(), available: z.number(), limit: z.number() });

/** What became of each line, in the order they were asked. It never changes, so a replay answers the same. */
export const basketReceipt = z.object({
  id: z.uuid(),
  placedAt: instant,
  lines: z.array(z.object({ editionId: z.uuid(), order: preorderReceipt.nullable(), refusal: lineRefusal.nullable() })),
});
export type BasketReceipt = z.infer<typeof basketReceipt>;
