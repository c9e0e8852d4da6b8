import { useLocale } from "next-intl";
import { countryName } from "#lib/addresses/countries.ts";
import { linesOf } from "#lib/addresses/country-form.ts";
import type { AddressView } from "#lib/addresses/schema.ts";

/** An address as it stands on a parcel in its country, with the country in the reader's language and the phone. */
export function AddressLines({ address }: { address: AddressView }) {
  const locale = useLocale();
  const lines = [...linesOf(address), countryName(address.country, locale)];
  return (
    <address className="wrap-anywhere not-italic">
      {lines.map((written) => (
        <span key={written} className="block">
          {written}
        </span>
      ))}
      <span className="figures block text-soft">{address.phone}</span>
    </address>
  );
}
