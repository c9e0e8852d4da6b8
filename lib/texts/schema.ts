import { z } from "zod";
import { type Locale, locales } from "#lib/words/locale.ts";

/** A language that merchants write in. */
export const language = z.enum(locales);

/** The same texts in further languages: `{"zh-CN": {"name": "…"}}`. What is missing is read in the row's own language. */
export function translations<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.partialRecord(language, z.strictObject(fields).partial());
}

export type Texts = Partial<Record<Locale, Partial<Record<string, string>>>>;

/** Which of a row's texts are not in the reader's language, and in which they are instead. */
export const foreignTexts = z.object({ language, fields: z.array(z.string()) }).nullable();
export type ForeignTexts = z.infer<typeof foreignTexts>;
