import { z } from "zod";
import { outcomesOf, unpaidOutcomes } from "./outcomes.ts";
import { dropRow, moment, servedRow, stockFacts } from "./rows.ts";

/** An order that was placed with the same key before, as its row is. */
export const replayedOrder = z.object({
  id: z.string(),
  edition_id: z.string(),
  drop_id: z.string().nullable(),
  city_id: z.string().nullable(),
  country: z.string().nullable(),
  contact: z.string(),
  quantity: z.number(),
  unit_minor: z.number(),
  total_minor: z.number(),
  shipping_minor: z.number(),
  tax_minor: z.number(),
  tax_bp: z.number(),
  deposit_minor: z.number(),
  currency: z.string(),
  placed_at: moment,
  hold_expires_at: moment,
  promised_hold: moment.nullish(),
  refundable_until: moment,
  window_start: z.string().nullable(),
  window_end: z.string().nullable(),
});
export type ReplayedOrder = z.infer<typeof replayedOrder>;

const refused = z.array(z.enum(unpaidOutcomes).nullable()).optional();

/** What place_preorders returns. The times of a batch are the same for all its orders. */
const judged = stockFacts.extend({
  at: moment,
  drop: dropRow.nullable(),
  served: z.array(servedRow),
  limit: z.number(),
  /** Currency, unit price, deposit for a unit, tax inside in hundredths of a percent. */
  prices: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])),
  holdExpiresAt: moment,
  refundableUntil: moment,
  windows: z.array(z.tuple([z.string(), z.string()])).nullable(),
  /** The most units that one wave still has places for; null without a wave. */
  fits: z.number().nullable(),
  /** Days that the way there adds to a window's first and last day. */
  cities: z.record(z.string(), z.tuple([z.number(), z.number()])).nullable(),
  /** Working days to the countries that were named. */
  zones: z.record(z.string(), z.tuple([z.number(), z.number()]).nullable()).nullable(),
  /** Whether a country had to be named. */
  asksCountry: z.boolean(),
  outcomes: z.array(z.enum(outcomesOf.place_preorders)),
  waveOf: z.array(z.number().nullable()),
  priceOf: z.array(z.number().nullable()),
  /** What the way of each costs. */
  feeOf: z.array(z.number().nullable()),
  /** By the number of the request, from 1. */
  replays: z.record(z.string(), replayedOrder),
  /** On open sale, in the order of the requests: why one was left out of all that stands above. */
  refused,
});
export type Judged = z.infer<typeof judged>;

/** There is no such edition or drop, or everybody was refused for what they hold unpaid. */
const unjudged = z.object({ at: z.undefined().optional(), refused });

export const placeAnswer = judged.or(unjudged);
