"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export function ForgottenForm({ email }: { email: string | undefined }) {
  const t = useTranslations("account.forgotten");
  const words = useTranslations("signIn");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const act = useFormAct({
    path: "/api/auth/request-password-reset",
    onDone: ({ email: typed = "" }) => setSentTo(typed),
  });
  if (sentTo !== null) return <p role="status">{t("sent", { email: sentTo })}</p>;
  return (
    <ActForm act={act} label={t("submit")}>
      <Field label={words("email")} error={act.wrong === "email" && words("emailInvalid")} required>
        {(binding) => (
          <Input {...binding} defaultValue={email} name="email" type="email" autoComplete="email" maxLength={254} />
        )}
      </Field>
    </ActForm>
  );
}
