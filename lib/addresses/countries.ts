import countryToCurrency from "country-to-currency";

/** Every country and territory of ISO 3166-1, as two letters. */
export const countries: readonly string[] = Object.keys(countryToCurrency).toSorted();

const known = new Set(countries);

export function isCountry(code: string): boolean {
  return known.has(code);
}

/** Countries by their names in a language, in that language's order. */
export function namedCountries(codes: readonly string[], locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}
