import { z } from "zod";
import { currencyCode, minorUnits } from "#lib/catalog/schema.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { line } from "#lib/text.ts";
import { language } from "#lib/texts/schema.ts";

export const mostLines = 12;
const name = line(60);

/** A part of what a unit costs its seller, in one language or several, tax not included. */
const costLine = z.strictObject({
  names: z
    .partialRecord(language, name)
    .refine((names) => Object.keys(names).length > 0, "must say what it is in one language at least"),
  minor: minorUnits,
});

/** What a unit costs, whole: it takes the place of what was said before. Without lines it is said no more. */
export const costInput = z.strictObject({ currency: currencyCode, lines: z.array(costLine).max(mostLines) });
export type CostInput = z.infer<typeof costInput>;
export const costLines = costInput.shape.lines;

export const costSheet = z.object({
  id: z.uuid(),
  editionId: z.uuid(),
  at: z.iso.datetime(),
  currency: z.string(),
  lines: z.array(costLine),
});
export type CostSheet = z.infer<typeof costSheet>;

export const costQuery = z.object({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/** `now` is the present sheet of each edition that has one; `sheets` is every one there was, newest first. */
export const costPage = z.object({ now: z.array(costSheet), sheets: z.array(costSheet), next: z.string().nullable() });
export type CostPage = z.infer<typeof costPage>;
