"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { maxPasswordLength } from "#lib/accounts/password-length.ts";
import { NewPasswordField } from "./new-password-field.tsx";

export function ChangePassword() {
  const t = useTranslations("account");
  const act = useFormAct({
    path: "/api/auth/change-password",
    onDone: () => showToast({ tone: "ok", text: t("changed") }),
  });
  return (
    <ActForm act={act} label={t("change")}>
      <Field label={t("current")} error={act.wrong === "current" && t("missing")} required>
        {(binding) => (
          <Input
            {...binding}
            name="current"
            type="password"
            autoComplete="current-password"
            maxLength={maxPasswordLength}
          />
        )}
      </Field>
      <NewPasswordField isWrong={act.wrong === "password"} />
    </ActForm>
  );
}
