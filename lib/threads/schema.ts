import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { prose } from "#lib/text.ts";

export const maxLetter = 2000;

/** One thing that was written about an order, by its buyer or by the shop. */
export const letterView = z.object({
  id: z.string(),
  fromShop: z.boolean(),
  body: z.string(),
  at: instant,
});
export type LetterView = z.infer<typeof letterView>;

/** The newest first. */
export const letterPage = z.object({
  letters: z.array(letterView),
  /** Ask with `before` for older ones; null where there are none. */
  next: z.string().nullable(),
});
export type LetterPage = z.infer<typeof letterPage>;

const linkKey = z.string().max(100);
const letterId = z.string().regex(/^\d{1,18}$/);
/** `key` is that of a mail's link, for whoever has no session. */
export const letterQuery = z.strictObject({ key: linkKey.optional(), before: letterId.optional() });
export type LetterQuery = z.infer<typeof letterQuery>;

export const letterInput = z.strictObject({ body: prose(maxLetter).min(1), key: linkKey.optional() });
export type LetterInput = z.infer<typeof letterInput>;
export const answerInput = letterInput.omit({ key: true });

/** A thread as the desk lists it. */
export const threadView = z.object({
  orderId: z.uuid(),
  buyer: z.string(),
  product: z.string(),
  edition: z.string(),
  /** The newest of the buyer's letters, as far as a list shows it. */
  excerpt: z.string(),
  lastAt: instant,
  /** Since when the buyer waits for an answer; null when they do not. */
  waitingSince: instant.nullable(),
});
export type ThreadView = z.infer<typeof threadView>;

export const threadPage = z.object({ threads: z.array(threadView), next: z.string().nullable() });
export type ThreadPage = z.infer<typeof threadPage>;

export const threadQuery = z.strictObject({
  /** Those that wait for an answer, the longest first; or all, the newest first. */
  which: z.enum(["waiting", "all"]).default("waiting"),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ThreadQuery = z.infer<typeof threadQuery>;
