let hasSound = false;

/**
 * Who has turned the sound on keeps it on the next page that plays, for as long as the document lives. A page that was loaded anew
 * is silent: there nobody has tapped yet.
 */
export function keepSound(video: HTMLVideoElement): () => void {
  if (hasSound) video.muted = false;
  const hear = () => {
    hasSound = !video.muted && video.volume > 0;
  };
  video.addEventListener("volumechange", hear);
  return () => video.removeEventListener("volumechange", hear);
}
