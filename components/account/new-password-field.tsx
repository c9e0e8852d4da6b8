"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { longestPassword, shortestPassword } from "#lib/accounts/password-length.ts";

/** A password that is new here, with the one rule of all of them. */
export function NewPasswordField({ isWrong }: { isWrong: boolean }) {
  const t = useTranslations("account");
  const words = useTranslations("signIn");
  const count = shortestPassword;
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
          minLength={shortestPassword}
          maxLength={longestPassword}
        />
      )}
    </Field>
  );
}
