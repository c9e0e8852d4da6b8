import countryToCurrency from "country-to-currency";
import { byPreference, type Locale } from "#lib/words/locale.ts";

type Preferences = { cookie?: string; accepted: string | null; locale: Locale };

/**
 * The currency a reader would rather see: their own choice (cookie), else that of the first region the browser names, else
 * that of the page's language where it names one. Whether anything is sold in it is another matter.
 */
export function chooseCurrency({ cookie, accepted, locale }: Preferences): string | null {
  if (cookie && /^[A-Z]{3}$/.test(cookie)) return cookie;
  for (const tag of [...byPreference(accepted ?? ""), locale]) {
    const region = regionOf(tag);
    const currency = region && currencies.get(region);
    if (currency) return currency;
  }
  return null;
}

const currencies = new Map<string, string>(Object.entries(countryToCurrency));

function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    // Anybody may send any header.
    return undefined;
  }
}
