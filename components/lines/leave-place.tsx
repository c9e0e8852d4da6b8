"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { notify } from "#components/ui/notices.ts";
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
  const t = useTranslations("lines.leave");
  const sayRefusal = useRefusalWords();
  const { reload, take } = useOwnPlaces();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const question = useModule(loadConfirm, isAsking ? 0 : afterFirstPaintMs);

  const leave = async () => {
    setBusy(true);
    try {
      await callApi("DELETE", `/api/line/${place.id}`, { isOneAct: true });
      take({ ...place, state: "LEFT" });
    } catch (refusal) {
      notify({ tone: "danger", text: sayRefusal(refusal) });
      reload();
    } finally {
      setBusy(false);
      setAsking(false);
    }
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
          busy={isBusy}
          onConfirm={() => void leave()}
        >
          {t("lead")}
        </question.Confirm>
      )}
    </>
  );
}
