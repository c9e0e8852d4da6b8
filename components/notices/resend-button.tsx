"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.ts";

type ResendButtonProps = { id: string; isWaiting: boolean; canSend: boolean };

/** Once more, on somebody's word: it stands in the audit log. */
export function ResendButton({ id, isWaiting, canSend }: ResendButtonProps) {
  const t = useTranslations("ops.outbox");
  const words = useRefusalWords();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);

  const resend = async () => {
    setBusy(true);
    try {
      await callApi("POST", `/api/ops/notices/${id}/resend`);
      notify({ tone: "ok", text: t("resent") });
      router.refresh();
    } catch (refusal) {
      notify({ tone: "danger", text: words(refusal) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button look="line" size="sm" busy={isBusy} disabled={!canSend} onClick={resend}>
        {t(isWaiting ? "sendNow" : "resend")}
      </Button>
      {!canSend && <span className="text-sm text-soft">{t("cannotSend")}</span>}
    </div>
  );
}
