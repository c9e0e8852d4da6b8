import { z } from "zod";
import { currencyCode } from "#lib/catalog/schema.ts";
import { livePoll } from "#lib/live/contract.ts";
import { line, prose } from "#lib/text.ts";
import { language, translations } from "#lib/texts/schema.ts";

/** Read at a glance over the picture, in the frames of everybody. */
const title = line(120);
const choice = line(48);
const areDistinct = (choices: string[]) => new Set(choices.map((each) => each.toLowerCase())).size === choices.length;
const choices = z.array(choice).min(2).max(6).refine(areDistinct, "may name every answer only once");
/** Null is until somebody closes it. */
const seconds = z.int().min(10).max(3600).nullable().default(60);

/** The same title and choices in further languages; the choices stand one in each line. */
const voteTexts = translations({ title, choices: prose(320) }).default({});
const guessTexts = translations({ title }).default({});
const said = { title, language: language.default("en"), seconds };

/** The choices of one text, where they are as many as are asked for and none is too long; null otherwise. */
export function choicesIn(text: string, count: number): string[] | null {
  const lines = text.split("\n").flatMap((each) => each.trim() || []);
  return lines.length === count && lines.every((each) => choice.safeParse(each).success) ? lines : null;
}

const areTold = ({ choices: own, texts }: { choices: string[]; texts: z.infer<typeof voteTexts> }) =>
  Object.values(texts).every((text) => !text?.choices || choicesIn(text.choices, own.length) !== null);

/** Something to ask the room: which of two to six answers, or what a thing will cost. */
export const pollInput = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("vote"), ...said, choices, texts: voteTexts })
    .refine(areTold, { path: ["texts"], error: "must have every answer in each language" }),
  z.strictObject({ kind: z.literal("guess"), ...said, currency: currencyCode, texts: guessTexts }),
]);
export type PollInput = z.infer<typeof pollInput>;

export const pollOfShow = z.object({ id: z.uuid(), pollId: z.uuid() });

/** Which answer was right, from 0, or the price in minor units. */
export const rightInput = z.strictObject({ right: z.int().min(0).max(Number.MAX_SAFE_INTEGER) });

/** A poll as the desk has it, prepared ones too. */
export const pollView = livePoll.extend({
  status: z.enum(["PREPARED", ...livePoll.shape.status.options]),
  openedAt: livePoll.shape.openedAt.nullable(),
  seconds: z.int().nullable(),
});
export type PollView = z.infer<typeof pollView>;

/** What somebody answered; of a guess the place among the nearest hundred, once the price is known. */
export const ownAnswer = z.object({ answer: z.int(), place: z.int().nullable() }).nullable();
export type OwnAnswer = z.infer<typeof ownAnswer>;
