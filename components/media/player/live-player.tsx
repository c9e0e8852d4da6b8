"use client";

import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { MediaStatus } from "#lib/media/schema.ts";
import { CannotPlay } from "./cannot-play.tsx";
import { PlayerBar } from "./player-bar.tsx";
import { PlayerPicture } from "./player-picture.tsx";
import { type PlayerSettings, usePlayerSettings } from "./player-settings.ts";
import type { PlayerState } from "./player-state.ts";
import { PlayerStatus } from "./player-status.tsx";
import { Soundless, SoundOn, TapToPlay } from "./player-taps.tsx";
import type { Mark } from "./scrub-bar.tsx";
import { ThinLineOffer } from "./thin-line-offer.tsx";
import { useActivity } from "./use-activity.ts";
import { useCaptions } from "./use-captions.ts";
import { useDelay } from "./use-delay.ts";
import { usePlayer } from "./use-player.ts";
import { usePlayerActs } from "./use-player-acts.ts";
import { useShape } from "./use-shape.ts";
import { useSilence } from "./use-silence.ts";
import { useWatchReport } from "./use-watch-report.ts";

/** Another one each time that somebody wants to be there. */
export type Jump = { atMs: number };

type LivePlayerProps = {
  showId: string;
  title: string;
  status: MediaStatus;
  /** The show is over: its recording from the beginning to the end. */
  isReplay?: boolean;
  /** So many watch that they must not all ask at one moment. */
  isCrowd?: boolean;
  /** When the show began, in milliseconds since 1970, and when a replay ends. */
  startedMs: number;
  endedMs?: number;
  /** Address of a still picture. */
  poster?: string;
  /** What covers the video while it waits, is interrupted or is over. */
  slate?: ReactNode;
  /** What stands behind a picture that does not fill its place, instead of its own colours. */
  ground?: ReactNode;
  /** Moments worth finding again. */
  marks: Mark[];
  /** Set to a way to read which moment of the show is on screen, on the stream clock. */
  clock: RefObject<() => number | null>;
  /** The viewer reaches for the past: its marks are wanted. */
  onRewind?: () => void;
  /** The host lets nobody hear it at the moment. */
  isSilent?: boolean;
  /** Where to go on the stream clock, as something else on the page asks. */
  jump?: Jump | null;
};

/**
 * A show's video with its controls. Whenever there is no moving picture to show, the slate (or else the poster, or else the
 * last picture) stands there, so the viewer never looks at black. `data-` attributes say what is seen.
 */
export function LivePlayer(props: LivePlayerProps) {
  const { showId, title, status, isReplay = false, startedMs, endedMs, poster, slate, marks, clock, onRewind } = props;
  const captions = useCaptions(showId, { whole: isReplay });
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [settings, choose] = usePlayerSettings();
  const soundOnly = settings && !isReplay && settings.soundOnly;
  const watched = { video, canvas, showId, title, poster, status, isReplay, isCrowd: props.isCrowd, soundOnly, clock };
  const { state, player, isBeside } = usePlayer(watched);
  const delay = useDelay(clock);
  useSilence(video, props.isSilent ?? false);
  const { isActive, activate } = useActivity(frame, state.paused);
  useWatchReport(showId, { player, state, clock });
  const acts = usePlayerActs({
    ...{ player, frame, video, clock, isMuted: state.muted, isReplay, startedMs, settings, choose, onRewind, activate },
  });
  useJump(props.jump, acts.seekTo);
  const { isPast, isSoundOnly, isCovered } = lookAt({ state, status, isReplay });
  const changeSettings = (change: Partial<PlayerSettings>) => {
    // Who wants the sound alone wants to hear it.
    if (change.soundOnly && state.muted) acts.mute();
    choose(change);
  };
  const play = () => {
    // It is the tap for the sound, too.
    if (state.muted) acts.mute();
    acts.togglePause();
  };

  return (
    <div
      ref={frame}
      {...dataOf({ state, status, isCovered, isActive, delay })}
      data-shape={useShape(video) ?? ""}
      className="group/player relative isolate size-full overflow-hidden bg-video text-on-video [&:fullscreen]:[--stage-foot:0px] [&:fullscreen]:[--stage-head:0px]"
    >
      <PlayerPicture
        ground={props.ground}
        {...{ video, canvas, title, isReplay, isSoundOnly, isCovered, poster, slate, captions, settings, clock }}
      />
      <div className="absolute top-(--player-top,0.75rem) left-3 grid max-w-[calc(100%-1.5rem)] justify-items-start gap-2">
        {!isCovered && <PlayerStatus {...{ state, delay, isReplay }} onLive={acts.goLive} />}
        {!isCovered && state.isSoundless && <Soundless />}
        {!isCovered && state.isThin && <ThinLineOffer onSound={() => changeSettings({ soundOnly: true })} />}
      </div>
      {state.needsTap && (status === "live" || isReplay) && <TapToPlay onTap={play} />}
      {state.cannotPlay && (status === "live" || isReplay) && (
        <CannotPlay
          why={state.cannotPlay}
          showId={showId}
          onSound={isReplay || settings?.soundOnly ? undefined : () => changeSettings({ soundOnly: true })}
          onRetry={acts.goLive}
        />
      )}
      {!isCovered && state.muted && !state.needsTap && !props.isSilent && <SoundOn onTap={acts.mute} />}
      {(!isCovered || isPast) && settings && (
        <PlayerBar
          {...{ state, acts, settings, marks, clock, isReplay, isBeside, startedMs, endedMs }}
          choose={changeSettings}
          hasCaptions={captions.length > 0}
        />
      )}
    </div>
  );
}

function useJump(jump: Jump | null | undefined, seekTo: (atMs: number) => void): void {
  const go = useEffectEvent(seekTo);
  useEffect(() => {
    if (jump) go(jump.atMs);
  }, [jump]);
}

type Looked = { state: PlayerState; status: MediaStatus; isReplay: boolean };

/** What of it there is to see. */
function lookAt({ state, status, isReplay }: Looked) {
  const isPast = state.tier === "dvr" || isReplay;
  const isAway = status === "waiting" || status === "interrupted" || (status === "ended" && !state.playing);
  const isSoundOnly = state.tier === "audio" && !isAway;
  return { isPast, isSoundOnly, isCovered: !isSoundOnly && (!state.seen || (isAway && !isPast)) };
}

type Told = Pick<Looked, "state" | "status"> & { isCovered: boolean; isActive: boolean; delay: number | null };

function dataOf({ state, status, isCovered, isActive, delay }: Told) {
  return {
    "data-live-player": "",
    "data-status": status,
    "data-tier": state.tier ?? "",
    "data-seen": state.seen,
    "data-playing": state.playing,
    "data-paused": state.paused,
    "data-covered": isCovered,
    "data-frozen": state.frozen,
    "data-muted": state.muted,
    "data-active": isActive,
    "data-behind": delay ?? "",
    "data-cannot-play": state.cannotPlay ?? "",
  };
}
