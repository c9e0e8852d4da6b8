"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { currencies } from "#lib/currencies.ts";

/** Every currency there is, under its name in the reader's language. */
export function CurrencyField({ currency, onCurrency }: { currency: string; onCurrency: (code: string) => void }) {
  const t = useTranslations("studio.editionForm");
  const locale = useLocale();
  const names = useMemo(() => new Intl.DisplayNames(locale, { type: "currency" }), [locale]);
  return (
    <Field label={t("currency")} required>
      {(binding) => (
        <Select {...binding} value={currency} onChange={(event) => onCurrency(event.target.value)}>
          {currencies.map((code) => (
            <option key={code} value={code}>
              {code} · {names.of(code)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
