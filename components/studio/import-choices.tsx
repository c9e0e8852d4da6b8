"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { parseRate } from "#lib/money.ts";
import { CurrencyField } from "./currency-field.tsx";
import type { ImportChoices } from "./use-import.ts";

type ImportChoicesProps = {
  report: ImportReport;
  choices: ImportChoices;
  onChoose: (choices: ImportChoices) => void;
};

/** Asks for what the file does not say: how its letters are written; for another shop's export, currency and delivery. */
export function ImportQuestions({ report, choices, onChoose }: ImportChoicesProps) {
  if (report.candidates.length > 0) {
    return <EncodingChoice report={report} onChoose={(encoding) => onChoose({ ...choices, encoding })} />;
  }
  const asks = report.errors.some(({ code }) => code === "needs_currency" || code === "needs_window");
  return asks ? <TermsForm onChoose={(terms) => onChoose({ ...choices, terms })} /> : null;
}

function EncodingChoice({ report, onChoose }: { report: ImportReport; onChoose: (encoding: string) => void }) {
  const t = useTranslations("studio.import");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm">{t("encodingLead")}</legend>
      {report.candidates.map(({ encoding, beginning }) => (
        <button
          key={encoding}
          type="button"
          onClick={() => onChoose(encoding)}
          className="grid gap-1 rounded-sm border border-edge p-3 text-left hover:border-ink"
        >
          <span className="font-mono text-xs text-soft">{encoding}</span>
          <span className="line-clamp-3 whitespace-pre-line break-all text-sm">{beginning}</span>
        </button>
      ))}
    </fieldset>
  );
}

function TermsForm({ onChoose }: { onChoose: (terms: NonNullable<ImportChoices["terms"]>) => void }) {
  const t = useTranslations("studio.import");
  const [currency, setCurrency] = useState("EUR");
  const [wrong, setWrong] = useState(false);

  function read(event: FormEvent<HTMLFormElement>) {
    const typed = event.currentTarget;
    const taxBp = parseRate(textOf(typed, "rate") || "0");
    const [windowStart, windowEnd] = [textOf(typed, "windowStart"), textOf(typed, "windowEnd")];
    const isWrong = taxBp === null || !windowStart || !windowEnd || windowEnd < windowStart;
    setWrong(isWrong);
    if (!isWrong) onChoose({ currency, taxBp: String(taxBp), windowStart, windowEnd });
  }

  return (
    <Form noValidate onSubmit={read} className="grid gap-3 rounded-sm border border-edge p-4">
      <p className="text-sm">{t("termsLead")}</p>
      <CurrencyField currency={currency} onCurrency={setCurrency} />
      <Field label={t("termsRate")}>
        {(binding) => <Input {...binding} name="rate" inputMode="decimal" defaultValue="0" className="figures" />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("termsStart")} required>
          {(binding) => <Input {...binding} name="windowStart" type="date" />}
        </Field>
        <Field label={t("termsEnd")} required error={wrong ? t("termsWrong") : undefined}>
          {(binding) => <Input {...binding} name="windowEnd" type="date" />}
        </Field>
      </div>
      <Button type="submit">{t("checkAgain")}</Button>
    </Form>
  );
}
