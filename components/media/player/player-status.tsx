"use client";

import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { TallyDot } from "#components/ui/badge.tsx";
import { clockText } from "./clock-text.ts";
import type { PlayerState } from "./player-state.ts";

type PlayerStatusProps = { state: PlayerState; delay: number | null; isReplay: boolean; onLive: () => void };

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
const farBehind = 8;

/** How far behind the moment the picture is, why, and the way back to it. */
export function PlayerStatus({ state, delay, isReplay, onLive }: PlayerStatusProps) {
  const t = useTranslations("room.player");
  const format = useFormatter();
  const [isOpen, setOpen] = useState(false);
  const explanation = useId();
  if (isReplay) return null;
  const isLate = state.tier === "dvr" || state.paused || (delay !== null && delay > farBehind);
  if (isLate) {
    return (
      <button
        type="button"
        data-testid="jump-to-live"
        onClick={onLive}
        className="figures flex h-11 items-center gap-2 rounded-full bg-on-video px-4 font-semibold text-sm text-video focus-on-video"
      >
        {t("toLive")}
        {delay !== null && <span className="font-normal">{t("ago", { time: clockText(delay) })}</span>}
      </button>
    );
  }
  const seconds = delay === null ? null : format.number(delay, oneDecimal);
  const words = seconds === null ? t("live") : t("behind", { seconds });
  return (
    <div className="grid justify-items-start gap-2">
      <button
        type="button"
        data-testid="delay"
        aria-expanded={isOpen}
        aria-controls={explanation}
        title={t(`tier.${tierOf(state)}`)}
        onClick={() => setOpen(!isOpen)}
        className="relative focus-on-video rounded-full after:absolute after:-inset-2"
      >
        <span className="figures flex h-7 items-center gap-2 rounded-full bg-video-shade px-3 font-medium text-on-video text-xs">
          <TallyDot lit={state.playing} />
          {words}
        </span>
      </button>
      <p
        id={explanation}
        hidden={!isOpen}
        className={clsx("max-w-72 rounded-md bg-video-shade px-3 py-2 text-on-video text-sm backdrop-blur-sm")}
      >
        {t(`tier.${tierOf(state)}`)}
      </p>
    </div>
  );
}

function tierOf({ tier }: PlayerState): "fast" | "hls" | "audio" {
  return tier === "fast" || tier === "audio" ? tier : "hls";
}
