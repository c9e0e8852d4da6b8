"use client";

import { useTranslations } from "next-intl";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { CountField, FormField } from "#components/forms/form-field.tsx";
import { countOf, optionalOf } from "#components/forms/read-form.ts";
import { Select } from "#components/ui/input.tsx";
import type { EditionChange, EditionView } from "#lib/catalog/schema.ts";
import { exemption, exemptions } from "#lib/cooling-off/schema.ts";

type Terms = Pick<
  EditionView,
  | "perPersonLimit"
  | "refundDays"
  | "holdSeconds"
  | "offerSeconds"
  | "lockDeadlineDays"
  | "addressLockDays"
  | "weightGrams"
  | "coolingOffExemption"
>;

export const usualTerms: Terms = {
  perPersonLimit: 1,
  refundDays: 7,
  holdSeconds: 300,
  offerSeconds: 1800,
  lockDeadlineDays: null,
  addressLockDays: 14,
  weightGrams: null,
  coolingOffExemption: null,
};

/** The terms as the form shows them, in whole minutes. */
export function wholeMinutes<Shown extends Terms>(terms: Shown): Shown {
  const up = (seconds: number) => Math.ceil(seconds / 60) * 60;
  return { ...terms, holdSeconds: up(terms.holdSeconds), offerSeconds: up(terms.offerSeconds) };
}

/** How many one person may take, and how long everything lasts. */
export function TermFields({ initial }: { initial: Terms }) {
  const t = useTranslations("studio.editionForm");
  const words = useTranslations("editing.terms");
  const { perPersonLimit, refundDays, lockDeadlineDays, addressLockDays, weightGrams } = initial;
  const { holdSeconds, offerSeconds } = wholeMinutes(initial);
  return (
    <>
      <CountField {...fieldWords(t, "perPersonLimit")} required defaultValue={perPersonLimit} />
      <CountField {...hintedWords(t, "refundDays")} required defaultValue={refundDays} />
      <CountField
        name="holdMinutes"
        path="holdSeconds"
        label={t("holdMinutes")}
        hint={t("holdMinutesHint")}
        wrong={t("wrong.holdSeconds")}
        required
        defaultValue={holdSeconds / 60}
      />
      <CountField
        name="offerMinutes"
        path="offerSeconds"
        label={words("offerMinutes")}
        hint={words("offerMinutesHint")}
        wrong={words("wrong.offerSeconds")}
        required
        defaultValue={offerSeconds / 60}
      />
      <CountField {...hintedWords(t, "lockDeadlineDays")} optional defaultValue={lockDeadlineDays ?? ""} />
      <CountField {...hintedWords(words, "addressLockDays")} required defaultValue={addressLockDays} />
      <CountField {...hintedWords(words, "weightGrams")} optional defaultValue={weightGrams ?? ""} />
      <FormField path="coolingOffExemption" label={words("exemption.label")} hint={words("exemption.hint")}>
        {(binding) => (
          <Select {...binding} name="coolingOffExemption" defaultValue={initial.coolingOffExemption ?? ""}>
            <option value="">{words("exemption.none")}</option>
            {exemptions.map((each) => (
              <option key={each} value={each}>
                {words(`exemption.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
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
    addressLockDays: countOf(form, "addressLockDays"),
    weightGrams: optionalOf(form, "weightGrams") === null ? null : countOf(form, "weightGrams"),
    coolingOffExemption: exemption.nullable().parse(optionalOf(form, "coolingOffExemption")),
  };
}
