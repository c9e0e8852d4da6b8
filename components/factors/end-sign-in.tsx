"use client";

import { useTranslations } from "next-intl";
import { leaveFor } from "#components/forms/leave-for.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import type { AskedFactor } from "#lib/factors/schema.ts";
import { SecondStep } from "./second-step.tsx";

/** The second step of signing in, and the way back to the first. */
export function EndSignIn({ asked, next }: { asked: AskedFactor; next: string }) {
  const t = useTranslations("signIn.factor");
  const begin = async () => {
    await callApi("POST", "/api/auth/sign-out", { body: {} });
    return leaveFor("/sign-in");
  };
  return (
    <div className="grid gap-5 border-ink border-t pt-6">
      <SecondStep asked={asked} onDone={() => leaveFor(next)} />
      <Button look="plain" onClick={() => void begin()} className="-ml-5 justify-self-start">
        {t("other")}
      </Button>
    </div>
  );
}
