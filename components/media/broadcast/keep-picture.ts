/** How the picture stands, as the page sees it twice a second and whenever it is hidden or shown. */
export type PictureLook = {
  /** The page of a phone is hidden: a call, another app, a locked screen. The system takes the camera away. */
  isHidden: boolean;
  isMuted: boolean;
  /** Since a camera that is shown gave its newest picture. */
  stillSeconds: number;
  hasCamera: boolean;
  isSoundRunning: boolean;
};

type KeeperWish = {
  now: () => number;
  /** Viewers are to see a slate from now on, or the picture again. */
  setAway: (isAway: boolean) => void;
  /** Asks the system for the same devices again. */
  reopen: () => void;
  resumeSound: () => void;
};

const stillAfterSeconds = 2;
/** Frames that come again by themselves come within a second; what the worker says is up to another old. */
const returnMs = 1500;
const firstRetryMs = 4000;
const maxRetryMs = 30_000;

/**
 * Brings back what a call, another app or the system took: on return, and as long as no picture comes, the devices are asked for
 * anew, at first after a moment, then ever less often. iOS calls a track live whose camera is gone: only its pictures tell.
 */
export function createPictureKeeper({ now, setAway, reopen, resumeSound }: KeeperWish) {
  let isAway = false;
  let shownAt = Number.NEGATIVE_INFINITY;
  let wasHidden = false;
  let triedAt = Number.NEGATIVE_INFINITY;
  let retryMs = firstRetryMs;

  return (look: PictureLook): void => {
    if (wasHidden && !look.isHidden) shownAt = now();
    wasHidden = look.isHidden;
    const next = look.isHidden || look.isMuted;
    if (next !== isAway) setAway(next);
    isAway = next;
    if (look.isHidden) return;
    if (!look.isSoundRunning) resumeSound();
    const isGone = look.hasCamera && (look.isMuted || look.stillSeconds >= stillAfterSeconds);
    if (!isGone) retryMs = firstRetryMs;
    if (!isGone || now() - shownAt < returnMs || now() - triedAt < (shownAt > triedAt ? 0 : retryMs)) return;
    retryMs = shownAt > triedAt ? firstRetryMs : Math.min(maxRetryMs, retryMs * 2);
    triedAt = now();
    reopen();
  };
}
