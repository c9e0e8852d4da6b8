"use client";

import { useTranslations } from "next-intl";
import { hintedWords } from "#components/forms/field-words.ts";
import { CountField, TextField } from "#components/forms/form-field.tsx";
import { countOf, optionalOf } from "#components/forms/read-form.ts";
import type { BalanceTerms } from "#lib/balances/schema.ts";

export const usualBalance: BalanceTerms = { balanceDueOn: null, balanceGraceDays: 7 };

/** The day on which the rest of the price is charged, and how long a place is kept when that fails. */
export function BalanceFields({ initial }: { initial: BalanceTerms }) {
  const t = useTranslations("studio.editionForm");
  return (
    <>
      <TextField
        {...hintedWords(t, "balanceDueOn")}
        type="date"
        optional
        defaultValue={initial.balanceDueOn ?? undefined}
      />
      <CountField {...hintedWords(t, "balanceGraceDays")} required defaultValue={initial.balanceGraceDays} />
    </>
  );
}

/** What was typed as the API wants it; NaN where it is no whole number. */
export function readBalance(form: HTMLFormElement): BalanceTerms {
  return {
    balanceDueOn: optionalOf(form, "balanceDueOn"),
    balanceGraceDays: countOf(form, "balanceGraceDays"),
  };
}
