import { useTranslations } from "next-intl";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField } from "#components/forms/form-field.tsx";

/** Why somebody acts upon an order: the buyer reads it. */
export function ReasonField() {
  const t = useTranslations("orders.acts");
  return <LongTextField {...hintedWords(t, "reason")} required rows={3} maxLength={500} />;
}
