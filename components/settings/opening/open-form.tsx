"use client";

import { useTranslations } from "next-intl";
import { NewPasswordField } from "#components/account/new-password-field.tsx";
import { ActForm } from "#components/forms/act-form.tsx";
import { leaveFor } from "#components/forms/leave-for.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** The account of the first owner; afterwards the guided set-up. */
export function OpenForm({ token }: { token: string }) {
  const t = useTranslations("opening");
  const words = useTranslations("signIn");
  const act = useFormAct({ path: "/api/opening", also: { token }, onDone: () => leaveFor("/settings/opening") });
  return (
    <ActForm act={act} label={t("submit")} wide>
      <Field label={words("name")} error={act.wrong === "name" && words("nameMissing")} required>
        {(binding) => <Input {...binding} name="name" autoComplete="name" maxLength={80} pattern=".*\S.*" />}
      </Field>
      <Field label={words("email")} error={act.wrong === "email" && words("emailInvalid")} required>
        {(binding) => <Input {...binding} name="email" type="email" autoComplete="email" maxLength={254} />}
      </Field>
      <NewPasswordField isWrong={act.wrong === "password"} />
    </ActForm>
  );
}
