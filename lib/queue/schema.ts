import { z } from "zod";
import { currencyCode } from "#lib/catalog/schema.ts";
import { liveDrop, queueEntry } from "#lib/live/contract.ts";
import { instant } from "#lib/moment.ts";
import { country, email, term, token } from "#lib/text.ts";

const accessCode = term(64).min(4);

/** A code for a place that is taken already. */
export const codeInput = z.strictObject({ code: accessCode });

/** What the buyer would order; it waits with them and is ordered by itself when units are theirs. */
export const queueInput = z.strictObject({
  quantity: z.int().min(1).max(1000).default(1),
  contact: email.optional(),
  cityId: z.uuid().optional(),
  /** Where it is shipped to, as with an order. */
  country: country.optional(),
  currency: currencyCode.optional(),
  /** A priority code: to the head of the line. */
  code: accessCode.optional(),
  /** The solved challenge of a drop that asks for one. */
  proof: token(2000).optional(),
});
export type QueueInput = z.infer<typeof queueInput>;

/** One's own place with everything that was filled in, as it stands right now. */
export const queueView = queueEntry.extend({
  /** People and units before this place now; null before the draw of a shuffled drop, and when it is settled. */
  peopleAhead: z.number().nullable(),
  unitsAhead: z.number().nullable(),
  contact: z.string(),
  currency: z.string().nullable(),
  cityId: z.uuid().nullable(),
  country: z.string().nullable(),
  hasCode: z.boolean(),
  joinedAt: instant,
  product: z.object({ name: z.string(), slug: z.string(), image: z.string().nullable() }),
  edition: z.object({ name: z.string() }),
  /** How long the units wait for payment once they are this place's. */
  offerSeconds: z.number(),
  /** The drop it waits for, as it stood when this was read, and its show; null on a waitlist. */
  drop: liveDrop.nullable(),
  show: z.object({ title: z.string(), slug: z.string() }).nullable(),
});
export type QueueView = z.infer<typeof queueView>;
