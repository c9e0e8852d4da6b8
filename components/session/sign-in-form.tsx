"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Tabs } from "#components/ui/tabs.tsx";
import { CredentialsForm } from "./credentials-form.tsx";

type SignInFormProps = { next: string; first: "signIn" | "signUp"; email?: string | undefined };

/** Sign in, or make an account; a guest's orders move into either. */
export function SignInForm({ next, first, email }: SignInFormProps) {
  const t = useTranslations("signIn");
  const [open, setOpen] = useState<string>(first);
  return (
    <Tabs
      label={t("mode")}
      open={open}
      onOpen={setOpen}
      tabs={[
        { id: "signIn", label: t("tabs.signIn"), content: <CredentialsForm kind="signIn" {...{ next, email }} /> },
        { id: "signUp", label: t("tabs.signUp"), content: <CredentialsForm kind="signUp" {...{ next, email }} /> },
      ]}
    />
  );
}
