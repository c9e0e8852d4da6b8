import type { RefObject } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { Player } from "./player.ts";
import type { PlayerActs } from "./player-bar.tsx";
import type { PlayerSettings } from "./player-settings.ts";
import { usePlayerKeys } from "./use-player-keys.ts";

type ActsWish = {
  player: RefObject<Player | null>;
  frame: RefObject<HTMLElement | null>;
  video: RefObject<HTMLVideoElement | null>;
  clock: RefObject<() => number | null>;
  isMuted: boolean;
  isReplay: boolean;
  startedMs: number;
  settings: PlayerSettings | null;
  choose: (change: Partial<PlayerSettings>) => void;
  onRewind: (() => void) | undefined;
  /** A hand is at the player. */
  activate: () => void;
  /** False where the keys of the page are not the player's. */
  hasKeys?: boolean;
};

const step = 10;
const smallStep = 5;

/** All that a viewer can do with the player, by its buttons and by the keys of the page. */
export function usePlayerActs(wish: ActsWish): PlayerActs {
  const { player, video, settings, choose, activate } = wish;
  const acts: PlayerActs = {
    togglePause: () => player.current?.togglePause(),
    goLive: () => player.current?.goLive(),
    seekTo: (at) => {
      wish.onRewind?.();
      player.current?.seekTo(at);
    },
    back: (seconds) => {
      const at = wish.clock.current() ?? (wish.isReplay ? wish.startedMs : serverTime());
      acts.seekTo(Math.max(wish.startedMs, at - seconds * 1000));
      activate();
    },
    mute: () => {
      if (video.current) video.current.muted = !wish.isMuted;
      if (video.current?.volume === 0) video.current.volume = 1;
    },
    toggleCaptions: () => choose({ captions: !settings?.captions }),
    putBeside: () => void putBeside(video.current),
    fill: () => void fill(wish.frame.current, video.current),
  };
  usePlayerKeys(activate, wish.hasKeys === false ? {} : keysOf(acts, video));
  return acts;
}

function keysOf(acts: PlayerActs, video: RefObject<HTMLVideoElement | null>) {
  return {
    " ": acts.togglePause,
    k: acts.togglePause,
    m: acts.mute,
    f: acts.fill,
    j: () => acts.back(step),
    l: () => acts.back(-step),
    arrowleft: () => acts.back(smallStep),
    arrowright: () => acts.back(-smallStep),
    arrowup: () => turnVolume(video.current, 0.1),
    arrowdown: () => turnVolume(video.current, -0.1),
    c: acts.toggleCaptions,
    p: acts.putBeside,
  };
}

async function putBeside(video: HTMLVideoElement | null): Promise<void> {
  if (!video || !document.pictureInPictureEnabled) return;
  const asked = document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture();
  await asked.catch(isRefused);
}

/** A phone that fills its screen with video alone does that; any other with the whole player. */
async function fill(frame: HTMLElement | null, video: HTMLVideoElement | null): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (frame?.requestFullscreen) return frame.requestFullscreen().then(() => turn(video), isRefused);
  const enter: unknown = video && Reflect.get(video, "webkitEnterFullscreen");
  if (typeof enter === "function") Reflect.apply(enter, video, []);
}

/** A phone is turned with a picture that lies, where the browser can. */
async function turn(video: HTMLVideoElement | null): Promise<void> {
  const lock: unknown = Reflect.get(screen.orientation ?? {}, "lock");
  if (!video || video.videoWidth <= video.videoHeight || typeof lock !== "function") return;
  await Promise.resolve(Reflect.apply(lock, screen.orientation, ["landscape"])).catch(isRefused);
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
