"use client";

import { Play, Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useRef } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { CaptionOverlay } from "./caption-overlay.tsx";
import type { CaptionCue } from "./captions.ts";
import { PlayerBar } from "./player-bar.tsx";
import { type PlayerSettings, usePlayerSettings } from "./player-settings.ts";
import { PlayerStatus } from "./player-status.tsx";
import type { Mark } from "./scrub-bar.tsx";
import { SoundCover } from "./sound-cover.tsx";
import { ThinLineOffer } from "./thin-line-offer.tsx";
import { useActivity } from "./use-activity.ts";
import { useDelay } from "./use-delay.ts";
import { usePlayer } from "./use-player.ts";
import { usePlayerKeys } from "./use-player-keys.ts";
import { useWatchReport } from "./use-watch-report.ts";

type LivePlayerProps = {
  showId: string;
  title: string;
  status: MediaStatus;
  /** The show is over: its recording from the beginning to the end. */
  isReplay?: boolean;
  /** When the show began, in milliseconds since 1970, and when a replay ends. */
  startedMs: number;
  endedMs?: number;
  /** Address of a still picture. */
  poster?: string;
  /** What covers the video while it waits, is interrupted or is over. */
  slate?: ReactNode;
  /** Moments worth finding again. */
  marks: Mark[];
  captions?: CaptionCue[];
  /** Set to a way to read which moment of the show is on screen, on the stream clock. */
  clock: RefObject<() => number | null>;
  /** The viewer reaches for the past: its marks are wanted. */
  onRewind?: () => void;
};

const noCaptions: CaptionCue[] = [];
const step = 10;
const smallStep = 5;

/**
 * A show's video with its controls. Whenever there is no moving picture to show, the slate (or else the poster, or else the
 * last picture) stands there, so the viewer never looks at black. `data-` attributes say what is seen.
 */
export function LivePlayer({
  showId,
  title,
  status,
  isReplay = false,
  startedMs,
  endedMs,
  poster,
  slate,
  marks,
  captions = noCaptions,
  clock,
  onRewind,
}: LivePlayerProps) {
  const t = useTranslations("room.player");
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [settings, choose] = usePlayerSettings();
  const soundOnly = settings && !isReplay && settings.soundOnly;
  const { state, player, isBeside } = usePlayer({
    video,
    canvas,
    showId,
    title,
    poster,
    status,
    isReplay,
    soundOnly,
    clock,
  });
  const delay = useDelay(clock);
  const { isActive, activate } = useActivity(frame, state.paused);
  useWatchReport(showId, { player, tier: state.tier, clock });

  const isPast = state.tier === "dvr" || isReplay;
  const isAway = status === "waiting" || status === "interrupted" || (status === "ended" && !state.playing);
  const isSoundOnly = state.tier === "audio" && !isAway;
  const covered = !isSoundOnly && (!state.seen || (isAway && !isPast));

  const back = (seconds: number) => {
    const at = clock.current() ?? (isReplay ? startedMs : serverTime());
    onRewind?.();
    player.current?.seekTo(Math.max(startedMs, at - seconds * 1000));
    activate();
  };
  const mute = () => {
    if (video.current) video.current.muted = !state.muted;
    if (video.current?.volume === 0) video.current.volume = 1;
  };
  const changeSettings = (change: Partial<PlayerSettings>) => {
    // Who wants the sound alone wants to hear it.
    if (change.soundOnly && state.muted) mute();
    choose(change);
  };
  const acts = {
    togglePause: () => player.current?.togglePause(),
    goLive: () => player.current?.goLive(),
    seekTo: (at: number) => {
      onRewind?.();
      player.current?.seekTo(at);
    },
    back,
    mute,
    toggleCaptions: () => choose({ captions: !settings?.captions }),
    putBeside: () => void putBeside(video.current),
    fill: () => void fill(frame.current, video.current),
  };

  usePlayerKeys(activate, {
    " ": acts.togglePause,
    k: acts.togglePause,
    m: mute,
    f: acts.fill,
    j: () => back(step),
    l: () => back(-step),
    arrowleft: () => back(smallStep),
    arrowright: () => back(-smallStep),
    arrowup: () => turnVolume(video.current, 0.1),
    arrowdown: () => turnVolume(video.current, -0.1),
    c: acts.toggleCaptions,
    p: acts.putBeside,
  });

  return (
    <div
      ref={frame}
      data-live-player=""
      data-status={status}
      data-tier={state.tier ?? ""}
      data-seen={state.seen}
      data-playing={state.playing}
      data-paused={state.paused}
      data-covered={covered}
      data-frozen={state.frozen}
      data-muted={state.muted}
      data-active={isActive}
      data-behind={delay ?? ""}
      className="group/player relative isolate size-full overflow-hidden bg-video text-on-video"
    >
      <video
        ref={video}
        muted
        playsInline
        poster={poster}
        aria-label={t(isReplay ? "replayOf" : "video", { title })}
        className="size-full object-contain"
      />
      <canvas
        ref={canvas}
        hidden
        aria-hidden
        className="pointer-events-none absolute inset-0 size-full object-contain"
      />
      {isSoundOnly && <SoundCover poster={poster} />}
      {settings?.captions && <CaptionOverlay cues={captions} clock={clock} size={settings.captionSize} />}
      {covered && (
        <div data-slate="" className="pointer-events-none absolute inset-0 bg-video">
          {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
          {slate ?? (poster && <img src={poster} alt="" className="size-full object-cover" />)}
        </div>
      )}
      <div className="absolute top-(--player-top,0.75rem) left-3 grid max-w-[calc(100%-1.5rem)] justify-items-start gap-2">
        {!covered && <PlayerStatus {...{ state, delay, isReplay }} onLive={acts.goLive} />}
        {!covered && state.isThin && <ThinLineOffer onSound={() => changeSettings({ soundOnly: true })} />}
      </div>
      {state.needsTap && status === "live" && (
        <button
          type="button"
          aria-label={t("play")}
          // The browser wants a tap before it plays anything: it is the tap for the sound, too.
          onClick={() => {
            if (state.muted) mute();
            acts.togglePause();
          }}
          className="absolute inset-0 m-auto grid size-20 place-items-center rounded-full bg-video-shade text-on-video focus-on-video"
        >
          <Play aria-hidden="true" className="size-9" />
        </button>
      )}
      {!covered && state.muted && !state.needsTap && (
        <button
          type="button"
          data-testid="sound-on"
          onClick={mute}
          // Above where the controls come, and still when they do: nothing may leave a finger. On a low picture, below the head.
          className="absolute inset-x-0 bottom-[max(0.5rem,min(7rem,calc(100%-8.5rem)))] z-10 mx-auto flex h-14 w-fit touch-manipulation items-center gap-3 rounded-full bg-video-shade px-6 font-semibold text-lg text-on-video backdrop-blur-sm focus-on-video"
        >
          <Volume2 aria-hidden="true" className="size-6" />
          {t("soundOn")}
        </button>
      )}
      {(!covered || isPast) && settings && (
        <PlayerBar
          {...{ state, acts, settings, marks, clock, isReplay, isBeside, startedMs, endedMs }}
          choose={changeSettings}
          hasCaptions={captions.length > 0}
        />
      )}
    </div>
  );
}

async function putBeside(video: HTMLVideoElement | null): Promise<void> {
  if (!video || !document.pictureInPictureEnabled) return;
  const asked = document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture();
  await asked.catch(isRefused);
}

/** A phone that fills its screen with video alone does that; any other with the whole player. */
async function fill(frame: HTMLElement | null, video: HTMLVideoElement | null): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (frame?.requestFullscreen) return frame.requestFullscreen().catch(isRefused);
  const enter: unknown = video && Reflect.get(video, "webkitEnterFullscreen");
  if (typeof enter === "function") Reflect.apply(enter, video, []);
}

/** The browser may say no, to whoever did not ask by a tap for instance. */
function isRefused(reason: unknown): void {
  if (!(reason instanceof DOMException || reason instanceof TypeError)) throw reason;
}

function turnVolume(video: HTMLVideoElement | null, by: number): void {
  if (!video) return;
  video.volume = Math.min(1, Math.max(0, Math.round((video.volume + by) * 10) / 10));
  video.muted = video.volume === 0;
}
