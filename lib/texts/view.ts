import type { ForeignTexts, Texts } from "#lib/texts/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

type Written = { language: string; texts: unknown };
type InLanguage<Said> = Said & { language: Locale; texts: Texts; foreign: ForeignTexts };

/**
 * A row's texts as somebody reads them: in their language where the merchant wrote them so, else in the row's own, which `foreign`
 * then names. `texts` has all of them by language, the row's own too. Without a reader it is the row's own.
 */
export function inLanguage<Said extends Record<string, string>>(
  row: Written,
  own: Said,
  reader?: Locale,
): InLanguage<Said> {
  const language = locales.find((known) => known === row.language) ?? "en";
  const texts = { ...parseTexts(row.texts), [language]: own };
  const wanted = (reader && texts[reader]) ?? {};
  const said = { ...own };
  const fields: string[] = [];
  for (const field of Object.keys(own)) {
    const text = wanted[field];
    if (text) Object.assign(said, { [field]: text });
    else if (own[field] && reader && reader !== language) fields.push(field);
  }
  return { ...said, language, texts, foreign: fields.length > 0 ? { language, fields } : null };
}

/** One text of something that carries all of its languages, such as a drop in a frame. */
export function textIn(texts: unknown, reader: string, field: string, own: string): string {
  const locale = locales.find((known) => known === reader);
  return (locale && parseTexts(texts)[locale]?.[field]) || own;
}

function parseTexts(value: unknown): Texts {
  const texts: Texts = {};
  for (const locale of locales) {
    const said: unknown = typeof value === "object" && value ? Reflect.get(value, locale) : undefined;
    if (typeof said !== "object" || !said) continue;
    texts[locale] = Object.fromEntries(
      Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  }
  return texts;
}
