"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { leaveFor } from "#components/forms/leave-for.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";

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
      <Field
        label={words("password")}
        hint={words("passwordHint", { count: minPasswordLength })}
        error={act.wrong === "password" && words("passwordShort", { count: minPasswordLength })}
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
    </ActForm>
  );
}
