export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];

/** The reader's own choice (cookie), else the best of Accept-Language, else English. */
export function chooseLocale({ cookie, accepted }: { cookie?: string; accepted: string | null }): Locale {
  const chosen = locales.find((locale) => locale === cookie);
  if (chosen) return chosen;
  for (const tag of byPreference(accepted ?? "")) {
    const language = tag.toLowerCase().split("-")[0];
    const match = locales.find((locale) => locale.toLowerCase().split("-")[0] === language);
    if (match) return match;
  }
  return "en";
}

/** The language tags of an Accept-Language header, the most wanted first. */
export function byPreference(accepted: string): string[] {
  return accepted
    .slice(0, 200)
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
      const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
      return { tag, quality };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
