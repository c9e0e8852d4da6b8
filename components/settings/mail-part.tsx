"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import type { MailTrialView } from "#lib/notices/schema.ts";

/** Through which server mails leave, and one to oneself that shows whether they arrive. */
export function MailPart({ smtpHost, sender }: { smtpHost: string | null; sender: string }) {
  const t = useTranslations("settings.mail");
  const { busy, run } = useAct();
  const [trial, setTrial] = useState<MailTrialView | null>(null);
  if (!smtpHost)
    return (
      <p className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
        {t.rich("none", { code: (text) => <code className="font-mono">{text}</code> })}
      </p>
    );
  const send = () => run(async () => setTrial(await callApi<MailTrialView>("POST", "/api/settings/test-mails")));
  return (
    <div className="grid gap-3">
      <p className="wrap-anywhere">{t("leaves", { host: smtpHost, sender })}</p>
      <Button look="line" size="sm" busy={busy} className="justify-self-start" onClick={() => void send()}>
        {t("try")}
      </Button>
      {trial && (
        <p role="status" className={clsx("wrap-anywhere text-sm", trial.hasWorked ? "text-ok" : "text-danger")}>
          {t(trial.hasWorked ? "worked" : "failed", { to: trial.to })}{" "}
          <span className="font-mono text-xs">{trial.said}</span>
        </p>
      )}
    </div>
  );
}
