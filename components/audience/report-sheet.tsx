"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { LiveMessage } from "#lib/live/contract.ts";

const reasons = ["insult", "spam", "fraud", "private", "unlawful", "other"] as const;

type ReportSheetProps = {
  showId: string;
  /** Null closes it. */
  line: LiveMessage | null;
  onClose: () => void;
};

/** Says that a line may not stand, for one of a few reasons; a person looks at it. */
export function ReportSheet({ showId, line, onClose }: ReportSheetProps) {
  const t = useTranslations("room.chat");
  const sayRefusal = useRefusalWords();
  const [busy, setBusy] = useState(false);

  async function send(form: HTMLFormElement) {
    const reason = new FormData(form).get("reason") ?? "other";
    setBusy(true);
    try {
      await callApi("POST", `/api/shows/${showId}/chat/${line?.id}/reports`, { body: { reason }, isOneAct: true });
      showToast({ tone: "ok", text: t("reported") });
      onClose();
    } catch (refusal) {
      showToast({ tone: "danger", text: sayRefusal(refusal) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Sheet
      open={line !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("reportTitle", { name: line?.name ?? "" })}
      description={t("reportLead")}
    >
      <Form onSubmit={(event) => void send(event.currentTarget)} className="grid gap-4">
        <blockquote className="wrap-anywhere border-edge border-l-2 pl-3 text-sm text-soft">{line?.body}</blockquote>
        <fieldset className="grid">
          <legend className="pb-1 text-soft">{t("reportReason")}</legend>
          {reasons.map((reason, index) => (
            <label key={reason} className="flex min-h-11 items-center gap-3">
              <input
                type="radio"
                name="reason"
                value={reason}
                defaultChecked={index === 0}
                className="size-5 accent-ink"
              />
              {t(`reportReasonOf.${reason}`)}
            </label>
          ))}
        </fieldset>
        <Button type="submit" busy={busy} wide>
          {t("reportSend")}
        </Button>
        <a
          href="/account/talk"
          target="_blank"
          className="justify-self-center text-sm text-soft underline underline-offset-4"
          rel="noopener"
        >
          {t("ownTalk")}
        </a>
      </Form>
    </Sheet>
  );
}
