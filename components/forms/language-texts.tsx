"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input, Select, Textarea } from "#components/ui/input.tsx";
import type { Texts } from "#lib/texts/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { textOf } from "./read-form.ts";

type TextPart = { name: string; label: string; max: number; rows?: number };

type LanguageTextsProps = {
  language: Locale;
  onLanguage: (language: Locale) => void;
  texts: Texts;
  fields: TextPart[];
};

/** In which language the fields above are written, and the same fields in every other one. */
export function LanguageTexts({ language, onLanguage, texts, fields }: LanguageTextsProps) {
  const t = useTranslations("editing.languages");
  return (
    <section className="grid gap-4 border-rule border-t pt-4">
      <Field label={t("written")}>
        {(binding) => (
          <Select
            {...binding}
            value={language}
            onChange={(event) => onLanguage(locales.find((locale) => locale === event.target.value) ?? language)}
          >
            {locales.map((locale) => (
              <option key={locale} value={locale}>
                {t(`names.${locale}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <OtherLanguages {...{ language, texts, fields }} />
    </section>
  );
}

/** The fields in every language but their own; what stays empty is read in that one. */
export function OtherLanguages({ language, texts, fields }: Omit<LanguageTextsProps, "onLanguage">) {
  return locales
    .filter((locale) => locale !== language)
    .map((locale) => <OneLanguage key={locale} {...{ locale, language, texts, fields }} />);
}

type OneLanguageProps = Omit<LanguageTextsProps, "onLanguage"> & { locale: Locale };

/** Folded until it is written in; once opened its fields stay. */
function OneLanguage({ locale, language, texts, fields }: OneLanguageProps) {
  const t = useTranslations("editing.languages");
  const said = texts[locale];
  const [wasOpened, setOpened] = useState(said !== undefined);
  return (
    <details open={said !== undefined} onToggle={() => setOpened(true)} className="grid gap-3">
      <summary className="w-fit cursor-pointer text-sm hover:text-ink">
        {t("also", { language: t(`names.${locale}`) })}
      </summary>
      <p className="mt-2 text-sm text-soft">{t("empty", { language: t(`names.${language}`) })}</p>
      {wasOpened && (
        <div lang={locale} className="mt-3 grid gap-3">
          {fields.map(({ name, label, max, rows }) => (
            <Field key={name} label={`${label} (${t(`names.${locale}`)})`} optional>
              {(binding) => {
                const typed = { ...binding, name: `${locale}.${name}`, maxLength: max, defaultValue: said?.[name] };
                return rows ? <Textarea {...typed} rows={rows} /> : <Input {...typed} />;
              }}
            </Field>
          ))}
        </div>
      )}
    </details>
  );
}

/** What was typed in the other languages, as the API takes it. */
export function readTexts(form: HTMLFormElement, language: Locale, fields: string[]): Texts {
  const texts: Texts = {};
  for (const locale of locales) {
    const said = fields.flatMap((field) => {
      const text = textOf(form, `${locale}.${field}`).trim();
      return text ? [[field, text] as const] : [];
    });
    if (locale !== language && said.length > 0) texts[locale] = Object.fromEntries(said);
  }
  return texts;
}
