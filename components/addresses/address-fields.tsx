"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FocusEvent, useMemo, useState } from "react";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { FormField, LongTextField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { Select } from "#components/ui/input.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { countries, isCountry, namedCountries } from "#lib/addresses/countries.ts";
import { type AddressPart, type FormPart, formOf } from "#lib/addresses/country-form.ts";
import type { AddressView } from "#lib/addresses/schema.ts";

const loadPhone = lazyModule(() => import("#lib/addresses/phone.ts"));

type AddressFieldsProps = {
  /** What stands in it at first. */
  initial?: Partial<AddressView>;
  /** Where it may go; everywhere without it. */
  among?: readonly string[];
};

/** Who and where, asked as the country writes it: another country, other fields in another order. */
export function AddressFields({ initial = {}, among = countries }: AddressFieldsProps) {
  const t = useTranslations("addresses");
  const locale = useLocale();
  const options = useMemo(() => namedCountries(among, locale), [among, locale]);
  const [country, setCountry] = useState(() => initial.country ?? guessCountry(among));
  const [phone, setPhone] = useState(initial.phone ?? "");
  const complete = async ({ currentTarget: { value } }: FocusEvent<HTMLInputElement>) => {
    const { readPhone } = await loadPhone();
    const number = readPhone(value, country);
    if (number) setPhone((typed) => (typed === value ? number : typed));
  };
  return (
    <>
      <FormField path="country" label={t("country")} wrong={t("wrong.country")} required>
        {(binding) => (
          <Select
            {...binding}
            name="country"
            value={country}
            autoComplete="shipping country"
            disabled={among.length === 1}
            onChange={({ target }) => setCountry(target.value)}
          >
            <option value="">{t("choose")}</option>
            {options.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {among.length === 1 && <input type="hidden" name="country" value={country} />}
      <TextField
        {...fieldWords(t, "name")}
        required
        maxLength={120}
        autoComplete="shipping name"
        defaultValue={initial.name}
      />
      <TextField
        {...hintedWords(sayPhone(t), "phone")}
        required
        type="tel"
        inputMode="tel"
        maxLength={40}
        autoComplete="shipping tel"
        value={phone}
        onFocus={() => void loadPhone()}
        onBlur={complete}
        onChange={({ target }) => setPhone(target.value)}
      />
      <TextField
        {...fieldWords(t, "company")}
        optional
        maxLength={120}
        autoComplete="shipping organization"
        defaultValue={initial.company}
      />
      {formOf(country).map((part) => (
        <PartField key={part.name} part={part} country={country} initial={initial[part.name]} />
      ))}
    </>
  );
}

type Say = ReturnType<typeof useTranslations<"addresses">>;
const sayPhone = (t: Say) => (key: "phone" | "phoneHint" | "wrong.phone") => t(key);

const autoComplete = {
  street: "shipping street-address",
  district: "shipping address-level3",
  locality: "shipping address-level2",
  region: "shipping address-level1",
  postcode: "shipping postal-code",
} satisfies Record<AddressPart, string>;

function PartField({ part, country, initial }: { part: FormPart; country: string; initial: string | undefined }) {
  const t = useTranslations("addresses");
  const { name, isRequired } = part;
  const field = {
    name,
    label: t(`parts.${wordFor(name, country)}`),
    wrong: t(`wrong.${name}`),
    required: isRequired,
    optional: !isRequired,
    autoComplete: autoComplete[name],
    defaultValue: initial,
  };
  if (name === "street") return <LongTextField {...field} rows={2} maxLength={300} />;
  return (
    <TextField
      {...field}
      maxLength={name === "postcode" ? 20 : 120}
      className={name === "postcode" ? "max-w-48" : undefined}
    />
  );
}

/** What people of a country call a part of their address. */
function wordFor(part: AddressPart, country: string) {
  if (part === "street") return country === "JP" ? "streetJP" : "street";
  if (part === "postcode") return country === "US" ? "zip" : "postcode";
  if (part !== "region") return part;
  if (["US", "AU", "BR", "IN", "MX", "MY"].includes(country)) return "state";
  if (country === "JP") return "prefecture";
  return ["CN", "CA", "AR", "IT", "ES", "KR", "TR"].includes(country) ? "province" : "region";
}

/** The region that the browser's languages name: where most of its people are. */
function guessCountry(among: readonly string[]): string {
  if (among.length === 1) return among[0] ?? "";
  for (const tag of navigator.languages) {
    const { region } = new Intl.Locale(tag).maximize();
    if (region && isCountry(region) && among.includes(region)) return region;
  }
  return "";
}

/** What was typed, as the schemas of addresses take it. */
export function readAddress(form: HTMLFormElement) {
  return {
    name: textOf(form, "name"),
    phone: textOf(form, "phone"),
    country: textOf(form, "country"),
    company: textOf(form, "company"),
    street: textOf(form, "street"),
    district: textOf(form, "district"),
    locality: textOf(form, "locality"),
    region: textOf(form, "region"),
    postcode: textOf(form, "postcode"),
  };
}
