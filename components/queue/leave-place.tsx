"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import { type OwnPlace, useOwnPlaces } from "./own-places.tsx";

const loadConfirm = lazyModule(() => import("#components/ui/confirm.tsx"));
const afterFirstPaintMs = 3000;

type LeavePlaceProps = {
  place: OwnPlace;
  wide?: boolean;
  /** Beside the words of a card. */
  isSmall?: boolean;
};

/** Gives up one's place, after asking: it cannot be had again. */
export function LeavePlace({ place, wide, isSmall = false }: LeavePlaceProps) {
  const t = useTranslations("queue.leave");
  const { reload, take } = useOwnPlaces();
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useAct();
  const question = useModule(loadConfirm, isAsking ? 0 : afterFirstPaintMs);

  const leave = async () => {
    if (await run(() => callApi("DELETE", `/api/line/${place.id}`, { isOneAct: true })))
      take({ ...place, state: "LEFT" });
    else reload();
    setAsking(false);
  };

  return (
    <>
      <Button
        look={isSmall ? "plain" : "line"}
        size={isSmall ? "sm" : "md"}
        wide={wide}
        aria-label={t("open")}
        onClick={() => setAsking(true)}
        className={isSmall ? "-my-3 -mr-3 min-h-11 underline underline-offset-4" : undefined}
      >
        {t(isSmall ? "short" : "open")}
      </Button>
      {question && (
        <question.Confirm
          open={isAsking}
          onOpenChange={setAsking}
          title={t("heading")}
          confirmLabel={t("confirm")}
          cancelLabel={t("keep")}
          look="danger"
          busy={busy}
          onConfirm={() => void leave()}
        >
          {t("lead")}
        </question.Confirm>
      )}
    </>
  );
}
