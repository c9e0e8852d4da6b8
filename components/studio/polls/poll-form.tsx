"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { type PollInput, type PollView, pollInput } from "#lib/polls/schema.ts";
import { locales } from "#lib/words/locale.ts";
import { CurrencyField } from "../currency-field.tsx";

const durations = [30, 60, 120, 300, null] as const;
const kinds = ["vote", "guess"] as const;

type PollFormProps = {
  poll?: PollView;
  currency: string;
  /** Whether it may be asked at once. */
  canAsk: boolean;
  onSend: (input: PollInput, asksNow: boolean) => Promise<void>;
  onCancel: () => void;
};

/** What the room is asked: quick enough to be thought of on air. */
export function PollForm({ poll, currency: usual, canAsk, onSend, onCancel }: PollFormProps) {
  const t = useTranslations("polls.form");
  const [kind, setKind] = useState(poll?.kind ?? "vote");
  const [currency, setCurrency] = useState(poll?.currency ?? usual);
  const [seconds, setSeconds] = useState<number | null>(poll ? poll.seconds : 60);
  const [asksNow, setAsksNow] = useState(canAsk);
  const choices = hintedWords(t, "choices");
  const locale = useLocale();
  const [language, setLanguage] = useState(locales.find((known) => known === poll?.language) ?? locale);
  const parts = kind === "vote" ? ["title", "choices"] : ["title"];
  const readForm = (typed: HTMLFormElement) => {
    const texts = readTexts(typed, language, parts);
    const asked = { kind, title: textOf(typed, "title"), seconds, language, texts };
    return kind === "guess" ? { ...asked, currency } : { ...asked, choices: linesOf(textOf(typed, "choices")) };
  };
  return (
    <EditForm
      schema={pollInput}
      read={readForm}
      send={(input) => onSend(input, asksNow)}
      label={t(asksNow ? "askNow" : "keep")}
      onCancel={onCancel}
    >
      <KindChoice kind={kind} onKind={setKind} />
      <TextField {...hintedWords(t, "title")} required defaultValue={poll?.title} maxLength={120} autoComplete="off" />
      {kind === "vote" ? (
        <LongTextField {...choices} required rows={4} defaultValue={poll?.choices.join("\n")} />
      ) : (
        <CurrencyField currency={currency} onCurrency={setCurrency} />
      )}
      <Field label={t("duration")}>
        {(binding) => (
          <Select
            {...binding}
            value={seconds ?? ""}
            onChange={({ target }) => setSeconds(target.value === "" ? null : Number(target.value))}
          >
            {durations.map((each) => (
              <option key={each} value={each ?? ""}>
                {each === null ? t("byHand") : t("seconds", { seconds: each })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <LanguageTexts
        {...{ language, onLanguage: setLanguage, texts: poll?.texts ?? {} }}
        fields={[
          { name: "title", label: t("title"), max: 120 },
          ...(kind === "vote" ? [{ name: "choices", label: t("choices"), max: 320, rows: 4 }] : []),
        ]}
      />
      {canAsk && (
        <Checkbox label={t("later")} checked={!asksNow} onChange={({ target }) => setAsksNow(!target.checked)} />
      )}
    </EditForm>
  );
}

type Kind = (typeof kinds)[number];

function KindChoice({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  const t = useTranslations("polls");
  return (
    <fieldset className="grid grid-cols-2 gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("form.kind")}</legend>
      {kinds.map((each) => (
        <label
          key={each}
          className="flex min-h-11 cursor-pointer items-center gap-2 rounded-sm border border-rule px-3 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name="kind"
            checked={kind === each}
            onChange={() => onKind(each)}
            className="size-5 accent-ink outline-none"
          />
          {t(`kind.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}

function linesOf(text: string): string[] {
  return text.split("\n").flatMap((each) => each.trim() || []);
}
