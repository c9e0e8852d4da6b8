import { holdBack, letPlay } from "./source.ts";

/** Since when the picture is paused, and at which moment of the show; `isWished`: by an act of the viewer, not by the browser. */
export type Pause = { since: number; clock: number | null; isWished: boolean };

export type Return = "network" | "viewer";

/** Whether somebody is there for the picture, and whether it may play. */
export type Presence = {
  /** The page is behind others; the picture is in a window of its own. */
  isHidden: boolean;
  isBeside: boolean;
  isOnline: boolean;
  isPaused: boolean;
  isMuted: boolean;
  pause: Pause | undefined;
};

export type PresenceWatch = {
  current: () => Presence;
  /** The viewer pauses: nothing but their own act plays again. */
  wish: () => void;
  lift: () => void;
  close: () => void;
};

type Wish = {
  clock: () => number | null;
  /** It pauses or plays. */
  onPlayback: () => void;
  /** The network is there again, or the viewer: from another tab or app, a locked screen, the page before. */
  onReturn: (what: Return) => void;
};

/**
 * The one place that knows whether the page is hidden or seen, online, paused and by whom. A hidden page, a locked screen,
 * a call and other apps pause a video too, and nobody wants to come back to the past for that.
 */
export function watchPresence(video: HTMLVideoElement, { clock, onPlayback, onReturn }: Wish): PresenceWatch {
  let pause: Pause | undefined;
  let isWished = false;
  const listens: [EventTarget, string, () => void][] = [
    [video, "pause", hearPause],
    [video, "play", hearPlay],
    [window, "online", () => onReturn("network")],
    [window, "pageshow", hearSeen],
    [document, "visibilitychange", hearSeen],
  ];
  for (const [target, name, hear] of listens) target.addEventListener(name, hear);

  function hearSeen(): void {
    if (!document.hidden) onReturn("viewer");
  }

  function hearPause(): void {
    pause = { since: performance.now(), clock: clock(), isWished };
    onPlayback();
  }

  function hearPlay(): void {
    // Paused again before word of it came.
    if (video.paused) return;
    pause = undefined;
    lift();
    onPlayback();
  }

  function lift(): void {
    isWished = false;
    letPlay(video);
  }

  return {
    current: () => ({
      ...{ isHidden: document.hidden, isOnline: navigator.onLine, isPaused: video.paused, pause },
      isBeside: document.pictureInPictureElement === video,
      isMuted: video.muted || video.volume === 0,
    }),
    wish: () => {
      isWished = true;
      holdBack(video);
      if (video.paused) hearPause();
      else video.pause();
    },
    lift,
    close: () => {
      lift();
      for (const [target, name, hear] of listens) target.removeEventListener(name, hear);
    },
  };
}
