"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Unplayable } from "./ways.ts";

type CannotPlayProps = {
  why: Unplayable;
  showId: string;
  /** Undefined where the sound alone is what does not play, or there is none. */
  onSound: (() => void) | undefined;
  onRetry: () => void;
};

/** Nothing of it plays in this browser: why, and what does help. */
export function CannotPlay({ why, showId, onSound, onRetry }: CannotPlayProps) {
  const t = useTranslations("room.player.cannotPlay");
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true), ignore);
  return (
    <div
      role="alert"
      data-testid="cannot-play"
      className="absolute inset-x-0 top-(--player-top,0.75rem) bottom-(--stage-foot,0px) z-20 m-auto grid h-fit max-w-md gap-3 rounded-lg bg-video p-5 text-on-video max-[26rem]:rounded-none"
    >
      <p className="font-semibold text-lg">{t(why)}</p>
      <p className="text-on-video-soft text-sm">{t("shopGoesOn")}</p>
      <div className="flex flex-wrap gap-2">
        {onSound && (
          <button type="button" onClick={onSound} className={act}>
            {t("sound")}
          </button>
        )}
        <button type="button" onClick={onRetry} className={act}>
          {t("retry")}
        </button>
        <button type="button" onClick={copy} className={act}>
          {t(isCopied ? "copied" : "copy")}
        </button>
        <a href={`/api/shows/${showId}/plain`} className={act}>
          {t("plain")}
        </a>
      </div>
    </div>
  );
}

/** Without the right to the clipboard the address stands where it always does. */
function ignore() {}

const act =
  "inline-grid min-h-11 place-items-center rounded-full border border-on-video px-4 font-semibold text-sm focus-on-video hover:bg-video-shade";
