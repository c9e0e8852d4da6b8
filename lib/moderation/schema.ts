import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";

/** What a moderator says of a line that may not stand. */
export const silenceReason = z.enum(["spam", "insult", "fraud", "private", "other"]);

export const removalInput = z.strictObject({ removed: z.boolean() });
export const lineOfShow = z.object({ id: z.uuid(), lineId: z.uuid() });
export const silenceOfShow = z.object({ id: z.uuid(), silenceId: z.uuid() });

/** The author of a line may not write for so long; null is for good. */
export const silenceInput = z.strictObject({
  lineId: z.uuid(),
  minutes: z.int().min(1).max(525_600).nullable(),
  reason: silenceReason,
  /** In every show of the shop, not in this one alone. */
  everywhere: z.boolean().default(false),
  /** Everybody else behind the same address, too: a household, an office or a phone network. */
  alsoNetwork: z.boolean().default(false),
  /** Takes back all that they said in this show. */
  removeLines: z.boolean().default(true),
});
export type SilenceInput = z.infer<typeof silenceInput>;

export const silenceView = z.object({
  id: z.uuid(),
  /** As they were called then. */
  name: z.string(),
  said: z.string(),
  reason: silenceReason,
  everywhere: z.boolean(),
  /** Whether the address they wrote from is kept out, too. */
  alsoNetwork: z.boolean(),
  by: z.string(),
  at: instant,
  /** Null is for good. */
  until: instant.nullable(),
  lifted: z.object({ at: instant, by: z.string() }).nullable(),
});
export type SilenceView = z.infer<typeof silenceView>;

export const silenceQuery = z.strictObject({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type SilenceQuery = z.infer<typeof silenceQuery>;

export const silencePage = z.object({
  silences: z.array(silenceView),
  /** Ask with `after` for the next page; null on the last one. */
  next: z.string().nullable(),
});
export type SilencePage = z.infer<typeof silencePage>;
