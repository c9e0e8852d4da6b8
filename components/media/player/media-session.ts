type SessionWish = { title: string; artwork?: string; onPlay: () => void; onPause: () => void };

/** What a lock screen, headphones and the picture in the picture show and do, for as long as this page plays. */
export function holdMediaSession({ title, artwork, onPlay, onPause }: SessionWish): () => void {
  if (!("mediaSession" in navigator)) return () => {};
  const session = navigator.mediaSession;
  const acts: [MediaSessionAction, () => void][] = [
    ["play", onPlay],
    ["pause", onPause],
  ];
  if (typeof MediaMetadata !== "undefined") {
    session.metadata = new MediaMetadata({ title, artwork: artwork ? [{ src: artwork }] : [] });
  }
  for (const [name, act] of acts) session.setActionHandler(name, act);
  return () => {
    session.metadata = null;
    for (const [name] of acts) session.setActionHandler(name, null);
  };
}
