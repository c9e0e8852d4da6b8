"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { EditionChange, EditionView } from "#lib/catalog/schema.ts";
import { countOf, optionalOf } from "./read-form.ts";

type Terms = Pick<EditionView, "perPersonLimit" | "refundDays" | "holdSeconds" | "offerSeconds" | "lockDeadlineDays">;

export const usualTerms: Terms = {
  perPersonLimit: 1,
  refundDays: 7,
  holdSeconds: 300,
  offerSeconds: 1800,
  lockDeadlineDays: null,
};

/** The terms as the form shows them, in whole minutes. */
export function wholeMinutes<Shown extends Terms>(terms: Shown): Shown {
  const up = (seconds: number) => Math.ceil(seconds / 60) * 60;
  return { ...terms, holdSeconds: up(terms.holdSeconds), offerSeconds: up(terms.offerSeconds) };
}

/** How many one person may take, and how long everything lasts. */
export function TermFields({ initial, wrong }: { initial: Terms; wrong: ReadonlySet<string> }) {
  const t = useTranslations("studio.editionForm");
  const words = useTranslations("editing.terms");
  return (
    <>
      <Field
        label={t("perPersonLimit")}
        required
        error={wrong.has("perPersonLimit") ? t("wrong.perPersonLimit") : undefined}
      >
        {(binding) => (
          <Input {...binding} name="perPersonLimit" inputMode="numeric" defaultValue={initial.perPersonLimit} />
        )}
      </Field>
      <Field
        label={t("refundDays")}
        required
        hint={t("refundDaysHint")}
        error={wrong.has("refundDays") ? t("wrong.refundDays") : undefined}
      >
        {(binding) => <Input {...binding} name="refundDays" inputMode="numeric" defaultValue={initial.refundDays} />}
      </Field>
      <Field
        label={t("holdMinutes")}
        required
        hint={t("holdMinutesHint")}
        error={wrong.has("holdSeconds") ? t("wrong.holdSeconds") : undefined}
      >
        {(binding) => (
          <Input
            {...binding}
            name="holdMinutes"
            inputMode="numeric"
            defaultValue={wholeMinutes(initial).holdSeconds / 60}
          />
        )}
      </Field>
      <Field
        label={words("offerMinutes")}
        required
        hint={words("offerMinutesHint")}
        error={wrong.has("offerSeconds") ? words("wrong.offerSeconds") : undefined}
      >
        {(binding) => (
          <Input
            {...binding}
            name="offerMinutes"
            inputMode="numeric"
            defaultValue={wholeMinutes(initial).offerSeconds / 60}
          />
        )}
      </Field>
      <Field
        label={t("lockDeadlineDays")}
        optional
        hint={t("lockDeadlineDaysHint")}
        error={wrong.has("lockDeadlineDays") ? t("wrong.lockDeadlineDays") : undefined}
      >
        {(binding) => (
          <Input
            {...binding}
            name="lockDeadlineDays"
            inputMode="numeric"
            defaultValue={initial.lockDeadlineDays ?? ""}
          />
        )}
      </Field>
    </>
  );
}

/** What was typed as the API wants it; NaN where it is no whole number. */
export function readTerms(form: HTMLFormElement): Pick<EditionChange, keyof Terms> {
  return {
    perPersonLimit: countOf(form, "perPersonLimit"),
    refundDays: countOf(form, "refundDays"),
    holdSeconds: countOf(form, "holdMinutes") * 60,
    offerSeconds: countOf(form, "offerMinutes") * 60,
    lockDeadlineDays: optionalOf(form, "lockDeadlineDays") === null ? null : countOf(form, "lockDeadlineDays"),
  };
}
