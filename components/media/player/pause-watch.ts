import { holdBack, letPlay } from "./source.ts";

/** Since when the picture is paused, and at which moment of the show; `isWished`: by an act of the viewer, not by the browser. */
export type Pause = { since: number; clock: number | null; isWished: boolean };

export type PauseWatch = {
  current: () => Pause | undefined;
  /** The viewer pauses: nothing but their own act plays again. */
  wish: () => void;
  lift: () => void;
  close: () => void;
};

/**
 * Tells the viewer's pause from the browser's own: a hidden page, a locked screen, a call and other apps pause a video
 * too, and nobody wants to come back to the past for that.
 */
export function watchPauses(
  video: HTMLVideoElement,
  { clock, onChange }: { clock: () => number | null; onChange: () => void },
): PauseWatch {
  let pause: Pause | undefined;
  let isWished = false;
  video.addEventListener("pause", hearPause);
  video.addEventListener("play", hearPlay);

  function hearPause(): void {
    pause = { since: performance.now(), clock: clock(), isWished };
    onChange();
  }

  function hearPlay(): void {
    // Paused again before word of it came.
    if (video.paused) return;
    pause = undefined;
    lift();
    onChange();
  }

  function lift(): void {
    isWished = false;
    letPlay(video);
  }

  return {
    current: () => pause,
    wish: () => {
      isWished = true;
      holdBack(video);
      if (video.paused) hearPause();
      else video.pause();
    },
    lift,
    close: () => {
      lift();
      video.removeEventListener("pause", hearPause);
      video.removeEventListener("play", hearPlay);
    },
  };
}
