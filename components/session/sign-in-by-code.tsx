"use client";

import { useTranslations } from "next-intl";
import { MailedCode } from "#components/account/mailed-code.tsx";
import { Button } from "#components/ui/button.tsx";
import { leaveSignedIn } from "./leave-signed-in.ts";

const doors = { ask: "/api/auth/code", purpose: "signIn", answer: "/api/auth/sign-in/code" } as const;

type SignInByCodeProps = { next: string; email: string | undefined; onPassword: () => void };

/** In without a password, by a mail; who has no account has one afterwards. */
export function SignInByCode({ next, email, onPassword }: SignInByCodeProps) {
  const t = useTranslations("signIn");
  return (
    <section aria-label={t("code.title")} className="grid gap-5 border-ink border-t pt-6">
      <p className="text-soft">{t("code.lead")}</p>
      <MailedCode
        doors={doors}
        proposed={email}
        label={t("submitSignIn")}
        onDone={(answer) => leaveSignedIn(answer, next)}
      />
      <Button look="line" wide onClick={onPassword}>
        {t("code.withPassword")}
      </Button>
    </section>
  );
}
