"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { leaveFor } from "#components/forms/leave-for.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { NewPasswordField } from "./new-password-field.tsx";

/** The link is in the address; afterwards nobody is signed in to the account any more. */
export function SetPasswordForm({ token }: { token: string }) {
  const t = useTranslations("account.set");
  const act = useFormAct({
    path: "/api/auth/reset-password",
    also: { token },
    onDone: () => leaveFor("/sign-in?reset=1"),
  });
  return (
    <ActForm act={act} label={t("submit")}>
      <NewPasswordField isWrong={act.wrong === "password"} />
    </ActForm>
  );
}
