"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import { SignInByCode } from "./sign-in-by-code.tsx";

type SignInFormProps = { next: string; first: "signIn" | "signUp"; email?: string | undefined };

/** Sign in, by password or by a mailed code, or make an account; a guest's orders move into each. */
export function SignInForm({ next, first, email }: SignInFormProps) {
  const t = useTranslations("signIn");
  const [open, setOpen] = useState<string>(first);
  const [isByCode, setByCode] = useState(false);
  if (isByCode) return <SignInByCode {...{ next, email }} onPassword={() => setByCode(false)} />;
  return (
    <div className="grid gap-5">
      <Tabs
        label={t("mode")}
        open={open}
        onOpen={setOpen}
        tabs={[
          { id: "signIn", label: t("tabs.signIn"), content: <CredentialsForm kind="signIn" {...{ next, email }} /> },
          { id: "signUp", label: t("tabs.signUp"), content: <CredentialsForm kind="signUp" {...{ next, email }} /> },
        ]}
      />
      <Button look="line" size="lg" wide onClick={() => setByCode(true)}>
        {t("code.instead")}
      </Button>
    </div>
  );
}
