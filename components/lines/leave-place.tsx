"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { notify } from "#components/ui/notices.ts";
import { type OwnPlace, useOwnPlaces } from "./own-places.tsx";

type LeavePlaceProps = { place: OwnPlace; wide?: boolean; size?: "sm" | "md" };

/** Gives up one's place, after asking: it cannot be had again. */
export function LeavePlace({ place, wide, size }: LeavePlaceProps) {
  const t = useTranslations("lines.leave");
  const sayRefusal = useRefusalWords();
  const { reload, take } = useOwnPlaces();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const leave = async () => {
    setBusy(true);
    try {
      await callApi("DELETE", `/api/line/${place.id}`);
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
      <Button look="line" size={size} wide={wide} onClick={() => setAsking(true)}>
        {t("open")}
      </Button>
      <Confirm
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
      </Confirm>
    </>
  );
}
