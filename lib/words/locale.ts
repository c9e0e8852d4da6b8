export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];

/** How the server tells a page what its address asks for; nobody outside can send it. */
export const askedLocaleHeader = "x-asked-locale";

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

/** The language that an address itself asks for with `?lang=`, for search engines and shared links; null without one we have. */
export function localeInAddress(url: string): Locale | null {
  const query = url.split("?", 2)[1];
  if (!query?.includes("lang=")) return null;
  const asked = new URLSearchParams(query).get("lang");
  return locales.find((locale) => locale === asked) ?? null;
}

/** A Set-Cookie line by which a reader who came by an address in one language stays in it. */
export function localeCookie(locale: Locale, { secure }: { secure: boolean }): string {
  return `locale=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The address of the same page in one language. */
export function inLocale(path: string, locale: Locale): string {
  return `${path}?lang=${locale}`;
}

/** The languages of a public page for `hreflang`, of those that a shop offers; the plain address follows its reader. */
export function alternatesOf(path: string, offered: readonly Locale[]): Record<string, string> {
  return { ...Object.fromEntries(offered.map((locale) => [locale, inLocale(path, locale)])), "x-default": path };
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
