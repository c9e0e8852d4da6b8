"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { useFaults } from "#components/forms/faults.ts";
import { FormField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { languages as languageNames } from "#components/shell/languages.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/input.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { useZones } from "#components/ui/use-zones.ts";
import { currencies } from "#lib/currencies.ts";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { locales } from "#lib/words/locale.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** What new prices begin with, in which zone the shop writes, and what readers may choose from. */
export function MoneyForm({ shop, next }: { shop: ShopView; next?: string }) {
  const t = useTranslations("settings.money");
  const guide = useTranslations("settings.guide");
  const change = useChangeShop(next);
  const zones = useZones();
  const locale = useLocale();
  const names = useMemo(() => new Intl.DisplayNames(locale, { type: "currency" }), [locale]);
  const { currency, timeZone, languages } = shop;
  return (
    <EditForm
      key={JSON.stringify([currency, timeZone, languages])}
      schema={shopChange.required({ currency: true, timeZone: true, languages: true })}
      read={(form) => ({
        currency: textOf(form, "currency"),
        timeZone: textOf(form, "timeZone"),
        languages: new FormData(form).getAll("languages"),
      })}
      send={change}
      label={next ? guide("save") : t("save")}
      isPart
    >
      <FormField path="currency" label={t("currency")} hint={t("currencyHint")}>
        {(binding) => (
          <Select {...binding} name="currency" defaultValue={currency}>
            {currencies.map((code) => (
              // Server and browser may call a currency by different names.
              <option key={code} value={code} suppressHydrationWarning>
                {code} · {names.of(code)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField path="timeZone" label={t("timeZone")} hint={t("timeZoneHint")}>
        {(binding) => (
          <Select {...binding} name="timeZone" defaultValue={timeZone}>
            {[...new Set([timeZone, ...zones])].map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <fieldset className="grid gap-0.5">
        <legend className="font-medium text-sm">{t("languages")}</legend>
        <p className="text-sm text-soft">{t("languagesHint")}</p>
        {locales.map((code) => (
          <Checkbox
            key={code}
            name="languages"
            value={code}
            lang={code}
            label={languageNames[code]}
            defaultChecked={languages.includes(code)}
          />
        ))}
        <NoLanguage />
      </fieldset>
    </EditForm>
  );
}

function NoLanguage() {
  const t = useTranslations("settings.money");
  return <Problem>{useFaults()("languages", t("wrong.languages"))}</Problem>;
}
