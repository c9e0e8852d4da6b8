"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { CountField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { countOf, textOf } from "#components/forms/read-form.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { type DropChange, type DropInput, dropChange, dropInput } from "#lib/drops/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { locales } from "#lib/words/locale.ts";
import { asked, DropPrices } from "./drop-prices.tsx";
import { DurationField } from "./duration-field.tsx";
import { RuleChoice } from "./rule-choice.tsx";

type DropFormProps = {
  /** Prepared before, to be changed; its edition stays. */
  drop?: LiveDrop;
  products: ProductView[];
  onPrepare: (input: DropInput) => Promise<void>;
  onChange: (change: DropChange) => Promise<void>;
  onCancel: () => void;
};

/** Everything about a drop that people enter for: what, how many, for how long, and by which rule. */
export function DropForm({ drop, products, onPrepare, onChange, onCancel }: DropFormProps) {
  const t = useTranslations("dropDesk.form");
  const choices = products.flatMap((product) =>
    product.editions.map((edition) => ({ edition, name: `${product.name} · ${edition.name}` })),
  );
  const [editionId, setEditionId] = useState(drop?.editionId ?? choices[0]?.edition.id ?? "");
  const [seconds, setSeconds] = useState(drop?.seconds ?? 300);
  const [holdSeconds, setHoldSeconds] = useState(drop?.holdSeconds ?? 300);
  const locale = useLocale();
  const [language, setLanguage] = useState(locales.find((known) => known === drop?.language) ?? locale);
  const [mode, setMode] = useState(drop?.mode ?? "FIRST_COME");
  const [prices, setPrices] = useState(() => drop?.prices?.map(asked) ?? []);
  const edition = choices.find((choice) => choice.edition.id === editionId)?.edition;
  const readTerms = (typed: HTMLFormElement) => ({
    title: textOf(typed, "title"),
    units: countOf(typed, "units"),
    perPersonLimit: countOf(typed, "perPersonLimit"),
    challenge: textOf(typed, "challenge") !== "",
    texts: readTexts(typed, language, ["title"]),
    ...{ seconds, holdSeconds, mode, language, prices },
  });
  const fields = (
    <>
      <EditionField
        choices={choices}
        chosen={editionId}
        isFixed={drop !== undefined}
        onChoose={(id) => {
          setEditionId(id);
          setPrices([]);
        }}
      />
      <TextField {...hintedWords(t, "title")} required defaultValue={drop?.title} maxLength={120} autoComplete="off" />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <UnitFields drop={drop} edition={edition} />
        <TimeFields {...{ seconds, holdSeconds }} onSeconds={setSeconds} onHold={setHoldSeconds} />
      </div>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={drop?.texts ?? {}}
        fields={[{ name: "title", label: t("title"), max: 120 }]}
      />
      {edition && <DropPrices edition={edition} prices={prices} onPrices={setPrices} />}
      <RuleChoice mode={mode} onMode={setMode} />
      <Checkbox
        name="challenge"
        label={t("challenge")}
        hint={t("challengeHint")}
        defaultChecked={drop?.challenge ?? false}
      />
    </>
  );
  return drop ? (
    <EditForm schema={dropChange} read={readTerms} send={onChange} label={t("save")} onCancel={onCancel}>
      {fields}
    </EditForm>
  ) : (
    <EditForm
      schema={dropInput}
      read={(typed) => ({ ...readTerms(typed), editionId })}
      send={onPrepare}
      label={t("prepare")}
      onCancel={onCancel}
    >
      {fields}
    </EditForm>
  );
}

type Choice = { edition: EditionView; name: string };
type EditionFieldProps = { choices: Choice[]; chosen: string; isFixed: boolean; onChoose: (id: string) => void };

function EditionField({ choices, chosen, isFixed, onChoose }: EditionFieldProps) {
  const t = useTranslations("dropDesk.form");
  return (
    <Field label={t("edition")} required>
      {(binding) => (
        <Select {...binding} value={chosen} disabled={isFixed} onChange={(event) => onChoose(event.target.value)}>
          {choices.map(({ edition, name }) => (
            <option key={edition.id} value={edition.id}>
              {t("editionLeft", { name, count: edition.available })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type UnitFieldsProps = { drop: LiveDrop | undefined; edition: EditionView | undefined };

function UnitFields({ drop, edition }: UnitFieldsProps) {
  const t = useTranslations("dropDesk.form");
  return (
    <>
      <CountField
        {...fieldWords(t, "units")}
        hint={t("unitsHint", { count: edition?.available ?? 0 })}
        required
        defaultValue={drop?.units}
      />
      <CountField
        {...fieldWords(t, "perPersonLimit")}
        hint={t("limitHint", { count: edition?.perPersonLimit ?? 1 })}
        required
        defaultValue={drop?.perPersonLimit ?? 1}
      />
    </>
  );
}

type TimeFieldsProps = {
  seconds: number;
  holdSeconds: number;
  onSeconds: (seconds: number) => void;
  onHold: (seconds: number) => void;
};

function TimeFields({ seconds, holdSeconds, onSeconds, onHold }: TimeFieldsProps) {
  const t = useTranslations("dropDesk.form");
  return (
    <>
      <DurationField
        path="seconds"
        label={t("seconds")}
        hint={t("secondsHint")}
        wrong={t("wrong.seconds")}
        initial={seconds}
        onSeconds={onSeconds}
      />
      <DurationField
        path="holdSeconds"
        label={t("holdSeconds")}
        hint={t("holdHint")}
        wrong={t("wrong.holdSeconds")}
        initial={holdSeconds}
        onSeconds={onHold}
      />
    </>
  );
}
