"use client";

import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";

type CurrencyChoiceProps = {
  currencies: string[];
  chosen: string;
  disabled?: boolean;
  /** Only the codes, where there is little room. */
  isBrief?: boolean;
  onChoose: (currency: string) => void;
};

/** The currencies that something is sold in; nothing to choose when there is one. */
export function CurrencyChoice({ currencies, chosen, disabled, isBrief = false, onChoose }: CurrencyChoiceProps) {
  const t = useTranslations("terms.currency");
  const locale = useLocale();
  if (currencies.length < 2) return null;
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return (
    <Field label={t("label")}>
      {(binding) => (
        <Select
          {...binding}
          value={chosen}
          disabled={disabled}
          title={t("note")}
          onChange={(event) => onChoose(event.target.value)}
        >
          {currencies.map((code) => (
            <option key={code} value={code}>
              {isBrief ? code : `${code} · ${names.of(code)}`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
