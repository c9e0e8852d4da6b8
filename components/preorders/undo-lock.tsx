"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { notify } from "#components/ui/notices.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** The 15 minutes after a lock, by the database's clock, and the way back. */
export function UndoLock({ order, undoUntil }: { order: PreorderView; undoUntil: string }) {
  const t = useTranslations("preorders.lock");
  const router = useRouter();
  const words = useRefusalWords();
  const [isBusy, setBusy] = useState(false);
  const lookAgain = useCallback(() => router.refresh(), [router]);

  const undo = async () => {
    setBusy(true);
    try {
      await callApi<PreorderView>("POST", `/api/preorders/${order.id}/unlock`, { isOneAct: true });
      notify({ tone: "ok", text: t("undone") });
    } catch (refusal) {
      notify({ tone: "danger", text: words(refusal) });
    } finally {
      setBusy(false);
      router.refresh();
    }
  };

  return (
    <div className="grid justify-items-start gap-4">
      <div className="grid gap-1 border-signal border-l-2 pl-4">
        <span className="slug text-soft">{t("undoLeft")}</span>
        <span className="numeral text-3xl" data-testid="undo-left">
          <Countdown to={undoUntil} renderedAt={Date.parse(order.serverTime)} done={t("undoOver")} onDone={lookAgain} />
        </span>
      </div>
      <Button look="line" busy={isBusy} onClick={undo}>
        {t("undo")}
      </Button>
    </div>
  );
}
