"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { addedFactor, type NewApp } from "#lib/factors/schema.ts";
import { DigitsField } from "./digits-field.tsx";

type AddAppProps = { onAdded: (codes: string[] | null) => void };

/** Sets an authenticator app up: a code to scan or a secret to type, then six digits that show it worked. */
export function AddApp({ onAdded }: AddAppProps) {
  const t = useTranslations("account.factors.app");
  const [app, setApp] = useState<NewApp | null>(null);
  const { busy, run } = useAct();
  const begin = () => run(async () => setApp(await callApi<NewApp>("POST", "/api/me/factors/app")));
  if (app) return <ShowApp {...{ app, onAdded }} onCancel={() => setApp(null)} />;
  return (
    <Button look="line" busy={busy} onClick={() => void begin()}>
      {t("add")}
    </Button>
  );
}

function ShowApp({ app: { qr, secret }, onAdded, onCancel }: AddAppProps & { app: NewApp; onCancel: () => void }) {
  const t = useTranslations("account.factors.app");
  const words = useTranslations("signIn.factor");
  const act = useFormAct({
    path: "/api/me/factors/app",
    method: "PUT",
    onDone: (_sent, answer) => onAdded(addedFactor.parse(answer).recoveryCodes),
  });
  return (
    <section aria-label={t("add")} className="grid w-full gap-4">
      <p>{t("lead")}</p>
      <QrCode qr={qr} label={t("qr")} className="w-52" />
      <p className="grid gap-1 text-sm text-soft">
        {t("secret")}
        <code data-testid="app-secret" className="select-all font-mono text-base text-ink">
          {secret.match(/.{1,4}/gu)?.join(" ")}
        </code>
      </p>
      <ActForm act={act} label={t("submit")} wide>
        <DigitsField label={words("code")} error={act.wrong === "code" && words("codeInvalid")} />
      </ActForm>
      <Button look="plain" onClick={onCancel} className="-ml-5 justify-self-start">
        {t("cancel")}
      </Button>
    </section>
  );
}
