"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import type { RailView, TrialView } from "#lib/payments/schema.ts";

/** One way to pay, with a charge that shows whether it works. */
export function RailTrial({ rail }: { rail: RailView["name"] }) {
  const t = useTranslations("settings.payments");
  const { busy, run } = useAct();
  const [trial, setTrial] = useState<TrialView | null>(null);
  const charge = () =>
    run(async () => setTrial(await callApi<TrialView>("POST", "/api/settings/test-charges", { body: { rail } })));
  return (
    <li className="grid gap-2 border-rule border-b py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="grid min-w-0">
          <span className="font-medium">{t(`rails.${rail}`)}</span>
          <span className="wrap-anywhere text-sm text-soft">{t(`about.${rail}`)}</span>
        </span>
        <Button
          look="line"
          size="sm"
          busy={busy}
          aria-label={t("tryOf", { rail: t(`rails.${rail}`) })}
          onClick={() => void charge()}
        >
          {t("try")}
        </Button>
      </div>
      {trial && (
        <p role="status" className={clsx("wrap-anywhere text-sm", trial.hasWorked ? "text-ok" : "text-danger")}>
          {t.rich(trial.hasWorked ? "worked" : "failed", {
            amount: () => <Money minor={trial.amountMinor} currency={trial.currency} style="full" />,
          })}{" "}
          <span className="font-mono text-xs">{[trial.ref, trial.said.join(" → ")].filter(Boolean).join(" · ")}</span>
        </p>
      )}
    </li>
  );
}
