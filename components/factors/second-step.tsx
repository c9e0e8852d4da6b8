"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { AskedFactor } from "#lib/factors/schema.ts";
import { signByPasskey } from "./ask-passkey.ts";
import { DigitsField } from "./digits-field.tsx";

type SecondStepProps = { asked: AskedFactor; onDone: () => unknown };

const path = "/api/auth/factor";

/** Shows a second factor: a passkey, the digits of an app, or a recovery code where both are lost. */
export function SecondStep({ asked, onDone }: SecondStepProps) {
  const t = useTranslations("signIn.factor");
  const [isLost, setLost] = useState(false);
  if (isLost) return <ByRecoveryCode {...{ asked, onDone }} onBack={() => setLost(false)} />;
  return (
    <div className="grid gap-5">
      {asked.passkey && <ByPasskey onDone={onDone} isOnly={!asked.app} />}
      {asked.app && <ByApp onDone={onDone} />}
      <Button look="plain" onClick={() => setLost(true)} className="-ml-5 justify-self-start">
        {t("lost")}
      </Button>
    </div>
  );
}

function ByPasskey({ onDone, isOnly }: { onDone: () => unknown; isOnly: boolean }) {
  const t = useTranslations("signIn.factor");
  const { busy, run } = useAct();
  const show = async () => {
    const passkey = await signByPasskey();
    if (!passkey) return showToast({ tone: "neutral", text: t("notUsed") });
    await callApi("POST", path, { body: { passkey } });
    await onDone();
  };
  return (
    <Button look={isOnly ? "ink" : "line"} size="lg" wide busy={busy} onClick={() => void run(show)}>
      {t("passkey")}
    </Button>
  );
}

function ByApp({ onDone }: { onDone: () => unknown }) {
  const t = useTranslations("signIn.factor");
  const act = useFormAct({ path, onDone });
  return (
    <ActForm act={act} label={t("submit")} wide>
      <DigitsField label={t("code")} error={act.wrong === "code" && t("codeInvalid")} />
    </ActForm>
  );
}

function ByRecoveryCode({ asked, onDone, onBack }: SecondStepProps & { onBack: () => void }) {
  const t = useTranslations("signIn.factor");
  const act = useFormAct({ path, onDone });
  return (
    <div className="grid gap-5">
      <ActForm act={act} label={t("submit")} wide>
        <Field
          label={t("recovery")}
          hint={t("codesLeft", { count: asked.codesLeft })}
          error={act.wrong === "recovery" && t("recoveryInvalid")}
          required
        >
          {(binding) => <Input {...binding} name="recovery" autoComplete="off" maxLength={40} className="font-mono" />}
        </Field>
      </ActForm>
      <p className="text-sm text-soft">{t("help")}</p>
      <Button look="plain" onClick={onBack} className="-ml-5 justify-self-start">
        {t("back")}
      </Button>
    </div>
  );
}
