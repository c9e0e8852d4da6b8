import { z } from "zod";
import { line } from "#lib/text.ts";
import { foreignTexts, language, translations } from "#lib/texts/schema.ts";

export const mostGoals = 5;
const gift = line(80);

const goalInput = z.strictObject({
  units: z.int().min(1).max(10_000_000),
  /** What everybody gets; `texts` says it in other languages than `language`. */
  gift,
  language: language.default("en"),
  texts: translations({ gift }).default({}),
});

/** Every goal of an edition, those that were reached too. */
export const goalsInput = z.strictObject({
  goals: z
    .array(goalInput)
    .max(mostGoals)
    .refine(
      (all) => new Set(all.map(({ units }) => units)).size === all.length,
      "may name a number of units only once",
    ),
});
export type GoalsInput = z.infer<typeof goalsInput>;

/** `gift` in the reader's language, where it was written in it; `texts` in every language, its own too. */
export const goalView = z.object({
  units: z.int(),
  gift: z.string(),
  language,
  texts: z.partialRecord(language, z.partialRecord(z.literal("gift"), z.string())),
  foreign: foreignTexts,
  reachedAt: z.iso.datetime().nullable(),
});
export type GoalView = z.infer<typeof goalView>;
