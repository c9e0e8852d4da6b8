"use client";

import { useTranslations } from "next-intl";
import { useFormAct } from "#components/session/use-form-act.ts";
import { ActForm } from "./act-form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

/** The link is in the address; afterwards nobody is signed in to the account any more. */
export function SetPasswordForm({ token }: { token: string }) {
  const t = useTranslations("account.set");
  const act = useFormAct({
    path: "/api/auth/reset-password",
    also: { token },
    onDone: () => window.location.assign("/sign-in?reset=1"),
  });
  return (
    <ActForm act={act} label={t("submit")}>
      <NewPasswordField isWrong={act.wrong === "password"} />
    </ActForm>
  );
}
