/** Why a source cannot go on. What the line says itself is in `byeCodes`; the rest is found out here. */
export type Trouble = "lost" | "full" | "slow" | "leaving" | "over" | "unsupported" | "stalled" | "failed";

/**
 * One way to get a show's pictures into a video element. The player has one at a time and may change it at any moment;
 * what all have in common is the stream clock, so a viewer stays at the same moment of the show.
 */
export type Source = {
  /** Plays in this element from now on. */
  attach: (video: HTMLVideoElement) => void;
  /** The moment of the show that is on screen, on the stream clock in milliseconds; null while it is not known. */
  streamClock: () => number | null;
  /** To the newest picture there is. */
  goLive: () => void;
  /** To a moment of the show, in milliseconds of the stream clock; false where this source does not have it. */
  seek: (streamMs: number) => boolean;
  /** The network is back: whatever still waits for an answer is asked anew at once. */
  refresh?: () => void;
  /** Only what a thin line carries, or all of it again; for sources that have both. */
  setThin?: (isThin: boolean) => void;
  detach: () => void;
};

const heldBack = new WeakSet<HTMLVideoElement>();
const refused = new WeakSet<HTMLVideoElement>();

/** A browser that wants a tap first says so by refusing; without sound most do not, and the player's own button is that tap. */
export function play(video: HTMLVideoElement): void {
  if (heldBack.has(video)) return;
  video.play().then(
    () => refused.delete(video),
    (reason: unknown) => {
      if (!(reason instanceof DOMException)) throw reason;
      if (reason.name !== "NotAllowedError") return;
      refused.add(video);
      if (video.muted) return;
      video.muted = true;
      play(video);
    },
  );
}

/** Whether the browser refuses to play without a tap. */
export function wantsTap(video: HTMLVideoElement): boolean {
  return video.paused && refused.has(video);
}

/** While the viewer has paused, no source plays by itself. */
export function holdBack(video: HTMLVideoElement): void {
  heldBack.add(video);
}

export function letPlay(video: HTMLVideoElement): void {
  heldBack.delete(video);
}

/** Seconds of video that are there beyond the picture on screen. */
export function secondsAhead(video: HTMLVideoElement): number {
  const { buffered, currentTime } = video;
  for (let index = buffered.length - 1; index >= 0; index--) {
    if (buffered.start(index) <= currentTime + 0.1 && buffered.end(index) >= currentTime) {
      return buffered.end(index) - currentTime;
    }
  }
  return 0;
}
