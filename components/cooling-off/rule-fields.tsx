"use client";

import { useLocale, useTranslations } from "next-intl";
import { FormField } from "#components/forms/form-field.tsx";
import { useLanguageName } from "#components/settings/language-name.ts";
import { codesIn } from "#components/settings/use-zones.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { countryName } from "#lib/addresses/countries.ts";
import { locales } from "#lib/words/locale.ts";
import type { RuleRow, Rules } from "./use-rules.ts";

/** What holds in some countries: which they are, how many days, and what a buyer reads of it. */
export function RuleFields({ row, index, rules }: { row: RuleRow; index: number; rules: Rules }) {
  const t = useTranslations("settings.coolingOff");
  const locale = useLocale();
  const nameOf = useLanguageName();
  const path = `rules.${index}`;
  const names = codesIn(row.countries)
    .filter((code) => /^[A-Z]{2}$/.test(code))
    .map((code) => countryName(code, locale));
  const change = (part: Partial<RuleRow>) => rules.change(row.key, part);
  return (
    <fieldset className="grid gap-4 border-rule border-t pt-5">
      <legend className="sr-only">{t("rule", { number: index + 1 })}</legend>
      <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_9rem]">
        <FormField
          path={`${path}.countries`}
          label={t("countries")}
          hint={names.length > 0 ? names.join(", ") : t("countriesHint")}
          wrong={t("wrong.countries")}
          required={!row.isRest}
          optional={row.isRest}
        >
          {(binding) => (
            <Input
              {...binding}
              value={row.countries}
              autoCapitalize="characters"
              spellCheck={false}
              className="font-mono uppercase"
              onChange={({ target }) => change({ countries: target.value })}
            />
          )}
        </FormField>
        <FormField path={`${path}.days`} label={t("days")} wrong={t("wrong.days")} required>
          {(binding) => (
            <Input
              {...binding}
              value={row.days}
              inputMode="numeric"
              autoComplete="off"
              className="figures"
              onChange={({ target }) => change({ days: target.value })}
            />
          )}
        </FormField>
      </div>
      <Checkbox
        label={t("isRest")}
        hint={t("isRestHint")}
        checked={row.isRest}
        onChange={({ target }) => change({ isRest: target.checked })}
      />
      <div className="grid items-start gap-4 md:grid-cols-2">
        {locales.map((each) => (
          <FormField
            key={each}
            path={`${path}.texts.${each}`}
            label={t("text", { language: nameOf(each) })}
            wrong={t("wrong.text")}
            optional
          >
            {(binding) => (
              <Textarea
                {...binding}
                lang={each}
                value={row.texts[each] ?? ""}
                maxLength={1000}
                onChange={({ target }) => change({ texts: { ...row.texts, [each]: target.value } })}
              />
            )}
          </FormField>
        ))}
      </div>
      <div>
        <Button look="plain" size="sm" onClick={() => rules.remove(row.key)}>
          {t("remove")}
        </Button>
      </div>
    </fieldset>
  );
}
