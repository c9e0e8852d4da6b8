type SessionWish = {
  title: string;
  artwork?: string;
  /** A show that is over has an end, and no now. */
  isReplay: boolean;
  onPlay: () => void;
  onPause: () => void;
  /** Seconds from the moment on screen, back or on. */
  onSkip: (seconds: number) => void;
  onLive: () => void;
};

const skipSeconds = 30;

/** What a lock screen, headphones and the picture in the picture show and do, for as long as this page plays. */
export function holdMediaSession(wish: SessionWish): () => void {
  if (!("mediaSession" in navigator)) return () => {};
  const session = navigator.mediaSession;
  const { title, artwork, isReplay, onPlay, onPause, onSkip, onLive } = wish;
  const acts: [MediaSessionAction, (details: MediaSessionActionDetails) => void][] = [
    ["play", onPlay],
    ["pause", onPause],
    ["seekbackward", ({ seekOffset }) => onSkip(-(seekOffset ?? skipSeconds))],
    ["seekforward", ({ seekOffset }) => onSkip(seekOffset ?? skipSeconds)],
    // No name is given to "to the newest"; it is what comes next.
    ...(isReplay ? [] : [["nexttrack", onLive] satisfies [MediaSessionAction, () => void]]),
  ];
  if (typeof MediaMetadata !== "undefined") {
    session.metadata = new MediaMetadata({ title, artwork: artwork ? [{ src: artwork }] : [] });
  }
  for (const [name, act] of acts) offer(session, name, act);
  return () => {
    session.metadata = null;
    for (const [name] of acts) offer(session, name, null);
  };
}

/** A browser that does not know an act says so by throwing. */
function offer(session: MediaSession, name: MediaSessionAction, act: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(name, act);
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
  }
}

/** Tells the lock screen whether it plays, and that what is live has no end to drag to. */
export function tellSession({ isPaused, isLive }: { isPaused: boolean; isLive: boolean }): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.playbackState = isPaused ? "paused" : "playing";
  const position = isLive ? { duration: Number.POSITIVE_INFINITY, position: 0, playbackRate: 1 } : undefined;
  navigator.mediaSession.setPositionState?.(position);
}
