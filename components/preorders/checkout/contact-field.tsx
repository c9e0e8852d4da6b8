import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type ContactFieldProps = {
  contact: string;
  isFixed: boolean;
  isWrong: boolean;
  onContact: (contact: string) => void;
};

/** Where a buyer is written to. An account has proven its own. */
export function ContactField({ contact, isFixed, isWrong, onContact }: ContactFieldProps) {
  const t = useTranslations("preorders.sheet");
  return (
    <Field label={t("email")} hint={t("emailHint")} error={isWrong ? t("emailInvalid") : undefined} required>
      {(binding) => (
        <Input
          {...binding}
          type="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          readOnly={isFixed}
          value={contact}
          onChange={(event) => onContact(event.target.value)}
        />
      )}
    </Field>
  );
}
