"use client";

import { useTranslations } from "next-intl";
import { ActButton } from "#components/forms/act-button.tsx";

type ResendButtonProps = { id: string; isWaiting: boolean; canSend: boolean };

/** Once more, on somebody's word: it stands in the audit log. */
export function ResendButton({ id, isWaiting, canSend }: ResendButtonProps) {
  const t = useTranslations("ops.outbox");
  return (
    <div className="flex flex-wrap items-center gap-3">
      <ActButton
        path={`/api/ops/notices/${id}/resend`}
        label={t(isWaiting ? "sendNow" : "resend")}
        done={t("resent")}
        disabled={!canSend}
      />
      {!canSend && <span className="text-sm text-soft">{t("cannotSend")}</span>}
    </div>
  );
}
