"use client";

import { clsx } from "clsx";
import { Move, PictureInPicture2, Volume2, VolumeX, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { MediaStatus } from "#lib/media/schema.ts";
import { PlayerPicture } from "./player-picture.tsx";
import { usePlayerSettings } from "./player-settings.ts";
import { type Corner, useCorner } from "./use-corner.ts";
import { usePlayer } from "./use-player.ts";
import { usePlayerActs } from "./use-player-acts.ts";
import { useShape } from "./use-shape.ts";
import { useWatchReport } from "./use-watch-report.ts";

type SmallPlayerProps = {
  showId: string;
  title: string;
  poster?: string;
  status: MediaStatus;
  startedMs: number;
  /** Where the show is watched whole. */
  href: string;
  onClose: () => void;
};

/** A show that goes on in a corner while one reads: a tap leads back to it. It covers nothing that buys. */
export function SmallPlayer({ showId, title, poster, status, startedMs, href, onClose }: SmallPlayerProps) {
  const t = useTranslations("room.small");
  const frame = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const clock = useRef<() => number | null>(() => null);
  const [settings, choose] = usePlayerSettings();
  const soundOnly = settings ? settings.soundOnly : null;
  const watched = { video, canvas, showId, title, poster, status, isReplay: false, soundOnly, clock };
  const { state, player, isBeside } = usePlayer(watched);
  useWatchReport(showId, { player, state, clock });
  const acts = usePlayerActs({
    ...{ player, frame, video, clock, isMuted: state.muted, isReplay: false, startedMs, settings, choose },
    ...{ onRewind: undefined, activate: nothing, hasKeys: false },
  });
  const { corner, moveOn, drag } = useCorner(frame);
  const isSoundOnly = state.tier === "audio";
  const captions = settings && { ...settings, captions: false };
  return (
    <aside
      ref={frame}
      aria-label={t("title", { title })}
      data-testid="small-player"
      data-playing={state.playing}
      data-muted={state.muted}
      data-corner={corner ?? ""}
      data-shape={useShape(video) ?? ""}
      {...drag}
      className={clsx(
        "group/player fixed z-30 w-44 animate-fade-in touch-none overflow-hidden rounded-lg bg-video text-on-video shadow-lift desk:w-72",
        corner ? places[corner] : "invisible right-3 bottom-3",
      )}
    >
      <div className="relative isolate aspect-video group-data-[shape=tall]/player:aspect-square">
        <PlayerPicture
          {...{ video, canvas, title, isSoundOnly, poster, clock }}
          isReplay={false}
          isCovered={!isSoundOnly && !state.seen}
          slate={undefined}
          captions={[]}
          settings={captions}
        />
        <Link
          href={href}
          prefetch={false}
          draggable={false}
          aria-label={t("back", { title })}
          title={t("back", { title })}
          className="-outline-offset-4 absolute inset-0 focus-on-video"
        />
      </div>
      <div className="flex justify-between">
        <IconButton label={t(state.muted ? "soundOn" : "soundOff")} onClick={acts.mute} {...onPicture}>
          {state.muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
        </IconButton>
        {document.pictureInPictureEnabled && !isSoundOnly && (
          <IconButton label={t("beside")} aria-pressed={isBeside} onClick={acts.putBeside} {...onPicture}>
            <PictureInPicture2 aria-hidden />
          </IconButton>
        )}
        <IconButton label={t("move")} onClick={moveOn} {...onPicture}>
          <Move aria-hidden />
        </IconButton>
        <IconButton label={t("close")} onClick={onClose} {...onPicture}>
          <X aria-hidden />
        </IconButton>
      </div>
    </aside>
  );
}

function nothing() {}

const onPicture = { className: "text-on-video! focus-on-video hover:bg-video-shade! aria-pressed:bg-video-shade!" };

/** As `useCorner` reckons them. */
const places: Record<Corner, string> = {
  "bottom-right": "right-3 bottom-3",
  "bottom-left": "bottom-3 left-3",
  "top-left": "top-19 left-3",
  "top-right": "top-19 right-3",
};
