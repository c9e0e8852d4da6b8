"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

/** The line hardly carries the video: an offer, not a decision over the viewer's head. */
export function ThinLineOffer({ onSound }: { onSound: () => void }) {
  const t = useTranslations("room.player");
  const [isDeclined, setDeclined] = useState(false);
  if (isDeclined) return null;
  return (
    <div
      role="status"
      data-testid="thin-line"
      className="flex items-center gap-2 rounded-md bg-video-shade py-1 pr-1 pl-3 text-on-video text-sm backdrop-blur-sm"
    >
      <span>{t("lowBandwidth")}</span>
      <button
        type="button"
        onClick={onSound}
        className="min-h-11 px-2 font-semibold underline underline-offset-4 focus-on-video"
      >
        {t("soundOnly")}
      </button>
      <IconButton label={t("dismiss")} onVideo onClick={() => setDeclined(true)}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
