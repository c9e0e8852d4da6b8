import type { CoolingOffRule } from "#lib/cooling-off/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

/** The rule of a country; the rest's where nobody knows the country or no rule names it. */
export function ruleFor<Rule extends Pick<CoolingOffRule, "countries" | "isRest">>(
  rules: readonly Rule[],
  country: string | null,
): Rule | null {
  const named = country === null ? undefined : rules.find(({ countries }) => countries.includes(country));
  return named ?? rules.find(({ isRest }) => isRest) ?? null;
}

/** In the reader's language, else in the first that it was written in. */
export function textOfRule({ texts }: Pick<CoolingOffRule, "texts">, locale: Locale): string {
  return texts[locale] || locales.map((each) => texts[each]).find(Boolean) || "";
}
