"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { type TrialView, trialInput, trialView } from "#lib/moderation/schema.ts";

/** What a line would meet, and which part of it; tried again when somebody changed what the chat holds back. */
export function TrialBox({ showId, version }: { showId: string; version: string }) {
  const t = useTranslations("studio.talk");
  const [result, setResult] = useState<{ text: string; verdict: TrialView } | null>(null);

  async function tryText(text: string): Promise<void> {
    const verdict = trialView.parse(await callApi("POST", `/api/shows/${showId}/talk/trial`, { body: { text } }));
    setResult({ text, verdict });
  }
  const tryAgain = useEffectEvent(() => {
    if (result) void tryText(result.text).catch(() => setResult(null));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version
  useEffect(() => tryAgain(), [version]);

  return (
    <section aria-labelledby="trial-heading" className="grid gap-2">
      <h2 id="trial-heading" className="slug text-soft">
        {t("trial")}
      </h2>
      <EditForm
        isPart
        schema={trialInput}
        read={(form) => ({ text: textOf(form, "text") })}
        send={({ text }) => tryText(text)}
        label={t("trialRun")}
        look="line"
        className="gap-2!"
      >
        <TextField name="text" label={t("trialText")} maxLength={300} autoComplete="off" required />
      </EditForm>
      <div role="status" className="text-sm">
        {result && <Verdict {...result} />}
      </div>
    </section>
  );
}

function Verdict({ text, verdict }: { text: string; verdict: TrialView }) {
  const t = useTranslations("studio.talk");
  const { outcome, rule, term, from, to } = verdict;
  if (outcome === "passes" || !rule) return <p className="text-ok">{t("trialPasses")}</p>;
  return (
    <>
      <p className="text-warn">{t(outcome === "held" ? "trialHeld" : "trialBlocked", { rule: t(`ruleOf.${rule}`) })}</p>
      <p className="wrap-anywhere">
        {text.slice(0, from)}
        <mark className="rounded-xs bg-warn-wash px-0.5 text-warn">{text.slice(from, to)}</mark>
        {text.slice(to)}
      </p>
      {term && <p className="text-soft">{t("trialTerm", { term })}</p>}
    </>
  );
}
