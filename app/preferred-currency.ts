import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { chooseCurrency } from "#lib/words/currency.ts";

/** The currency this reader would rather see, for the first paint. */
export async function preferredCurrency(): Promise<string | null> {
  const cookie = (await cookies()).get("currency")?.value;
  const accepted = (await headers()).get("accept-language");
  return chooseCurrency({ cookie, accepted, locale: await getLocale() });
}
