"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { BalanceTerms } from "#lib/balances/schema.ts";
import { countOf, optionalOf } from "./read-form.ts";

export const usualBalance: BalanceTerms = { balanceDueOn: null, balanceGraceDays: 7 };

/** The day on which the rest of the price is charged, and how long a place is kept when that fails. */
export function BalanceFields({ initial, wrong }: { initial: BalanceTerms; wrong: ReadonlySet<string> }) {
  const t = useTranslations("studio.editionForm");
  return (
    <>
      <Field
        label={t("balanceDueOn")}
        optional
        hint={t("balanceDueOnHint")}
        error={wrong.has("balanceDueOn") ? t("wrong.balanceDueOn") : undefined}
      >
        {(binding) => (
          <Input {...binding} name="balanceDueOn" type="date" defaultValue={initial.balanceDueOn ?? undefined} />
        )}
      </Field>
      <Field
        label={t("balanceGraceDays")}
        required
        hint={t("balanceGraceDaysHint")}
        error={wrong.has("balanceGraceDays") ? t("wrong.balanceGraceDays") : undefined}
      >
        {(binding) => (
          <Input {...binding} name="balanceGraceDays" inputMode="numeric" defaultValue={initial.balanceGraceDays} />
        )}
      </Field>
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
