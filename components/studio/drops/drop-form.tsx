"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { type DropChange, type DropInput, dropChange, dropInput } from "#lib/drops/schema.ts";
import type { DropLine } from "#lib/live/contract.ts";
import { locales } from "#lib/words/locale.ts";
import { FormFoot } from "../form-foot.tsx";
import { LanguageTexts, readTexts } from "../language-texts.tsx";
import { countOf, textOf } from "../read-form.ts";
import { useSubmit } from "../use-submit.ts";
import { DurationField } from "./duration-field.tsx";
import { RuleChoice } from "./rule-choice.tsx";

type DropFormProps = {
  /** Prepared before, to be changed; its edition stays. */
  drop?: DropLine;
  products: ProductView[];
  onPrepare: (input: DropInput) => Promise<void>;
  onChange: (change: DropChange) => Promise<void>;
};

/** Everything about a drop that people enter for: what, how many, for how long, and by which rule. */
export function DropForm({ drop, products, onPrepare, onChange }: DropFormProps) {
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
  const preparing = useSubmit({ schema: dropInput, send: onPrepare });
  const changing = useSubmit({ schema: dropChange, send: onChange });
  const { form, busy, wrong, problem } = drop ? changing : preparing;
  const chosen = choices.find(({ edition }) => edition.id === editionId)?.edition;
  const say = (
    field: Exclude<keyof typeof dropInput.shape, "editionId" | "mode" | "challenge" | "language" | "texts">,
  ) => (wrong.has(field) ? t(`wrong.${field}`) : undefined);

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    const terms = {
      title: textOf(typed, "title"),
      units: countOf(typed, "units"),
      perPersonLimit: countOf(typed, "perPersonLimit"),
      challenge: textOf(typed, "challenge") !== "",
      texts: readTexts(typed, language, ["title"]),
      ...{ seconds, holdSeconds, mode, language },
    };
    void (drop ? changing.submit(terms) : preparing.submit({ ...terms, editionId }));
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("edition")} required>
        {(binding) => (
          <Select
            {...binding}
            value={editionId}
            disabled={drop !== undefined}
            onChange={(event) => setEditionId(event.target.value)}
          >
            {choices.map(({ edition, name }) => (
              <option key={edition.id} value={edition.id}>
                {t("editionLeft", { name, count: edition.available })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("title")} required hint={t("titleHint")} error={say("title")}>
        {(binding) => <Input {...binding} name="title" defaultValue={drop?.title} maxLength={120} autoComplete="off" />}
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field
          label={t("units")}
          required
          hint={t("unitsHint", { count: chosen?.available ?? 0 })}
          error={say("units")}
        >
          {(binding) => (
            <Input {...binding} name="units" inputMode="numeric" autoComplete="off" defaultValue={drop?.units} />
          )}
        </Field>
        <Field
          label={t("perPersonLimit")}
          required
          hint={t("limitHint", { count: chosen?.perPersonLimit ?? 1 })}
          error={say("perPersonLimit")}
        >
          {(binding) => (
            <Input
              {...binding}
              name="perPersonLimit"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={drop?.perPersonLimit ?? 1}
            />
          )}
        </Field>
        <DurationField
          label={t("seconds")}
          hint={t("secondsHint")}
          error={say("seconds")}
          initial={seconds}
          onSeconds={setSeconds}
        />
        <DurationField
          label={t("holdSeconds")}
          hint={t("holdHint")}
          error={say("holdSeconds")}
          initial={holdSeconds}
          onSeconds={setHoldSeconds}
        />
      </div>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={drop?.texts ?? {}}
        fields={[{ name: "title", label: t("title"), max: 120 }]}
      />
      <RuleChoice mode={mode} onMode={setMode} />
      <Checkbox
        name="challenge"
        label={t("challenge")}
        hint={t("challengeHint")}
        defaultChecked={drop?.challenge ?? false}
      />
      <FormFoot label={drop ? t("save") : t("prepare")} busy={busy} problem={problem} />
    </form>
  );
}
