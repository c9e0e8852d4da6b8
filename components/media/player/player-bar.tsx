"use client";

import {
  Captions,
  CaptionsOff,
  Maximize,
  Pause,
  PictureInPicture2,
  Play,
  RotateCcw,
  Volume2,
  VolumeX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useSyncExternalStore } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { LazyPlayerMenu } from "./lazy-player-menu.tsx";
import type { PlayerSettings } from "./player-settings.ts";
import type { PlayerState } from "./player-state.ts";
import { type Mark, ScrubBar } from "./scrub-bar.tsx";

export type PlayerActs = {
  togglePause: () => void;
  goLive: () => void;
  seekTo: (streamMs: number) => void;
  back: (seconds: number) => void;
  mute: () => void;
  toggleCaptions: () => void;
  putBeside: () => void;
  fill: () => void;
};

type PlayerBarProps = {
  state: PlayerState;
  acts: PlayerActs;
  settings: PlayerSettings;
  choose: (change: Partial<PlayerSettings>) => void;
  marks: Mark[];
  clock: RefObject<() => number | null>;
  isReplay: boolean;
  isBeside: boolean;
  hasCaptions: boolean;
  startedMs: number;
  endedMs?: number;
};

const jump = 30;

/** The controls on the lower edge of the picture, there while somebody is at the player. */
export function PlayerBar({
  state,
  acts,
  settings,
  choose,
  marks,
  clock,
  isReplay,
  isBeside,
  hasCaptions,
  startedMs,
  endedMs,
}: PlayerBarProps) {
  const t = useTranslations("room.player");
  const canBeBeside = useSyncExternalStore(
    () => () => {},
    () => document.pictureInPictureEnabled,
    () => false,
  );
  const isSound = state.tier === "audio";
  return (
    <div
      data-testid="player-bar"
      className="absolute inset-x-0 bottom-(--stage-foot,0px) grid gap-0 bg-linear-to-t from-video-shade to-transparent px-1 pt-8 opacity-0 transition-opacity duration-150 focus-within:opacity-100 group-data-[active=true]/player:opacity-100 group-data-[active=false]/player:pointer-events-none focus-within:pointer-events-auto wide:px-3 wide:pb-1"
    >
      {!isSound && <ScrubBar {...{ marks, clock, startedMs, endedMs }} onSeek={acts.seekTo} />}
      <div className="flex items-center">
        <IconButton
          label={t(state.paused ? "play" : "pause")}
          title={`${t(state.paused ? "play" : "pause")} (K)`}
          onClick={acts.togglePause}
          {...onPicture}
        >
          {state.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        </IconButton>
        {!isSound && (
          <IconButton
            label={t("back", { seconds: jump })}
            title={`${t("back", { seconds: jump })}`}
            onClick={() => acts.back(jump)}
            {...onPicture}
          >
            <span className="relative grid place-items-center">
              <RotateCcw aria-hidden className="size-7!" strokeWidth={1.5} />
              <span aria-hidden className="figures absolute font-semibold text-[0.5625rem]">
                {jump}
              </span>
            </span>
          </IconButton>
        )}
        <IconButton
          label={t(state.muted ? "soundOn" : "soundOff")}
          title={`${t(state.muted ? "soundOn" : "soundOff")} (M)`}
          onClick={acts.mute}
          {...onPicture}
        >
          {state.muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
        </IconButton>
        <span className="grow" />
        {hasCaptions && (
          <IconButton
            label={t("captions")}
            title={`${t("captions")} (C)`}
            aria-pressed={settings.captions}
            onClick={acts.toggleCaptions}
            {...onPicture}
          >
            {settings.captions ? <Captions aria-hidden /> : <CaptionsOff aria-hidden />}
          </IconButton>
        )}
        <LazyPlayerMenu {...{ settings, choose, isReplay }} />
        {canBeBeside && !isSound && (
          <IconButton
            label={t("beside")}
            title={`${t("beside")} (P)`}
            aria-pressed={isBeside}
            onClick={acts.putBeside}
            {...onPicture}
          >
            <PictureInPicture2 aria-hidden />
          </IconButton>
        )}
        <IconButton label={t("fill")} title={`${t("fill")} (F)`} onClick={acts.fill} {...onPicture}>
          <Maximize aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

/** On the shade of the bar they need none of their own. */
const onPicture = { className: "text-on-video! focus-on-video hover:bg-video-shade! aria-pressed:bg-video-shade!" };
