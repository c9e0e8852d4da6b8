"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { MailedCode } from "#components/account/mailed-code.tsx";
import { ProveByPassword } from "#components/account/prove-by-password.tsx";
import { Button } from "#components/ui/button.tsx";
import type { AskedFactor, OwnFactors } from "#lib/factors/schema.ts";
import { SecondStep } from "./second-step.tsx";

type ProveSelfProps = {
  own: Pick<OwnFactors, "factors" | "codesLeft" | "hasPassword">;
  email: string;
  onDone: () => unknown;
};

const doors = { ask: "/api/me/proof/code", answer: "/api/me/proof" };

/** Shows again who has this session: by a second factor where there is one, else by the password or a mail. */
export function ProveSelf({ own, email, onDone }: ProveSelfProps) {
  const t = useTranslations("account.factors.proof");
  return (
    <section aria-label={t("title")} className="grid gap-4 border-ink border-t pt-5">
      <h2 className="font-semibold">{t("title")}</h2>
      <p className="text-sm text-soft">{t("lead")}</p>
      {own.factors.length > 0 ? (
        <SecondStep asked={askedOf(own)} onDone={onDone} />
      ) : (
        <ByFirstStep email={email} hasPassword={own.hasPassword} onDone={onDone} />
      )}
    </section>
  );
}

function ByFirstStep({ email, hasPassword, onDone }: { email: string; hasPassword: boolean; onDone: () => unknown }) {
  const t = useTranslations("signIn");
  const [isByCode, setByCode] = useState(!hasPassword);
  if (isByCode) return <MailedCode doors={doors} address={email} label={t("factor.submit")} onDone={onDone} />;
  return (
    <div className="grid gap-3">
      <ProveByPassword path={doors.answer} label={t("factor.submit")} look="ink" onDone={onDone} />
      <Button look="plain" onClick={() => setByCode(true)}>
        {t("code.instead")}
      </Button>
    </div>
  );
}

function askedOf({ factors, codesLeft }: ProveSelfProps["own"]): AskedFactor {
  const has = (kind: "app" | "passkey") => factors.some((factor) => factor.kind === kind);
  return { app: has("app"), passkey: has("passkey"), codesLeft };
}
