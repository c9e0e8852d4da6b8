import { useLocale } from "next-intl";
import type { Locale } from "#lib/words/locale.ts";

/** A language under the name that the reader has for it. */
export function useLanguageName() {
  const names = new Intl.DisplayNames(useLocale(), { type: "language" });
  return (language: Locale) => names.of(language) ?? language;
}
