import { useTranslations } from "next-intl";
import type { FieldBinding } from "#components/ui/field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";

/** Why somebody acts upon an order: the buyer reads it, or only the record keeps it. */
export function ReasonField({ isWrong, forBuyer }: { isWrong: boolean; forBuyer: boolean }) {
  const t = useTranslations("orders.acts");
  return (
    <Field
      label={t("reason")}
      hint={t(forBuyer ? "reasonHint" : "reasonAudit")}
      error={isWrong ? t("wrong.reason") : undefined}
      required
    >
      {(binding: FieldBinding) => <Textarea {...binding} name="reason" rows={3} maxLength={500} />}
    </Field>
  );
}
