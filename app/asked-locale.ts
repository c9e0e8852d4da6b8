import { headers } from "next/headers";
import { askedLocaleHeader, inLocale, type Locale, locales } from "#lib/words/locale.ts";

/** The language that this page's address asks for; undefined when it leaves it to the reader. */
export async function askedLocale(): Promise<Locale | undefined> {
  const asked = (await headers()).get(askedLocaleHeader);
  return locales.find((locale) => locale === asked);
}

/** What search engines call this page: each language is a page of its own. */
export async function canonicalPath(path: string): Promise<string> {
  const asked = await askedLocale();
  return asked ? inLocale(path, asked) : path;
}
