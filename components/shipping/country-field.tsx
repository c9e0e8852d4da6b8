"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { namedCountries } from "#lib/addresses/countries.ts";

type CountryFieldProps = {
  among: readonly string[];
  country: string | null;
  /** It is not shipped there, or not in the currency that was chosen. */
  isBeyond?: boolean;
  disabled?: boolean;
  onCountry: (country: string) => void;
};

/** Where it is shipped to, which decides what the way costs. */
export function CountryField({ among, country, isBeyond = false, disabled = false, onCountry }: CountryFieldProps) {
  const t = useTranslations("terms.country");
  const locale = useLocale();
  const options = useMemo(() => {
    const codes = country && !among.includes(country) ? [...among, country] : among;
    return namedCountries(codes, locale);
  }, [among, country, locale]);
  return (
    <Field label={t("label")} error={isBeyond ? t("beyond") : undefined} required>
      {(binding) => (
        <Select
          {...binding}
          value={country ?? ""}
          disabled={disabled}
          autoComplete="shipping country"
          onChange={({ target }) => onCountry(target.value)}
        >
          <option value="" disabled>
            {t("choose")}
          </option>
          {options.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
