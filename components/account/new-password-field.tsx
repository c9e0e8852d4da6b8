"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";

/** A password that is new here, with the one rule of all of them. */
export function NewPasswordField({ isWrong }: { isWrong: boolean }) {
  const t = useTranslations("account");
  const words = useTranslations("signIn");
  const count = minPasswordLength;
  return (
    <Field
      label={t("next")}
      hint={t("nextHint", { count })}
      error={isWrong && words("passwordShort", { count })}
      required
    >
      {(binding) => (
        <Input
          {...binding}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={minPasswordLength}
          maxLength={maxPasswordLength}
        />
      )}
    </Field>
  );
}
