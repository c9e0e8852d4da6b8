"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** The 15 minutes after a lock, by the database's clock, and the way back. */
export function UndoLock({ order, undoUntil }: { order: PreorderView; undoUntil: string }) {
  const t = useTranslations("preorders.lock");
  const router = useRouter();
  const { busy, run } = useAct();
  const lookAgain = useCallback(() => router.refresh(), [router]);

  const undo = async () => {
    const isUndone = await run(() => callApi("POST", `/api/preorders/${order.id}/unlock`, { isOneAct: true }));
    if (isUndone) showToast({ tone: "ok", text: t("undone") });
    lookAgain();
  };

  return (
    <div className="grid justify-items-start gap-4">
      <div className="grid gap-1 border-signal border-l-2 pl-4">
        <span className="slug text-soft">{t("undoLeft")}</span>
        <span className="numeral text-3xl" data-testid="undo-left">
          <Countdown to={undoUntil} renderedAt={Date.parse(order.serverTime)} done={t("undoOver")} onDone={lookAgain} />
        </span>
      </div>
      <Button look="line" busy={busy} onClick={undo}>
        {t("undo")}
      </Button>
    </div>
  );
}
