"use client";

import { Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "#components/forms/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { type GoalView, goalsInput, mostGoals } from "#lib/goals/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { EditionPart } from "./edition-part.tsx";

type GoalRow = {
  key: number;
  units: string;
  /** The language of `gifts` that stands first. */
  language: Locale;
  gifts: Partial<Record<Locale, string>>;
  isReached: boolean;
};

/** From how many reserved units on everybody gets something. */
export function EditionGoals({ edition, onDone }: { edition: EditionView; onDone: () => void }) {
  const t = useTranslations("editing.goals");
  const own = useLocale();
  const [rows, setRows] = useState(() => edition.goals.map(rowOf));
  const empty = (): GoalRow => ({
    ...{ key: (rows.at(-1)?.key ?? -1) + 1, units: "", language: own, gifts: {}, isReached: false },
  });
  return (
    <EditionPart
      editionId={edition.id}
      part="goals"
      schema={goalsInput}
      read={() => ({ goals: rows.map(goalOf) })}
      label={t("save")}
      onDone={onDone}
    >
      <p className="text-sm text-soft">{t("lead")}</p>
      {rows.length === 0 && <p>{t("none")}</p>}
      {rows.map((row, index) => (
        <GoalFields
          key={row.key}
          {...{ row, index }}
          onChange={(part) => setRows((now) => now.map((each) => (each.key === row.key ? { ...each, ...part } : each)))}
          onRemove={() => setRows((now) => now.filter(({ key }) => key !== row.key))}
        />
      ))}
      <Button
        look="line"
        size="sm"
        disabled={rows.length >= mostGoals}
        onClick={() => setRows((now) => [...now, empty()])}
        className="justify-self-start"
      >
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </EditionPart>
  );
}

type GoalFieldsProps = {
  row: GoalRow;
  index: number;
  onChange: (part: Partial<GoalRow>) => void;
  onRemove: () => void;
};

function GoalFields({ row, index, onChange, onRemove }: GoalFieldsProps) {
  const t = useTranslations("editing.goals");
  const names = useTranslations("editing.languages.names");
  const { language, gifts } = row;
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 border-rule border-t pt-4">
      <div className="grid gap-3">
        {row.isReached && <p className="text-ok text-sm">{t("reached")}</p>}
        <FormField path={`goals.${index}.units`} label={t("units")} wrong={t("wrong.units")} required>
          {(binding) => (
            <Input
              {...binding}
              inputMode="numeric"
              autoComplete="off"
              disabled={row.isReached}
              value={row.units}
              onChange={({ target }) => onChange({ units: target.value })}
            />
          )}
        </FormField>
        {[language, ...locales.filter((locale) => locale !== language)].map((locale) => (
          <FormField
            key={locale}
            path={locale === language ? `goals.${index}.gift` : `goals.${index}.texts.${locale}.gift`}
            label={locale === language ? t("gift") : t("also", { language: names(locale) })}
            wrong={t("wrong.gift")}
            required={locale === language}
            optional={locale !== language}
          >
            {(binding) => (
              <Input
                {...binding}
                lang={locale}
                maxLength={80}
                value={gifts[locale] ?? ""}
                onChange={({ target }) => onChange({ gifts: { ...gifts, [locale]: target.value } })}
              />
            )}
          </FormField>
        ))}
      </div>
      <IconButton
        label={t("remove", { number: index + 1 })}
        disabled={row.isReached}
        onClick={onRemove}
        className="mt-6.5"
      >
        <X aria-hidden />
      </IconButton>
    </fieldset>
  );
}

function rowOf({ units, language, texts, reachedAt }: GoalView, key: number): GoalRow {
  const gifts = Object.fromEntries(Object.entries(texts).map(([locale, said]) => [locale, said.gift ?? ""]));
  return { key, units: String(units), language, gifts, isReached: reachedAt !== null };
}

function goalOf({ units, language, gifts }: GoalRow) {
  const others = Object.entries(gifts).filter(([locale, gift]) => locale !== language && gift.trim() !== "");
  return {
    units: /^\d+$/.test(units.trim()) ? Number(units) : Number.NaN,
    gift: gifts[language] ?? "",
    language,
    texts: Object.fromEntries(others.map(([locale, gift]) => [locale, { gift }])),
  };
}
