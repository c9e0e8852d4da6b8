import { type RefObject, useEffect } from "react";

/** Keeps a video silent while the host wants nobody to hear it; afterwards it sounds as it did before. */
export function useSilence(video: RefObject<HTMLVideoElement | null>, isSilent: boolean): void {
  useEffect(() => {
    const element = video.current;
    if (!element || !isSilent) return;
    const wasMuted = element.muted;
    const hold = () => {
      if (!element.muted) element.muted = true;
    };
    hold();
    element.addEventListener("volumechange", hold);
    return () => {
      element.removeEventListener("volumechange", hold);
      element.muted = wasMuted;
    };
  }, [video, isSilent]);
}
