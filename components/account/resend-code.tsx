"use client";

import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { serverTime, useNow } from "#components/ui/clock.ts";
import { showToast } from "#components/ui/toasts.ts";
import { codeTicket } from "#lib/accounts/schema.ts";
import type { SentCode } from "./mailed-code.tsx";

/** Mails take a moment, and every code asked for is counted. */
const waitMs = 30_000;

type ResendCodeProps = { sent: SentCode; ask: string; onSent: (code: SentCode) => void };

/** Asks the same once more, after a wait; from then on the newest code alone is good here. */
export function ResendCode({ sent, ask, onSent }: ResendCodeProps) {
  const t = useTranslations("signIn.code");
  const { busy, run } = useAct();
  const seconds = Math.ceil((sent.at + waitMs - useNow(sent.at)) / 1000);
  const askAgain = () =>
    run(async () => {
      const { ticket } = codeTicket.parse(await callApi<unknown>("POST", ask, { body: sent.asked }));
      onSent({ ...sent, ticket, at: serverTime() });
      showToast({ tone: "ok", text: t("sentAgain") });
    });
  return (
    <Button look="plain" busy={busy} disabled={seconds > 0} onClick={() => void askAgain()} className="figures">
      {seconds > 0 ? t("againIn", { seconds }) : t("again")}
    </Button>
  );
}
