import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A phone number as it is called from abroad: "+49 30 901820"; null when it is none. `country` is meant where no code is written. */
export function readPhone(text: string, country: string): string | null {
  const plain = text.normalize("NFKC");
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(plain, home);
  return number?.isValid() ? number.formatInternational() : null;
}
